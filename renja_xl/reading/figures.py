"""One cell to one figure: a number with its unit, a blank, or a finding. A cell that cannot be read is never 0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import COMPUTED_NAMES
from renja_xl.model.grid import PLAIN, CellError, CellStyle, CellValue, Row, address
from renja_xl.model.rule_set import plain
from renja_xl.model.texts import sentence
from renja_xl.reading.numbers import Reading, dot_reading, from_native, read_money, read_performance

_HUNDRED = Decimal(100)
_FIRST_DAY, _LAST_DAY = datetime(1899, 12, 30), 2_958_465
_COMPUTED = frozenset(COMPUTED_NAMES)
# Column 12 is often all that is filled of a year.
_BUILT = _COMPUTED - {"realisasi_renja_k", "realisasi_renja_rp"}
_FOLLOWING = frozenset(("realisasi_renja_k", "realisasi_renstra_k"))
# Excel keeps 15 digits; beyond them a figure is not what was typed.
_SMALLEST, _LARGEST = Decimal("1e-15"), Decimal("1e15")
Figure = tuple[Decimal | None, str]


@dataclass(slots=True)
class FigureReader:
    """Reads the figures of one sheet and collects what it could not read.

    `decimal_dots` are the units (or, for figures without one, the columns) whose other cells show that a
    dot is a decimal point; there `1.234` is 1,234 and not 1234. `quarters` are the columns of K by quarter.
    `refused` holds the text of every cell that is not blank and gave no figure, by (sheet row, key).
    """

    sheet: str
    styles: Sequence[CellStyle]
    decimal_dots: frozenset[str | int] = frozenset()
    quarters: Sequence[int] = ()
    findings: list[Finding] = field(default_factory=list)
    refused: dict[tuple[int, str], str] = field(default_factory=dict)
    recomputed: dict[str, str] = field(default_factory=dict)

    def read(self, row: Row, position: int, key: str) -> Figure:
        """The figure at a position of the row and its unit; (None, "") for a blank or an unread cell."""
        value, column = row.values[position], row.columns[position]
        if row.uncalculated and column in row.uncalculated:
            return self._waiting_formula(row, column, key, value)
        number, unit = self._figure(value, row, position, key)
        if number and abs(number) >= _LARGEST:
            return self._refuse("angka-terlalu-besar", row, column, key, f"{number:f}")
        if number and abs(number) < _SMALLEST:
            return self._refuse("sel-tidak-terbaca", row, column, key, str(number))
        return number, unit

    def _figure(self, value: CellValue, row: Row, position: int, key: str) -> Figure:
        column = row.columns[position]
        if isinstance(value, float):
            number = row.styles[position]
            return self._native(
                value, self.styles[number] if number < len(self.styles) else PLAIN, row, column, key
            )
        if isinstance(value, str):
            return self._text(value, row, column, key)
        code = "galat-excel" if isinstance(value, CellError) else "sel-tidak-terbaca"
        return self._refuse(code, row, column, key, read_text(value))

    def _waiting_formula(self, row: Row, column: int, key: str, value: CellValue) -> Figure:
        """A formula that was never calculated: no loss where the figure is computed here anyway."""
        if key in _COMPUTED:
            return self.recompute(row, column, key)
        return self._refuse("rumus-tanpa-nilai", row, column, key, read_text(value))

    def recompute(self, row: Row, column: int, key: str) -> Figure:
        """Note that a formula waits in a cell whose figure is computed here."""
        self.recomputed.setdefault(key, address(row.number, column))
        return None, ""

    def _native(self, value: float, style: CellStyle, row: Row, column: int, key: str) -> Figure:
        if style.date:
            return self._refuse("sel-tanggal", row, column, key, _shown_date(value))
        if style.percent and is_money(key):
            return self._refuse("sel-tidak-terbaca", row, column, key, f"{from_native(value) * _HUNDRED:f}%")
        if style.percent:
            return from_native(value) * _HUNDRED, "persen"
        if key in _FOLLOWING and column in (row.formulas or ()) and self._in_percent(row):
            return from_native(value) * _HUNDRED, "persen"
        return from_native(value), "persen" if style.unit == "%" else style.unit

    def _in_percent(self, row: Row) -> bool:
        """Whether all filled quarters are shown as percentages, so that a formula on them answers one too."""
        filled = [row.style(column) for column in self.quarters if column in row.columns]
        return bool(filled) and all(
            number < len(self.styles) and self.styles[number].percent for number in filled
        )

    def _text(self, value: str, row: Row, column: int, key: str) -> Figure:
        reading = read_money(value) if is_money(key) else read_performance(value)
        if reading.blank:
            return None, ""
        if reading.number is None:
            return self._refuse("sel-tidak-terbaca", row, column, key, value)
        if reading.sign:
            self._say("tanda-banding", row, column, key, value, {"angka": reading.number})
        if is_money(key) and reading.number % 1:
            self._say("rupiah-berkoma", row, column, key, value, {"angka": reading.number})
        if reading.ambiguous is not None:
            return self._settle(reading, value, row, column, key), reading.unit
        return reading.number, reading.unit

    def _settle(self, reading: Reading, value: str, row: Row, column: int, key: str) -> Decimal | None:
        """Decide an ambiguous figure by the other figures of its unit, and say so."""
        number, other = reading.number, reading.ambiguous
        by_others = (plain(reading.unit) or column) in self.decimal_dots
        if by_others and number is not None and other is not None and other < number:
            number, other = other, number
        reason = sentence("bukti.satuan-sama" if by_others else "bukti.kebiasaan")
        self._say("sel-ambigu", row, column, key, value, {"dipakai": number, "lain": other, "alasan": reason})
        return number

    def _refuse(self, code: str, row: Row, column: int, key: str, written: str) -> Figure:
        self._say(code, row, column, key, written)
        self.refused[row.number, key] = written
        return None, ""

    def _say(
        self,
        code: str,
        row: Row,
        column: int,
        key: str,
        written: str,
        blanks: dict[str, object] | None = None,
    ) -> None:
        place = address(row.number, column)
        text = " ".join(written.split())
        self.findings.append(finding(code, blanks, lembar=self.sheet, sel=place, kolom=key, tertulis=text))

    @property
    def unread(self) -> dict[tuple[int, str], str]:
        """The refused cells of inputs and of column 12: what would be built on them stays blank."""
        return {place: text for place, text in self.refused.items() if place[1] not in _BUILT}

    def closing_findings(self) -> Iterable[Finding]:
        """What is said once for a whole column."""
        for key, place in self.recomputed.items():
            yield finding("rumus-dihitung-ulang", lembar=self.sheet, sel=place, kolom=key)


def _shown_date(value: float) -> str:
    """A date as people here write it, which nobody takes for a figure."""
    day = _FIRST_DAY + timedelta(days=min(max(value, 0), _LAST_DAY))
    return f"{day:%d/%m/%Y}" if value >= 1 else f"{day:%H:%M}"


def is_money(key: str) -> bool:
    """Columns 13 and 15 Rp hold percentages, all other Rp columns money."""
    return key.endswith("_rp") and not key.startswith("capaian")


def decimal_dots(rows: Sequence[Row], columns: Sequence[int]) -> frozenset[str | int]:
    """The units, and for bare figures the columns, in which a dot is more often a decimal point than not."""
    votes: Counter[str | int] = Counter()
    wanted = set(columns)
    for row in rows:
        for column, value in zip(row.columns, row.values, strict=True):
            if isinstance(value, str) and "." in value and column in wanted:
                kind, unit = dot_reading(value)
                votes[plain(unit) or column] += kind
    return frozenset(key for key, vote in votes.items() if vote > 0)


def read_text(value: CellValue | None) -> str:
    """A text cell with its line ends and spaces tidied; anything else as Excel would show it."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(from_native(value))
    return value.text if value else ""
