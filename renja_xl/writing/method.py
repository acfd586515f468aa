"""Metode: which rules gave these figures, how each was decided, and from which file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
    yield (
        _word("kolom-masukan"),
        ", ".join(f"{key} = {letters}" for key, letters in matrix.place.letters.items()),
    )
    yield _word("aturan"), rules.nama
    yield _word("keterangan-aturan"), rules.keterangan
    if filled.last_year:
        yield _word("kolom-6"), _word("isi-kolom-6", berkas=filled.last_year)
    for kamus in matrix.kamus:
        yield _word("kamus"), _word("isi-kamus", berkas=kamus.berkas, jumlah=len(kamus.entries))
    yield from _quarter_lines(filled)
    yield from _column_lines(filled)
    negative = filled.frame[filled.frame["negatif"]]["indikator"]
    yield (
        _word("negatif"),
        _word(
            "isi-negatif", rumus=rules.negatif_rumus, jumlah=len(negative), indikator=_names(negative) or "-"
        ),
    )
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
            _word("kolom-12", nomor=_number(filled, "realisasi_renja"), jenis=kind.capitalize()),
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
        yield (
            _word("cara-sendiri", cara=sentence(f"cara.{cara}")),
            _word("isi-cara-sendiri", jumlah=len(rows), indikator=_names(rows["indikator"])),
        )


def _names(indicators: Iterable[str]) -> str:
    names = "; ".join(dict.fromkeys(indicators))
    return names if len(names) <= _MOST_NAMES else f"{names[:_MOST_NAMES]} …"


def _number(filled: Filled, name: str) -> str:
    """The number under which the form prints a column, "" where it has none."""
    return next((column.number for column in filled.matrix.form.kolom if column.nama == name), "")


def _column_lines(filled: Filled) -> Iterator[tuple[str, str]]:
    """How the columns behind the realisation are computed, those that the form has."""
    rules = filled.rules
    words = {
        "capaian_renja": _word("isi-kolom-13") + "".join(_percent_words(rules)),
        "realisasi_renstra": "".join(_renstra_words(filled)),
        "capaian_renstra": _word("isi-kolom-15"),
        "efisiensi": "".join(_efficiency_words(rules)),
    }
    for name, text in words.items():
        number = _number(filled, name)
        if number:
            yield _word("kolom", nomor=number, nama=_word(f"nama-{name}")), text


def _percent_words(rules: RuleSet) -> Iterator[str]:
    yield _word(
        "target", nol=sentence(f"target.{rules.target_nol}"), kosong=sentence(f"target.{rules.target_kosong}")
    )
    if rules.batas_100 != "tidak":
        yield _word(f"batas-{rules.batas_100}")
    if rules.rp_lanjutan == "nol":
        yield _word("rp-lanjutan-nol")


def _renstra_words(filled: Filled) -> Iterator[str]:
    rules = filled.rules
    names = ", ".join(sorted(rules.nama_tidak_dijumlahkan)) or "-"
    yield _word("isi-kolom-14", satuan=", ".join(sorted(rules.satuan_tidak_dijumlahkan)), nama=names)
    if any(rules.renstra_indikator):
        yield _word("renstra-sendiri", jumlah=sum(map(len, rules.renstra_indikator)))
    if rules.renstra_kosong_bila_nol:
        yield _word("kosong-bila-nol")
    if rules.renstra_kosong_bila_target_renja_nol:
        yield _word("kosong-bila-target-nol")


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
