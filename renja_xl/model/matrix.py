"""A matrix as read from one sheet, before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from renja_xl.model.findings import Finding
from renja_xl.model.form import Form
from renja_xl.model.kamus import Kamus

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd

SUMMARY_KEYS = ("capaian_renja_k", "capaian_renja_rp", "capaian_renstra_k", "capaian_renstra_rp")
TOTAL_KEYS = ("target_renja_rp", "realisasi_renja_rp", "realisasi_renstra_rp")


@dataclass(frozen=True, slots=True)
class PrintedSummary:
    """An average, predicate or total row as the sheet prints it.

    `jenis` is rata_rata, predikat or jumlah; `cakupan` and `kelompok` (the `urut` of the kegiatan or
    program, 0 for the whole) say what it summarises; `values` and `cells` go by key of `Data`.
    """

    jenis: str
    cakupan: str
    kelompok: int
    values: Mapping[str, object]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class QuarterEvidence:
    """What the sheet itself says of column 12, for K or for Rp.

    `number_row` is the text of the number row, `formulas` the convention that the formula of column 12 follows,
    by `urut`, where it has one that can be told: `jumlah` of the quarters, one of them (`kumulatif`) …
    `percents` are what the sheet prints as percentages beside the quarters, one column each, where it has them.
    """

    number_row: str = ""
    formulas: Mapping[int, str] = field(default_factory=dict)
    percents: Sequence[Sequence[Decimal | None]] = ()


@dataclass(frozen=True, slots=True)
class PrintedSum:
    """A formula that only adds cells of its own column: SUM, plus signs, or both.

    `urut` is the row it stands in, 0 for a total; `rows` are the indicator rows it adds, ranges of `urut`.
    """

    key: str
    sel: str
    urut: int
    rows: Sequence[tuple[int, int]]
    formula: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the matrix stands: sheet, header rows, column letters by key, and the sheet row of each `urut`."""

    sheet: str
    header: tuple[int, int]
    letters: Mapping[str, str]
    rows: Sequence[int]

    def cell(self, urut: int, key: str) -> str:
        """A1-style address of a figure, or of the column's label where `urut` is 0.

        Where the sheet lacks that column it is that of the figure that bears the unit, or of the name.
        """
        columns = (key, "target_renja_k", "nama") if key == "satuan" else (key, "nama", "indikator")
        letters = next((self.letters[name] for name in columns if name in self.letters), "A")
        return f"{letters}{self.rows[urut - 1] if urut else self.header[0]}"


@dataclass(frozen=True, slots=True)
class Matrix:
    """What reading hands over: frames with one row per indicator and everything that stood around them.

    `data` has the input columns of `Data` and its links; `printed` the columns 12 to 17 as the sheet
    has them, blank where it has nothing; `unread` the text of every input cell that gave no figure, by
    (`urut`, key); `foot` the free texts below the matrix by kind; `kamus` the dictionaries that decide for
    their indicators, the strongest first; `sums` are the sums that its formulas of money make, `foot_cells`
    where each free text begins; `moved` is the `urut` of the parent a row stands under, by its own, where its
    code took it to another.
    """

    form: Form
    place: Place
    titles: tuple[str, ...]
    data: pd.DataFrame
    unread: Mapping[tuple[int, str], str]
    printed: pd.DataFrame
    summaries: tuple[PrintedSummary, ...]
    foot: Mapping[str, str]
    evidence: Mapping[str, QuarterEvidence]
    findings: Sequence[Finding]
    kamus: Sequence[Kamus] = ()
    sums: Sequence[PrintedSum] = ()
    foot_cells: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[int, int] = field(default_factory=dict)
