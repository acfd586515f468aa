"""An empty form to fill in: the form itself, the instructions, and the lists it asks from.

The rows are alike, and the code typed into one tells what it is: a program of two kegiatan and one of twenty
fit the same sheet. The averages behind each kegiatan and program are added by `isi`; those of the whole stand
at the end, live.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from renja_xl.model.form import Form, FormColumn
from renja_xl.model.frame import AVERAGED, FIGURE_NAMES, TRIWULAN
from renja_xl.model.grid import column_letters
from renja_xl.model.matrix import TOTAL_KEYS
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import KUMULATIF, RuleSet
from renja_xl.model.texts import entry, sentence
from renja_xl.writing import as_typed, styles
from renja_xl.writing.closing import labelled_row, mean_rows
from renja_xl.writing.foot import free_text_rows, signature_rows
from renja_xl.writing.formulas import JENIS_COLUMN, LEVEL_COLUMN, Formulas, RowTraits
from renja_xl.writing.header import HEADER_ROWS, header_rows, title_rows
from renja_xl.writing.plan import Area, Cell, Highlight, PlanRow, SheetPlan, Style, Validation
from renja_xl.writing.template_sheets import UNITS, begun_cell, guide_plan, lists_plan

ROWS = 150
_HELPERS = (LEVEL_COLUMN, JENIS_COLUMN)
_CODE = FormColumn("kode", "", "Kode", (13,))
_UNIT = FormColumn("satuan", "", "Satuan", (9,))
_PLACE_TO_WRITE = "...."


def template_plans(form: Form, rules: RuleSet) -> list[SheetPlan]:
    """The sheets of an empty form, whose formulas follow the rule set and the form's own quarters."""
    sheet = _Sheet(fillable(form), rules)
    areas = {kind: sheet.quarter_areas(kind) for kind in ("k", "rp")} if sheet.counts_quarters else {}
    return [sheet.plan(), guide_plan(form), lists_plan(areas)]


def fillable(form: Form) -> Form:
    """The form with a column for the code and one for the unit, wherever its printed layout has none.

    With a code no level must be guessed; with a unit of its own K stays a number that formulas can use.
    """
    columns = list(form.kolom)
    names = [column.nama for column in columns]
    columns.insert(names.index("indikator") + 1, _UNIT)
    if "kode" not in names:
        columns.insert(names.index("nama"), _CODE)
    return replace(form, kolom=tuple(columns))


