"""Metode: which rules gave these figures, how each was decided, and from which file."""

from __future__ import annotations

from collections.abc import Iterator

from renja_xl.model.result import Filled
from renja_xl.model.rule_set import Jenjang
from renja_xl.model.texts import percent_text, sentence
from renja_xl.model.version import VERSION
from renja_xl.writing import styles
from renja_xl.writing.plan import Cell, PlanRow, SheetPlan, Style
from renja_xl.writing.text_fit import height, line_count

_WIDTHS = (34, 110)
_SIZE = 9
_LABEL = Style(size=_SIZE, bold=True, valign="top", wrap=True)
_TEXT = Style(size=_SIZE, valign="top", wrap=True)


def method_plan(filled: Filled) -> SheetPlan:
    """Two columns: what, and how."""
    return SheetPlan(name="Metode", rows=_rows(filled), widths=_WIDTHS, landscape=False)


def _rows(filled: Filled) -> Iterator[PlanRow]:
    yield PlanRow([Cell(_word("judul"), styles.SUBTITLE._replace(align="left"))], height=20)
    for label, text in _lines(filled):
        yield PlanRow(
            [Cell(label, _LABEL), Cell(text, _TEXT)],
            height=height(
                [line_count(label, _WIDTHS[0], _SIZE, bold=True), line_count(text, _WIDTHS[1], _SIZE)], _SIZE
            ),
        )


def _lines(filled: Filled) -> Iterator[tuple[str, str]]:
    matrix, rules = filled.matrix, filled.rules
    yield _word("masukan"), filled.name
    yield _word("lembar"), matrix.place.sheet
    yield _word("sidik"), filled.sha256
    yield _word("versi"), f"renja-xl {VERSION}"
    yield _word("bentuk"), matrix.form.lembar
    yield _word("kepala"), f"{matrix.place.header[0]}–{matrix.place.header[1]}"
    yield _word("kolom"), ", ".join(f"{key} = {letters}" for key, letters in matrix.place.letters.items())
    yield _word("aturan"), rules.nama
    yield _word("keterangan-aturan"), rules.keterangan
    if matrix.last_year:
        yield _word("kolom-6"), _word("isi-kolom-6", berkas=matrix.last_year)
    yield from _quarter_lines(filled)
    yield (
        _word("kolom-13"),
        _word("isi-kolom-13") + (_word("rp-lanjutan-nol") if rules.rp_lanjutan == "nol" else ""),
    )
    yield (
        _word("kolom-14"),
        _word("isi-kolom-14", satuan=", ".join(sorted(rules.satuan_tidak_dijumlahkan)))
        + (_word("kosong-bila-nol") if rules.renstra_kosong_bila_nol else "")
        + (_word("kosong-bila-target-nol") if rules.renstra_kosong_bila_target_renja_nol else ""),
    )
    yield _word("kolom-15"), _word("isi-kolom-15")
    yield (
        _word("kolom-17"),
        _word("isi-kolom-17") + (_word("efisiensi-kosong") if rules.efisiensi_kosong_bila_nol else ""),
    )
    negative = int(filled.frame["negatif"].sum())
    yield _word("negatif"), _word("isi-negatif", rumus=rules.negatif_rumus, jumlah=negative)
    yield _word("rata-rata"), _word("isi-rata-rata") + _word(f"rata-rata-{rules.rata_rata_tanpa_nilai}")
    yield _word("predikat"), "; ".join(_step(step) for step in rules.jenjang)
    whole = filled.rekap[filled.rekap["cakupan"] == "seluruh_program"].iloc[0]
    yield (
        _word("serapan"),
        _word(
            "isi-serapan",
            serapan=percent_text(whole["serapan_rp"]),
            rerata=percent_text(whole["capaian_renja_rp"]),
        ),
    )


def _quarter_lines(filled: Filled) -> Iterator[tuple[str, str]]:
    for kind, decision in filled.decisions.items():
        yield (
            _word("kolom-12", jenis=kind.capitalize()),
            _word("isi-kolom-12", cara=sentence(f"cara.{decision.cara}"), alasan=decision.alasan),
        )
        running = decision.berjalan
        if running < 4:
            numeral = ("I", "II", "III", "IV")[running - 1]
            yield _word("berjalan", jenis=kind.capitalize()), _word("isi-berjalan", triwulan=numeral)
    kept = int(filled.frame["tetap_k"].sum() + filled.frame["tetap_rp"].sum())
    if kept:
        yield _word("tetap"), _word("isi-tetap", jumlah=kept)


def _step(step: Jenjang) -> str:
    if step.batas is None:
        return step.nama
    return f"{step.nama} {'>=' if step.termasuk else '>'} {str(step.batas).replace('.', ',')}"


def _word(key: str, **isi: object) -> str:
    return sentence(f"metode.{key}", **isi)
