"""A small region by hand: heads and bodies from real fills, some of them with figures of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from renja_xl import isi
from renja_xl.model.findings import finding_row, tally
from renja_xl.model.frame import DATA_NAMES, TRIWULAN
from renja_xl.model.part import FIGURES, PREDICATES, Failure, Habits, Head, Identity, Origin, Part, ProgramRow
from renja_xl.model.region import Difference, Group, Presence, Ranked, Region, RegionFinding
from renja_xl.model.result import Filled
from renja_xl.rules.region.whole import progress, wholes
from tests.workbooks import matrix

BOBOT = {"capaian_renja_k": Decimal(50), "serapan_rp": Decimal(50)}


@dataclass
class Book:
    """What `write_region` is given."""

    region: Region
    parts: list[Part] = field(default_factory=list)

    def bodies(self) -> Iterator[Part]:
        return iter(self.parts)


def part(filled: Filled, name: str, tahun: int = 2023, berkas: str = "", **figures: Any) -> Part:
    """A head and its body; `figures` replace those of the head."""
    frame, rekap = filled.frame, filled.rekap
    whole = rekap[rekap["cakupan"] == "seluruh_program"].iloc[0]
    main = frame[frame["jenis"] == "utama"]
    programs = frame[frame["level"] == "program"]
    counts = {level: int((main["level"] == level).sum()) for level in ("program", "kegiatan", "subkegiatan")}
    measured = frame[~frame["level"].isin(["urusan", "bidang"])]
    filled_in = tuple(_filled_in(measured[f"{q}_k"], measured[f"{q}_rp"]) for q in TRIWULAN)
    money: list[Decimal | None] = []
    for quarter in TRIWULAN:
        known = [value for value in programs[f"{quarter}_rp"] if value is not None]
        money.append(sum(known) if known and quarter <= f"tw{filled.triwulan}" else None)
    rules = filled.rules
    head = Head(
        asal=Origin(berkas or f"{name}.xlsx", filled.matrix.place.sheet, filled.sha256, 0.0),
        identitas=Identity(name, tahun, filled.triwulan),
        kebiasaan=Habits(
            bentuk=filled.matrix.form.lembar,
            aturan=rules.nama,
            cara_k=filled.decisions["k"].cara,
            cara_rp=filled.decisions["rp"].cara,
            kolom=(),
            kolom_sendiri=(),
            satuan=(),
            rata_rata={
                "rata_rata.indikator": rules.rata_rata_indikator,
                "rata_rata.nol": rules.rata_rata_nol,
                "rata_rata.bobot": rules.rata_rata_bobot,
                "rata_rata.tanpa_nilai": rules.rata_rata_tanpa_nilai,
                "capaian.batas_100": rules.batas_100,
            },
        ),
        jumlah={"indikator": len(measured), **counts, **tally(filled.findings)},
        angka={key: whole[key] for key in FIGURES},
        predikat={key: whole[key] for key in PREDICATES},
        terisi=filled_in,
        realisasi=tuple(money),
        program=tuple(_program(row, main) for _, row in programs.iterrows()),
        baris=len(frame),
    )
    columns = {name: [_text(value) for value in frame[name]] for name in DATA_NAMES}
    return Part(replace(head, **figures), columns, [finding_row(item) for item in filled.findings])


def _filled_in(k: Iterable[Any], rp: Iterable[Any]) -> int:
    pairs = list(zip(k, rp, strict=True))
    if not any(value for pair in pairs for value in pair):
        return 0
    return sum(any(value is not None for value in pair) for pair in pairs)


def _program(row: Any, main: Any) -> ProgramRow:
    kegiatan = main[(main["induk"] == row["urut"]) & (main["level"] == "kegiatan")]
    subs = main[main["induk"].isin(kegiatan["urut"]) & (main["level"] == "subkegiatan")]
    return ProgramRow(
        kode=row["kode"],
        nama=row["nama"],
        jenis=row["jenis"],
        kegiatan=len(kegiatan) if row["jenis"] == "utama" else 0,
        subkegiatan=len(subs) if row["jenis"] == "utama" else 0,
        target_renja_rp=row["target_renja_rp"],
        realisasi_renja_rp=row["realisasi_renja_rp"],
        capaian_renja_k=row["capaian_renja_k"],
        capaian_renja_rp=row["capaian_renja_rp"],
        ragu=row["jenis"] == "utama" and bool({"target_renja_rp", "realisasi_renja_rp"} & row["kolom_ragu"]),
    )


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def region(parts: Sequence[Part], bobot: Mapping[str, Decimal] = BOBOT, **more: Any) -> Book:
    """The region of these parts, ranked; groups by program code and by its first two parts."""
    heads = [one.head for one in parts]
    scores = [_score(head, bobot) for head in heads]
    known = [score for score in scores if score is not None]
    ranked = [Ranked(s, None if s is None else 1 + sum(other > s for other in known)) for s in scores]
    whole = Region(
        heads=heads,
        peringkat=ranked,
        kemajuan=[progress([head]) for head in heads],
        seluruh=wholes(heads),
        bobot=bobot,
        kehadiran=Presence(0, 0, (), {}, (), 0, (), ()),
        gagal=(),
        temuan=(),
        urusan=_groups(heads, 2),
        program=_groups(heads, 3),
        perbedaan=(),
    )
    return Book(replace(whole, **more), list(parts))


def _score(head: Head, bobot: Mapping[str, Decimal]) -> Decimal | None:
    values = [head.angka[key] for key in bobot]
    if any(value is None for value in values):
        return None
    total = sum(weight * min(head.angka[key] or Decimal(0), Decimal(100)) for key, weight in bobot.items())
    return (total / sum(bobot.values())).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _groups(heads: Sequence[Head], parts: int) -> list[Group]:
    members: dict[tuple[str, int], list[tuple[str, ProgramRow]]] = {}
    for head in heads:
        for row in head.program:
            place = ".".join(row.kode.split(".")[:parts]), head.identitas.tahun
            members.setdefault(place, []).append((head.identitas.perangkat_daerah, row))
    return [_group(code, year, rows) for (code, year), rows in sorted(members.items())]


def _group(code: str, year: int, rows: Sequence[tuple[str, ProgramRow]]) -> Group:
    main = [row for _, row in rows if row.jenis == "utama"]
    budget, spent = (
        sum(known, Decimal(0)) if (known := [value for value in money if value is not None]) else None
        for money in ([row.target_renja_rp for row in main], [row.realisasi_renja_rp for row in main])
    )
    ragu = any(row.ragu for row in main)
    return Group(
        kode=code,
        nama=rows[0][1].nama,
        tahun=year,
        perangkat_daerah=tuple(dict.fromkeys(name for name, _ in rows)),
        program=len(main),
        kegiatan=sum(row.kegiatan for row in main),
        subkegiatan=sum(row.subkegiatan for row in main),
        target_renja_rp=budget,
        realisasi_renja_rp=spent,
        serapan_rp=_round(spent * 100 / budget) if budget and spent is not None and not ragu else None,
        capaian_renja_k=_mean([row.capaian_renja_k for _, row in rows]),
        capaian_renja_rp=_mean([row.capaian_renja_rp for row in main]),
        ragu=ragu,
    )


def _mean(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return _round(sum(known, Decimal(0)) / len(known)) if known else None


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def agency(folder: Path, number: int, rows: Sequence[Mapping[str, Any]], **options: Any) -> Filled:
    """A matrix of these rows, filled."""
    source = matrix(folder / f"m{number}.xlsx", rows)
    return isi(source, folder / f"h{number}.xlsx", **options).filled


REST: dict[str, Any] = {
    "kehadiran": Presence(2025, 5, ("Inspektorat Daerah",), {}, ("Dinas Perhubungan",), 0, (), ()),
    "gagal": (Failure("rusak.xlsx", "Berkas 'rusak.xlsx' rusak atau terpotong."),),
    "temuan": (
        RegionFinding(
            "a.xlsx", "Dinas A", ["berkas-ganda", "info", "", "", "", "", "", "", "", "Ada dua berkas.", "-"]
        ),
    ),
    "perbedaan": (Difference("Dinas A", "a.xlsx", "kolom", "tanpa kolom 16", "dengan kolom 16"),),
    "dilewati": ("rekap lama.xlsx",),
}
