"""One cell to one figure: a number with its unit, a blank, or a finding. A cell that cannot be read is never 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from renja_xl.model.findings import Finding, finding
from renja_xl.model.grid import CellError, CellValue, NumberStyle, Row, address
from renja_xl.reading.numbers import Reading, from_native, is_decimal_point, read_money, read_performance

_PLAIN = NumberStyle()
_HUNDRED = Decimal(100)
# Excel keeps 15 digits; beyond them a figure is not what was typed.
_SMALLEST, _LARGEST = Decimal("1e-15"), Decimal("1e15")


@dataclass(slots=True)
class FigureReader:
    """Reads the figures of one sheet and collects what it could not read.

    `decimal_columns` are the K columns where other cells show that a dot is a decimal point; there
    `1.234` is 1,234 and not 1234.
    """

    sheet: str
    styles: Sequence[NumberStyle]
    decimal_columns: frozenset[int] = frozenset()
    findings: list[Finding] = field(default_factory=list)

    def read(self, row: Row, position: int, key: str) -> tuple[Decimal | None, str]:
        """The figure at a position of the row and its unit; (None, "") for a blank or an unread cell."""
        number, unit = self._figure(row, position, key)
        if number and not _SMALLEST <= abs(number) < _LARGEST:
            self._say("sel-tidak-terbaca", row, row.columns[position], key, str(number))
            return None, ""
        return number, unit

    def _figure(self, row: Row, position: int, key: str) -> tuple[Decimal | None, str]:
        value = row.values[position]
        column = row.columns[position]
        if row.uncalculated and column in row.uncalculated:
            self._say("rumus-tanpa-nilai", row, column, key, "")
            return None, ""
        if isinstance(value, float):
            style = self._style(row.styles[position])
            return self._native(value, style, row, column, key)
        if isinstance(value, str):
            return self._text(value, row, column, key)
        code = "galat-excel" if isinstance(value, CellError) else "sel-tidak-terbaca"
        self._say(code, row, column, key, value.text if isinstance(value, CellError) else str(value))
        return None, ""

    def _style(self, number: int) -> NumberStyle:
        return self.styles[number] if number < len(self.styles) else _PLAIN

    def _native(
        self, value: float, style: NumberStyle, row: Row, column: int, key: str
    ) -> tuple[Decimal | None, str]:
        if style.date:
            self._say("sel-tanggal", row, column, key, f"{value:.15g}")
            return None, ""
        number = from_native(value)
        if style.percent and not _is_money(key):
            return number * _HUNDRED, "persen"
        return number, style.unit

    def _text(self, value: str, row: Row, column: int, key: str) -> tuple[Decimal | None, str]:
        reading = read_money(value) if _is_money(key) else read_performance(value)
        if reading.blank:
            return None, ""
        if reading.number is None:
            self._say("sel-tidak-terbaca", row, column, key, value)
            return None, ""
        if reading.sign:
            self._say("tanda-banding", row, column, key, value, {"angka": reading.number})
        if reading.ambiguous is not None:
            return self._settle(reading, value, row, column, key), reading.unit
        return reading.number, reading.unit

    def _settle(self, reading: Reading, value: str, row: Row, column: int, key: str) -> Decimal | None:
        """Decide an ambiguous figure by the rest of its column, and say so."""
        number, other = reading.number, reading.ambiguous
        if column in self.decimal_columns and "." in value:
            number, other = other, number
        self._say("sel-ambigu", row, column, key, value, {"dipakai": number, "lain": other})
        return number

    def _say(
        self,
        code: str,
        row: Row,
        column: int,
        key: str,
        written: str,
        blanks: dict[str, object] | None = None,
    ) -> None:
        self.findings.append(
            finding(
                code,
                blanks,
                lembar=self.sheet,
                sel=address(row.number, column),
                kolom=key,
                tertulis=" ".join(written.split()),
            )
        )


def _is_money(key: str) -> bool:
    """Columns 13 and 15 Rp hold percentages, all other Rp columns money."""
    return key.endswith("_rp") and not key.startswith("capaian")


def decimal_point_columns(rows: Sequence[Row], columns: Sequence[int]) -> frozenset[int]:
    """The columns in which at least one text can only be read with its dot as a decimal point."""
    wanted = set(columns)
    return frozenset(
        column
        for row in rows
        for column, value in zip(row.columns, row.values, strict=True)
        if isinstance(value, str) and column in wanted and "." in value and is_decimal_point(value)
    )


def read_text(value: CellValue | None) -> str:
    """A text cell with its line ends and spaces tidied; a native number as it would be typed."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, float):
        return str(from_native(value))
    return ""