class _Sheet:
    """The sheet that is typed in: where its rows and columns stand, and the formulas between them."""

    def __init__(self, form: Form, rules: RuleSet) -> None:
        self.form, self.rules = form, rules
        self.keys = form.keys()
        self.widths = [width for column in form.kolom for width in column.lebar]
        self.counts_quarters = form.triwulan_bawaan == KUMULATIF
        self.first = len(form.judul) + 1 + HEADER_ROWS + 1
        self.last = self.first + ROWS - 1
        self.letters = {key: column_letters(number) for number, key in enumerate(self.keys, start=1)}
        self.letters |= {
            name: column_letters(len(self.keys) + 2 + number) for number, name in enumerate(_HELPERS)
        }
        self.formulas = Formulas(
            self.letters,
            rules,
            {kind: QuarterDecision(kind, form.triwulan_bawaan, "bawaan", 4) for kind in ("k", "rp")},
            {kind: begun_cell(kind) for kind in ("k", "rp")} if self.counts_quarters else {},
        )

    def plan(self) -> SheetPlan:
        """The sheet as a plan."""
        top = len(self.form.judul) + 1
        return SheetPlan(
            name=self.form.lembar,
            rows=self._rows(),
            widths=[*self.widths, 2, 9, 9],
            freeze=(self.first - 1, self.keys.index("indikator") + 1),
            repeat=(top, top + HEADER_ROWS - 1),
            last_printed_column=len(self.keys) - 1,
            footer=f"&L&8{self.form.lembar}&R&8{sentence('lembar.halaman')}",
            zoom=90,
            protect=True,
            validations=list(self._validations()),
            highlights=self._highlights(),
        )

    def quarter_areas(self, kind: str) -> list[str]:
        """The cells of each quarter, as formulas on another sheet name them."""
        columns = [self.letters[f"{quarter}_{kind}"] for quarter in TRIWULAN]
        return [f"'{self.form.lembar}'!${letters}${self.first}:${letters}${self.last}" for letters in columns]

    def _rows(self) -> Iterator[PlanRow]:
        width = len(self.widths)
        for row in title_rows(self.form.judul, width):
            yield _typeable(
                row, [cell.style for cell in row.cells if cell and _PLACE_TO_WRITE in str(cell.value)]
            )
        yield from header_rows(self.form, [f"{sentence(f'lembar.{name}')} (renja-xl)" for name in _HELPERS])
        for number in range(self.first, self.last + 1):
            yield self._empty_row(number)
        number = self.last + 1
        for level in AVERAGED:
            whole = {"cakupan": f"seluruh_{level}"}
            yield from mean_rows(
                self.formulas, self.keys, whole, number, (self.first, self.last), self.rules.jenjang
            )
            number += 2
        yield self._total()
        for row in free_text_rows(self.form, {}, self.widths):
            yield _typeable(row, [styles.FREE_TEXT])
        for row in signature_rows(self.form, width):
            yield _typeable(row, [styles.SIGNATURE])

    def _empty_row(self, number: int) -> PlanRow:
        formulas = self._row_formulas(number)
        cells: list[Cell | None] = [
            Cell(None, styles.computed_style(key), formulas[key])
            if key in formulas
            else Cell(None, styles.input_style(key))
            for key in self.keys
        ]
        return PlanRow([*cells, None, *(Cell(None, styles.UNSEEN, formulas[name]) for name in _HELPERS)])

    def _row_formulas(self, number: int) -> dict[str, str]:
        here = {key: f"{letters}{number}" for key, letters in self.letters.items()}
        found: dict[str, str] = {}
        traits = RowTraits(self.form.triwulan_bawaan, unread=("tw", "realisasi_lalu"))
        for kind in ("k", "rp"):
            found |= self.formulas.row(number, kind, traits)
        alone = self.formulas.row(number, "k", replace(traits, additive=False, unread=("tw",)))
        either = (alone["realisasi_renstra_k"], found["realisasi_renstra_k"])
        found["realisasi_renstra_k"] = f"IF({as_typed.not_added(here, self.rules)},{either[0]},{either[1]})"
        if "efisiensi" in self.keys:
            found["efisiensi"] = self.formulas.efisiensi(number)
        found[LEVEL_COLUMN] = as_typed.level(here, f"{self.letters[LEVEL_COLUMN]}{number - 1}")
        found[JENIS_COLUMN] = as_typed.jenis(here)
        return found

    def _total(self) -> PlanRow:
        def formula(key: str) -> str:
            area = f"{self.letters[key]}{self.first}:{self.letters[key]}{self.last}"
            return f'IF(COUNT({area})=0,"",{self.formulas.total(key, self.first, self.last, "program")})'

        style = styles.summary_style("value", whole=True, number=styles.money_format(None))
        sums = {key: Cell(None, style, formula(key)) for key in TOTAL_KEYS if key in self.keys}
        return labelled_row(self.keys, sentence("lembar.judul-jumlah"), sums, whole=True)

    def _area(self, first: str, last: str) -> Area:
        return Area(self.first - 1, self.keys.index(first), self.last - 1, self.keys.index(last))

    def _validations(self) -> Iterator[Validation]:
        kinds = {"kode": "rumus", "satuan": "daftar"}
        sources = {"kode": as_typed.typed_code(f"{self.letters['kode']}{self.first}"), "satuan": UNITS}
        for key in self.keys:
            if key not in kinds and key not in FIGURE_NAMES:
                continue
            name = key if key in kinds else key.rpartition("_")[2]
            words = entry(f"templat.sel.{name}")
            yield Validation(
                self._area(key, key),
                kinds.get(key, "angka"),
                title=words["judul"],
                warning=words["peringatan"],
                source=sources.get(key, ""),
                hint=words.get("petunjuk", ""),
            )

    def _highlights(self) -> list[Highlight]:
        level, jenis = (f"${self.letters[name]}{self.first}" for name in _HELPERS)
        above = f'OR({level}="urusan",{level}="bidang",{level}="program")'
        return [
            Highlight(
                self._area(self.keys[0], self.keys[-1]), f'AND({jenis}<>"",{above})', fill=styles.PROGRAM_FILL
            ),
            Highlight(self._area("kode", "nama"), f'{level}="kegiatan"'),
        ]


def _typeable(row: PlanRow, wanted: Sequence[Style]) -> PlanRow:
    """The row with its cells of these styles unlocked."""
    cells = [
        cell._replace(style=cell.style._replace(unlocked=True)) if cell and cell.style in wanted else cell
        for cell in row.cells
    ]
    return replace(row, cells=cells)
