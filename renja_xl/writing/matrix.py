"""The filled matrix in its official layout: the sheet that is signed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from renja_xl.model.frame import AVERAGED, FIGURE_NAMES, own_columns
from renja_xl.model.grid import column_letters
from renja_xl.model.matrix import TOTAL_KEYS
from renja_xl.model.result import Filled
from renja_xl.model.rule_set import JUMLAH
from renja_xl.model.texts import sentence
from renja_xl.writing import styles
from renja_xl.writing.closing import labelled_row, mean_rows
from renja_xl.writing.foot import free_text_rows, signature_rows
from renja_xl.writing.formulas import (
    BOBOT_COLUMN,
    EFISIENSI_COLUMN,
    JENIS_COLUMN,
    LEVEL_COLUMN,
    PARENT_COLUMN,
    Formulas,
    RowTraits,
    predikat,
)
from renja_xl.writing.header import HEADER_ROWS, header_rows, title_rows
from renja_xl.writing.plan import Cell, PlanRow, SheetPlan
from renja_xl.writing.text_fit import height, line_count

if TYPE_CHECKING:
    import pandas as pd

    from renja_xl.model.rule_set import RuleSet

_HELPERS = (LEVEL_COLUMN, JENIS_COLUMN, PARENT_COLUMN)
# Input that a form has no column for stands beside it, so that formulas and a second reading find it.
_BESIDE = ("nomor", "kode", "penanggung_jawab", *FIGURE_NAMES)
_TEXTS = ("nomor", "kode", "nama", "indikator", "penanggung_jawab")
_OWN_ROW = ("nomor", "kode", "nama")
_SIZE = 8


def matrix_plan(filled: Filled) -> SheetPlan:
    """The matrix with live formulas and their cached values."""
    form = filled.matrix.form
    widths = [width for column in form.kolom for width in column.lebar]
    titles = filled.matrix.titles or form.judul
    top = len(titles) + 1
    return SheetPlan(
        name=form.lembar,
        rows=_rows(filled, titles, widths),
        widths=[*widths, 2, *(9.0 for _ in helper_keys(filled))],
        freeze=(top + HEADER_ROWS, form.keys().index("indikator") + 1),
        repeat=(top, top + HEADER_ROWS - 1),
        last_printed_column=len(widths) - 1,
        footer=f"&L&8{form.lembar}&R&8{sentence('lembar.halaman')}",
        zoom=90,
    )


def _rows(filled: Filled, titles: Sequence[str], widths: Sequence[float]) -> Iterator[PlanRow]:
    form = filled.matrix.form
    yield from title_rows(titles, len(widths))
    helpers = [_helper_label(name, filled) for name in helper_keys(filled)]
    yield from header_rows(form, helpers, _numbers(filled))
    yield from _Body(filled, widths, first=len(titles) + 1 + HEADER_ROWS + 1).rows()
    yield from free_text_rows(form, filled.matrix.foot, widths)
    yield from signature_rows(form, len(widths))


def helper_keys(filled: Filled) -> list[str]:
    """The columns right of the printed area: what averages need, then input the form has no column for."""
    printed = set(filled.matrix.form.keys())
    frame = filled.frame
    unread = {key for _, key in filled.matrix.unread}
    beside = [key for key in _BESIDE if key not in printed and (_filled(frame[key]) or key in unread)]
    # A unit is shown behind its figure; without a target it would be lost.
    if _filled(frame.loc[frame["target_renja_k"].isna(), "satuan"]):
        beside.append("satuan")
    return [*_HELPERS, *_computed_helpers(filled.rules), *beside, *own_columns(frame)]


def _computed_helpers(rules: RuleSet) -> list[str]:
    """Columns with formulas that some rule sets need."""
    weighs = [BOBOT_COLUMN] if rules.rata_rata_bobot == "anggaran" else []
    return [*weighs, EFISIENSI_COLUMN] if rules.efisiensi_jenjang else weighs


def _numbers(filled: Filled) -> dict[str, str]:
    """What the number row prints otherwise than the form does, because the figures are computed otherwise."""
    found = {}
    if filled.rules.efisiensi_rumus != "13K/13Rp":
        found["efisiensi"] = sentence("lembar.nomor-efisiensi-selisih")
    if any(decision.cara != JUMLAH for decision in filled.decisions.values()):
        # "12 = 8+9+10+11" would be untrue, and whoever reads the result would add the quarters.
        found |= {
            column.nama: column.number
            for column in filled.matrix.form.kolom
            if column.nama == "realisasi_renja"
        }
    return found


def _filled(column: pd.Series[Any]) -> bool:
    return any(value is not None and value != "" for value in column)


def _helper_label(key: str, filled: Filled) -> str:
    if key in own_columns(filled.frame):
        return key
    return f"{sentence(f'lembar.{key}')} (renja-xl)"


@dataclass(slots=True)
class _Body:
    """The rows between header and foot; `first` is the sheet row of the first indicator."""

    filled: Filled
    widths: Sequence[float]
    first: int
    keys: list[str] = field(init=False)
    helpers: list[str] = field(init=False)
    formulas: Formulas = field(init=False)
    place: dict[int, int] = field(default_factory=dict)
    sharing: Mapping[Hashable, int] = field(default_factory=dict)
    now: int = 0

    def __post_init__(self) -> None:
        self.keys = self.filled.matrix.form.keys()
        letters = {key: column_letters(number) for number, key in enumerate(self.keys, start=1)}
        self.helpers = helper_keys(self.filled)
        letters |= {
            name: column_letters(len(self.keys) + 2 + number) for number, name in enumerate(self.helpers)
        }
        self.formulas = Formulas(letters, self.filled.rules, self.filled.decisions)
        self.now = self.first

    def rows(self) -> Iterator[PlanRow]:
        """Indicators with the averages that close them, then the averages of whole levels and the total."""
        closing: dict[int, list[Mapping[Hashable, Any]]] = {}
        wholes: list[Mapping[Hashable, Any]] = []
        nested = self.filled.matrix.form.ringkasan == "berjenjang"
        for row in self.filled.rekap.to_dict("records"):
            if not row["kelompok"]:
                wholes.append(row)
            elif nested:
                closing.setdefault(row["sesudah"], []).append(row)
        frame = self.filled.frame
        self.sharing = frame["pemilik"].value_counts().to_dict()
        names = list(frame.columns)
        for values in zip(*(frame[name] for name in names), strict=True):
            row = dict(zip(names, values, strict=True))
            self.place[row["urut"]] = self.now
            yield self._indicator(row)
            self.now += 1
            for summary in closing.get(row["urut"], ()):
                yield from self._summary(summary, self.place[summary["kelompok"]])
        end = self.now - 1
        for summary in wholes:
            yield from self._summary(summary, self.first, end)
        yield self._total(end)

    def _indicator(self, row: Mapping[Hashable, Any]) -> PlanRow:
        formulas = self._row_formulas(row)
        further = row["jenis"] == "lanjutan"
        cells: list[Cell | None] = []
        for key in self.keys:
            value = row.get(key, "")
            if key in _TEXTS or key not in self.filled.frame:
                shown = "" if further and key in _OWN_ROW else value
                cells.append(Cell(shown, styles.text_style(row["level"], key)))
            else:
                style = styles.figure_style(
                    row["level"], _number_format(key, value, row["satuan"], self.filled.rules)
                )
                unread = self.filled.matrix.unread.get((row["urut"], key)) if value is None else None
                cells.append(Cell(value if unread is None else unread, style, formulas.get(key, "")))
        cells += [None, *(self._helper(name, row) for name in self.helpers)]
        return PlanRow(cells, height=self._height(row, further))

    def _helper(self, name: str, row: Mapping[Hashable, Any]) -> Cell:
        value = self.filled.matrix.unread.get((row["urut"], name), row[name] if row[name] != "" else None)
        if name == BOBOT_COLUMN:
            owner = self.place[row["pemilik"]]
            share = self.sharing[row["pemilik"]] if self.filled.rules.rata_rata_indikator == "semua" else 1
            return Cell(value, styles.HELPER, self.formulas.bobot(self.now, owner, share))
        if name == EFISIENSI_COLUMN and "efisiensi" in self.keys:
            steps = self.filled.rules.efisiensi_jenjang
            return Cell(
                value, styles.HELPER, predikat(f"{self.formulas.letters['efisiensi']}{self.now}", steps)
            )
        return Cell(value, styles.HELPER)

    def _row_formulas(self, row: Mapping[Hashable, Any]) -> dict[str, str]:
        """The formulas of a row: none where column 12 was kept, for further rows only where they have money."""
        heading = row["level"] not in AVERAGED
        further = row["jenis"] == "lanjutan"
        money = not further or any(
            row[key] is not None for key in self.keys if key.endswith("_rp") and key in FIGURE_NAMES
        )
        found: dict[str, str] = {}
        for kind in ("k", "rp") if money else ("k",):
            key = f"realisasi_renja_{kind}"
            unread = row[key] is None and (row["urut"], key) in self.filled.matrix.unread
            found |= self.formulas.row(self.now, kind, _traits(row, kind, unread=unread))
            if row[f"tetap_{kind}"] or unread:
                found.pop(key)
        alone = further and self.filled.rules.rp_lanjutan == "nol"
        if "efisiensi" in self.keys and money and not alone:
            found["efisiensi"] = self.formulas.efisiensi(self.now)
        if alone:
            found.pop("capaian_renja_rp", None)
        return {key: text for key, text in found.items() if not heading or row[key] is not None}

    def _height(self, row: Mapping[Hashable, Any], further: bool) -> float:
        lines = [
            line_count(
                row[key],
                self.widths[column],
                _SIZE,
                bold=row["level"] == "program",
                indent=2 * (key == "nama"),
            )
            for column, key in enumerate(self.keys)
            if key in _TEXTS and row.get(key) and not (further and key in _OWN_ROW)
        ]
        return height(lines, _SIZE)

    def _summary(self, row: Mapping[Hashable, Any], first: int, last: int = 0) -> Iterator[PlanRow]:
        """The row of means and the row of predicates below it."""
        block = (first, last or self.now - 1)
        yield from mean_rows(self.formulas, self.keys, row, self.now, block, self.filled.jenjang)
        self.now += 2

    def _total(self, end: int) -> PlanRow:
        sums = {
            key: Cell(
                self.filled.totals[key],
                styles.summary_style(
                    "value", whole=True, number=styles.money_format(self.filled.totals[key])
                ),
                self.formulas.total(key, self.first, end, "program")
                if self.filled.totals[key] is not None
                else "",
            )
            for key in TOTAL_KEYS
            if key in self.keys
        }
        return labelled_row(self.keys, sentence("lembar.judul-jumlah"), sums, whole=True)


def _traits(row: Mapping[Hashable, Any], kind: str, *, unread: bool) -> RowTraits:
    """What a row is like; `unread` says that its column 12 itself holds what nobody could read."""
    performs = kind == "k" and bool(row["indikator"] or row["realisasi_renja_k"] is not None)
    return RowTraits(
        cara=row[f"cara_{kind}"],
        additive=kind == "rp" or bool(row["dijumlahkan"]),
        negative=bool(row["negatif"]) and kind == "k",
        targeted=row["level"] in AVERAGED and (performs or (kind == "rp" and row["jenis"] == "utama")),
        unread=[
            name
            for name, doubtful in (
                ("tw", row[f"ragu_{kind}"]),
                ("realisasi_renja", unread),
                ("realisasi_lalu", row[f"ragu_lalu_{kind}"]),
            )
            if doubtful
        ],
    )


def _number_format(key: str, value: Any, unit: str, rules: RuleSet) -> str:
    if key == "efisiensi":
        return "0" if rules.efisiensi_rumus == "13K/13Rp" else "0.00"
    if key.startswith("capaian"):
        return "0.00"
    if key.endswith("_rp"):
        return styles.money_format(value)
    return styles.performance_format(value, unit)
