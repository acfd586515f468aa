"""A result in numbers and as JSON, with the names of the public contract."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from renja_xl.model.findings import COLUMNS, TINGKAT, tally
from renja_xl.model.fitted import Fitted
from renja_xl.model.frame import AVERAGED, REKAP_NAMES
from renja_xl.model.region import Region
from renja_xl.model.result import Filled
from renja_xl.model.texts import percent_text, sentence
from renja_xl.rules.region.whole import usual_year
from renja_xl.rules.rows import averaged_rows, main_rows
from renja_xl.use_cases.isi import IsiResult

# Not after "s.d.", nor within brackets.
_FIRST_STATEMENT = re.compile(r"(?:;|(?<!s\.d)\.) (?![^(]*\))")


def counts(filled: Filled) -> dict[str, int]:
    """How many indicators, programs, kegiatan, sub kegiatan and findings of each level there are.

    Rows of urusan and bidang urusan are headings: nobody fills an indicator there.
    """
    frame = filled.frame
    main = Counter(frame["level"].to_numpy()[main_rows(frame)].tolist())
    return {
        "indikator": int(averaged_rows(frame).sum()),
        **{level: main[level] for level in AVERAGED},
        **tally(filled.findings),
    }


def headline(filled: Filled) -> dict[str, str]:
    """The rule set and the two figures that are easily confused: absorption and the mean of percentages."""
    whole = filled.rekap[filled.rekap["cakupan"] == "seluruh_program"].iloc[0]
    return {
        "aturan": filled.rules.nama,
        "serapan": percent_text(whole["serapan_rp"]),
        "rerata": percent_text(whole["capaian_renja_rp"]),
    }


def filled_sentence(filled: Filled) -> str:
    """What was filled, in one sentence."""
    return sentence("layar.terisi", **counts(filled), **headline(filled))


def first_look(filled: Filled) -> str:
    """What to look at first, in one sentence."""
    if not filled.findings:
        return sentence("layar.tanpa-temuan")
    first = filled.findings[0]
    # The first statement is enough here; the sheet has the rest.
    statement = _FIRST_STATEMENT.split(first.penjelasan)[0].rstrip(".")
    words = {"sel": f"{first.lembar}!{first.sel}", "penjelasan": statement}
    return sentence("layar.temuan", **counts(filled), **words)


def results_json(results: Sequence[IsiResult]) -> str:
    """The object that `--json` prints: that of the one result, or one with an object for each."""
    return objects_json([_result_object(result) for result in results])


def objects_json(objects: Sequence[dict[str, object]]) -> str:
    """One object as it is, several under `berkas`."""
    whole = objects[0] if len(objects) == 1 else {"berkas": list(objects)}
    return json.dumps({"versi_skema": 1} | whole, ensure_ascii=False, indent=1, default=_plain)


def _result_object(result: IsiResult) -> dict[str, object]:
    return filled_object(result.filled, result.masukan, result.hasil)


def filled_object(filled: Filled, masukan: Path, hasil: Path | None) -> dict[str, object]:
    """What `--json` says of one matrix, with the names of the public contract."""
    place = filled.matrix.place
    return {
        "masukan": str(masukan),
        "sha256": filled.sha256,
        "hasil": str(hasil) if hasil else None,
        "aturan": filled.rules.nama,
        "tata_letak": {
            "bentuk": filled.matrix.form.nama,
            "lembar": place.sheet,
            "baris_kepala": list(place.header),
            "kolom": dict(place.letters),
            "triwulan": {
                kind: {"cara": decision.cara, "alasan": decision.alasan, "berjalan": decision.berjalan}
                for kind, decision in filled.decisions.items()
            },
        },
        "jumlah": counts(filled),
        "rekap": filled.rekap[list(REKAP_NAMES)].to_dict("records"),
        "temuan": [{name: getattr(item, name) for name in COLUMNS} for item in filled.findings],
    }


def region_counts(region: Region) -> dict[str, str | int]:
    """How many agencies, indicators and findings there are; what of the budget is spent, in the year of most."""
    usual = usual_year(region.heads)
    whole = next(each for each in region.seluruh if each.tahun == usual)
    return {
        "perangkat_daerah": len({head.identitas.perangkat_daerah for head in region.heads}),
        "indikator": sum(head.jumlah["indikator"] for head in region.heads),
        "serapan": percent_text(whole.program.serapan_rp),
        "tahun": f" {whole.tahun}" if len(region.seluruh) > 1 else "",
        **{
            level: sum(head.jumlah[level] for head in region.heads)
            + sum(item.baris[COLUMNS.index("tingkat")] == level for item in region.temuan)
            for level in TINGKAT
        },
    }


def region_object(region: Region, hasil: Sequence[Path]) -> dict[str, object]:
    """What `gabung --json` says: the agencies with their figures, what failed, what is missing, what was found."""
    ranked = zip(region.heads, region.peringkat, strict=True)
    return {
        "hasil": [str(path) for path in hasil],
        "perangkat_daerah": [
            {
                **asdict(head.identitas),
                "berkas": head.asal.berkas,
                "lembar": head.asal.lembar,
                "sha256": head.asal.sha256,
                "aturan": head.kebiasaan.aturan,
                "jumlah": dict(head.jumlah),
                **head.angka,
                **head.predikat,
                **asdict(place),
            }
            for head, place in ranked
        ],
        "belum_ada": list(region.kehadiran.belum_ada),
        "petunjuk": dict(region.kehadiran.petunjuk),
        "di_luar_daftar": list(region.kehadiran.di_luar),
        "tahun_lain": list(region.kehadiran.tahun_lain),
        "tertinggal": list(region.kehadiran.tertinggal),
        "tidak_terpakai": list(region.kehadiran.tidak_terpakai),
        "dilewati": list(region.dilewati),
        "bukan_buku": list(region.bukan_buku),
        "gagal": [asdict(failure) for failure in region.gagal],
        "temuan": [
            {"berkas": item.berkas, **dict(zip(COLUMNS, item.baris, strict=True))} for item in region.temuan
        ],
    }


def fitted_object(found: Fitted) -> dict[str, object]:
    """What `--json` says of rules found in a sheet: settings with their evidence, cuts, contradictions."""
    return {
        "setelan": [asdict(setting) for setting in found.settings],
        "batas_predikat": [asdict(cut) for cut in found.cuts],
        "bertentangan": [asdict(pair) for pair in found.contradictions],
    }


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(type(value).__name__)
