"""Metode: which rules gave these figures, how each was decided, and from which file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renja_xl.model.frame import NUMERALS
from renja_xl.model.result import Filled
from renja_xl.model.rule_set import Jenjang, RuleSet
from renja_xl.model.texts import percent_text, sentence
from renja_xl.model.version import VERSION
from renja_xl.writing import styles
from renja_xl.writing.plan import Cell, PlanRow, SheetPlan, Style
from renja_xl.writing.text_fit import height, line_count

_WIDTHS = (34, 110)
_SIZE = 9
_MOST_NAMES = 600
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
    if matrix.kamus:
        yield _word("kamus"), _word("isi-kamus", berkas=matrix.kamus.berkas, jumlah=len(matrix.kamus.entries))
    yield from _quarter_lines(filled)
    yield _word("kolom-13"), _word("isi-kolom-13") + "".join(_percent_words(rules))
    yield from _renstra_lines(filled)
    yield _word("kolom-17"), "".join(_efficiency_words(rules))
    negative = int(filled.frame["negatif"].sum())
    yield _word("negatif"), _word("isi-negatif", rumus=rules.negatif_rumus, jumlah=negative)
    yield _word("rata-rata"), "".join(_average_words(rules))
    yield from _predicate_lines(filled)
    for scale in rules.skala:
        yield _word("skala", nama=scale.nama), _word("isi-skala", jenjang=" > ".join(scale.jenjang))
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
        if decision.berjalan < 4:
            numeral = NUMERALS[decision.berjalan - 1]
            yield _word("berjalan", jenis=kind.capitalize()), _word("isi-berjalan", triwulan=numeral)
    yield from _own_way_lines(filled)
    kept = int(filled.frame["tetap_k"].sum() + filled.frame["tetap_rp"].sum())
    if kept:
        yield _word("tetap"), _word("isi-tetap", jumlah=kept)


def _own_way_lines(filled: Filled) -> Iterator[tuple[str, str]]:
    """Indicators whose column 12 follows another convention than the sheet."""
    frame = filled.frame
    own = frame[frame["cara_k"] != filled.decisions["k"].cara]
    for cara, rows in own.groupby("cara_k"):
        names = "; ".join(dict.fromkeys(rows["indikator"]))
        yield (
            _word("cara-sendiri", cara=sentence(f"cara.{cara}")),
            _word("isi-cara-sendiri", jumlah=len(rows), indikator=names[:_MOST_NAMES]),
        )


def _percent_words(rules: RuleSet) -> Iterator[str]:
    yield _word(
        "target", nol=sentence(f"target.{rules.target_nol}"), kosong=sentence(f"target.{rules.target_kosong}")
    )
    if rules.batas_100 != "tidak":
        yield _word(f"batas-{rules.batas_100}")
    if rules.rp_lanjutan == "nol":
        yield _word("rp-lanjutan-nol")


def _renstra_lines(filled: Filled) -> Iterator[tuple[str, str]]:
    rules = filled.rules
    words = _word("isi-kolom-14", satuan=", ".join(sorted(rules.satuan_tidak_dijumlahkan)))
    if rules.renstra_indikator:
        words += _word("renstra-sendiri", jumlah=len(rules.renstra_indikator))
    if rules.renstra_kosong_bila_nol:
        words += _word("kosong-bila-nol")
    if rules.renstra_kosong_bila_target_renja_nol:
        words += _word("kosong-bila-target-nol")
    yield _word("kolom-14"), words
    yield _word("kolom-15"), _word("isi-kolom-15")


def _efficiency_words(rules: RuleSet) -> Iterator[str]:
    ratio = rules.efisiensi_rumus == "13K/13Rp"
    yield _word("isi-kolom-17" if ratio else "isi-kolom-17-selisih")
    if rules.efisiensi_kosong_bila_nol:
        yield _word("efisiensi-kosong" if ratio else "efisiensi-kosong-selisih")
    if rules.efisiensi_jenjang:
        yield _word("efisiensi-jenjang", jenjang=_steps(rules.efisiensi_jenjang))


def _average_words(rules: RuleSet) -> Iterator[str]:
    yield _word(f"rata-rata-indikator-{rules.rata_rata_indikator}")
    yield _word(f"rata-rata-bobot-{rules.rata_rata_bobot}")
    yield _word(f"rata-rata-nol-{rules.rata_rata_nol}")
    yield _word(f"rata-rata-tanpa-nilai-{rules.rata_rata_tanpa_nilai}")


def _predicate_lines(filled: Filled) -> Iterator[tuple[str, str]]:
    steps = _steps(filled.jenjang)
    if any(filled.rules.jenjang_triwulan):
        steps = _word("skala-triwulan", triwulan=NUMERALS[filled.triwulan - 1], jenjang=steps)
    yield _word("predikat"), steps


def _steps(steps: Sequence[Jenjang]) -> str:
    return "; ".join(_step(step) for step in steps)


def _step(step: Jenjang) -> str:
    if step.batas is None:
        return step.nama
    return f"{step.nama} {'>=' if step.termasuk else '>'} {str(step.batas).replace('.', ',')}"


def _word(key: str, **isi: object) -> str:
    return sentence(f"metode.{key}", **isi)
