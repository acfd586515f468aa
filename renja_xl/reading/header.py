"""The header of a matrix: labels spread over their columns, K or Rp, quarters, the number row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from renja_xl.model.grid import CellValue, Grid, Row
from renja_xl.reading.labels import plain_label, term
from renja_xl.reading.money_words import in_full, is_money

NUMBER_CELL = re.compile(r"\(?(\d{1,2})(?:\.0)?\)?\s*(?:=.*)?", re.DOTALL)
_PAIRED = frozenset(
    ("target_renstra", "realisasi_lalu", "target_renja", "tw1", "tw2", "tw3", "tw4", "realisasi_renja")
) | {"capaian_renja", "realisasi_renstra", "capaian_renstra"}
# A kind written behind its label in the same cell: "Target Renstra … K".
_KINDS_BEHIND = {"k": "k", "rp": "rp", "rp.": "rp"}
_DEEPEST = 8


class Span(NamedTuple):
    """A label and the columns it stands above."""

    label: str
    first: int
    last: int


class HeaderBlock:
    """The rows of the header, from the row of labels down to the last row that is still header."""

    def __init__(self, grid: Grid, top: int) -> None:
        self._merges = {(area.top, area.left): area for area in grid.merges}
        self._covered = [area for area in grid.merges if area.top <= grid.rows[top].number + _DEEPEST]
        self.rows = [grid.rows[top], *self._rows_below(grid, top)]
        self._kinds = self._kinds_below()
        self.spans = self._label_spans(self.rows[0])

    def _rows_below(self, grid: Grid, top: int) -> Iterator[Row]:
        for row in grid.rows[top + 1 : top + _DEEPEST]:
            if not self._is_header_row(row):
                return
            yield row

    def _is_header_row(self, row: Row) -> bool:
        texts = [cell_label(value) for value in row.values]
        known = [text for text in texts if not text or _is_header_text(text)]
        inside = any(area.top < row.number <= area.bottom for area in self._covered)
        return len(known) == len(texts) and (len(texts) >= 3 or inside)

    def _kinds_below(self) -> dict[int, str]:
        """K or Rp by column, from the row below the labels that names the most of them."""
        rows = [
            {column: kind for column, value in row.cells().items() if (kind := _kind(cell_label(value)))}
            for row in self.rows[1:]
        ]
        return max(rows, key=len, default={})

    def _label_spans(self, row: Row) -> list[Span]:
        """Every label as far as its merge, else up to the next label. A bare K or Rp goes on with the last."""
        cells = [(column, *_split_kind(cell_label(value))) for column, value in row.cells().items()]
        self._kinds |= {column: kind for column, _, kind in cells if kind and column not in self._kinds}
        starts = [(column, label) for column, label, _ in cells if label]
        ends = [column - 1 for column, _ in starts[1:]] + [starts[-1][0] + 1]
        spans = []
        for (column, label), end in zip(starts, ends, strict=True):
            area = self._merges.get((row.number, column))
            spans.append(Span(label, column, area.right if area else max(column, min(end, column + 8))))
        return spans

    def columns(self) -> tuple[dict[str, int], dict[int, str]]:
        """Column by key for all labels that are known; and keys met again, by the column passed over."""
        found: dict[str, int] = {}
        doubled: dict[int, str] = {}
        label_of: dict[str, int] = {}
        quarters = self._quarters()
        for number, (text, first, last) in enumerate(self.spans):
            name = term("kolom", text) or term("triwulan", text)
            for column in range(first, last + 1) if name else ():
                owner = term("triwulan", text) or quarters.get(column, "") if name == "triwulan" else name
                key = self._key(owner, column)
                if key and label_of.setdefault(key, number) != number:
                    doubled[column] = key
                elif key:
                    found.setdefault(key, column)
        return found, doubled

    def _key(self, name: str, column: int) -> str:
        """The key of a column: with K or Rp, or with the percentage or unit that some forms print beside them."""
        if name in _PAIRED:
            kind = self._kinds.get(column, "")
            return f"{name}_{kind}" if kind else ""
        return name

    def has_quarters(self) -> bool:
        """Whether the header speaks of quarters at all."""
        return any(term("kolom", span.label) == "triwulan" for span in self.spans)

    def _quarters(self) -> dict[int, str]:
        """Triwulan by column, spread from each numeral to the next."""
        best: dict[int, str] = {}
        for row in self.rows[1:]:
            starts = [
                (c, name) for c, value in row.cells().items() if (name := term("triwulan", cell_label(value)))
            ]
            if len({name for _, name in starts}) < 2 or _is_number_row(row):
                continue
            ends = [*(column for column, _ in starts[1:]), starts[-1][0] + 2]
            spread: dict[int, str] = {}
            for (column, name), end in zip(starts, ends, strict=True):
                spread |= dict.fromkeys(range(column, end), name)
            best = max(best, spread, key=len)
        return best

    def numbers(self) -> dict[int, str]:
        """What the number row prints, spread over the columns of a pair."""
        for row in self.rows[1:]:
            if _is_number_row(row):
                printed = {
                    column: text for column, value in row.cells().items() if (text := cell_label(value))
                }
                return {
                    inner: text
                    for column, text in printed.items()
                    for inner in (column, column + 1)
                    if inner == column or inner not in printed
                }
        return {}

    def labels(self) -> dict[int, str]:
        """The label above each column."""
        return {column: span.label for span in self.spans for column in range(span.first, span.last + 1)}

    def texts(self) -> dict[int, frozenset[str]]:
        """All texts of the header by column, formulas of the number row with and without their right side."""
        found: dict[int, set[str]] = {}
        for row in self.rows:
            for column, value in row.cells().items():
                text = plain_label(cell_label(value))
                found.setdefault(column, set()).update((text, text.split("=")[0].strip()))
        return {column: frozenset(texts) for column, texts in found.items()}

    def titles(self) -> list[str]:
        """Titles that stand among the labels, as in sheets without title rows."""
        return [
            line
            for value in self.rows[0].values
            if isinstance(value, str) and term("judul", value)
            for line in (" ".join(part.split()) for part in value.split("\n"))
            if line
        ]


def cell_label(value: CellValue) -> str:
    """A header cell as text: single spaces, native numbers as typed."""
    if isinstance(value, str):
        return " ".join(value.split())
    return f"{value:.15g}" if isinstance(value, float) else ""


def _kind(text: str) -> str:
    """What a cell below the labels says that its column holds: K, Rp (whatever the scale of its money), …"""
    return term("isi", text) or term("isi", text.strip("() ")) or ("rp" if is_money(text) else "")


def _split_kind(text: str) -> tuple[str, str]:
    """(label, kind): `Target Renstra K` is a label and k, `Rp` alone is no label and rp."""
    label, _, last = in_full(text).rpartition(" ")
    kind = _KINDS_BEHIND.get(last.lower(), "")
    return (label, kind) if kind else (text, "")


def _is_number_row(row: Row) -> bool:
    return sum(bool(NUMBER_CELL.fullmatch(cell_label(value))) for value in row.values) >= 5


def _is_header_text(text: str) -> bool:
    return bool(
        NUMBER_CELL.fullmatch(text)
        or _kind(text)
        or any(term(section, text) for section in ("triwulan", "kolom"))
    )
