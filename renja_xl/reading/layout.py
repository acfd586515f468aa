"""Find the matrix on its sheet: by its labels and its number row, never by fixed positions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from renja_xl.model.findings import Finding, finding
from renja_xl.model.form import Form
from renja_xl.model.grid import CellValue, Grid, Row, address, column_letters
from renja_xl.reading.labels import plain_label, term

_NUMBER_CELL = re.compile(r"\(?(\d{1,2})(?:\.0)?\)?\s*(?:=.*)?", re.DOTALL)
_PAIRED = ("target_renstra", "realisasi_lalu", "target_renja", "tw1", "tw2", "tw3", "tw4")
_PAIRED_COMPUTED = ("realisasi_renja", "capaian_renja", "realisasi_renstra", "capaian_renstra")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the matrix stands on its sheet.

    `columns` maps keys of `Data` (`target_renja_k` …) to column numbers. `header` is the first and last
    row of the header, `texts` what stands in each of its columns (to know a repeated page header),
    `formulas` the texts of the number row by key.
    """

    form: Form
    header: tuple[int, int]
    columns: Mapping[str, int]
    labels: Mapping[int, str]
    texts: Mapping[int, frozenset[str]]
    formulas: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)


def find_layout(grid: Grid, forms: tuple[Form, ...]) -> Layout | None:
    """The layout of the matrix on this sheet, or None where its labels are not those of a matrix."""
    top = _label_row(grid)
    if top is None:
        return None
    header = _HeaderBlock(grid, top)
    columns, doubled = header.columns()
    if not _is_matrix(columns):
        return None
    form = max(forms, key=lambda form: len(set(form.keys()) & set(columns)))
    numbers = header.numbers()
    layout = Layout(
        form=form,
        header=(header.rows[0].number, header.rows[-1].number),
        columns=columns,
        labels=header.labels(),
        texts=header.texts(),
        formulas={key: numbers[column] for key, column in columns.items() if column in numbers},
    )
    layout.findings.extend(_number_findings(grid.name, layout, numbers))
    layout.findings.extend(_column_findings(grid.name, layout, doubled, header.has_quarters()))
    return layout


def _is_matrix(columns: Mapping[str, int]) -> bool:
    figures = any(
        f"{name}_{kind}" in columns for name in (*_PAIRED[3:], "realisasi_renja") for kind in ("k", "rp")
    )
    words = "nama" in columns or "indikator" in columns
    return words and figures and ("target_renja_k" in columns or "target_renja_rp" in columns)


def _label_row(grid: Grid) -> int | None:
    """The index of the first row with the most known column labels."""
    best, most = None, 3
    for index, row in enumerate(grid.rows):
        names = {term("kolom", value) for value in row.values if isinstance(value, str)} - {""}
        if len(names) > most:
            best, most = index, len(names)
    return best


class _HeaderBlock:
    """The rows of the header, with labels spread over the columns they stand above."""

    def __init__(self, grid: Grid, top: int) -> None:
        self._merges = {(area.top, area.left): area for area in grid.merges}
        self._covered = [area for area in grid.merges if area.top <= grid.rows[top].number + _DEEPEST]
        self.rows = [grid.rows[top], *self._rows_below(grid, top)]
        self._spans = self._label_spans(self.rows[0])

    def _rows_below(self, grid: Grid, top: int) -> Iterator[Row]:
        for row in grid.rows[top + 1 : top + _DEEPEST]:
            if not self._is_header_row(row):
                return
            yield row

    def _is_header_row(self, row: Row) -> bool:
        texts = [_text(value) for value in row.values]
        known = [text for text in texts if not text or _is_header_text(text)]
        inside = any(area.top < row.number <= area.bottom for area in self._covered)
        return len(known) == len(texts) and (len(texts) >= 3 or inside)

    def _label_spans(self, row: Row) -> list[tuple[str, int, int]]:
        """(label, first column, last column): merged as far as the merge, else up to the next label."""
        cells = [(column, _text(value)) for column, value in row.cells().items() if _text(value)]
        spans = []
        for position, (column, text) in enumerate(cells):
            area = self._merges.get((row.number, column))
            following = cells[position + 1][0] - 1 if position + 1 < len(cells) else column + 1
            last = area.right if area else max(column, min(following, column + 8))
            spans.append((text, column, last))
        return spans

    def columns(self) -> tuple[dict[str, int], dict[int, str]]:
        """Column by key for all labels that are known; and keys met again, by the column passed over."""
        found: dict[str, int] = {}
        doubled: dict[int, str] = {}
        label_of: dict[str, int] = {}
        kinds, quarters = self._kinds(), self._quarters()
        for number, (text, first, last) in enumerate(self._spans):
            name = term("kolom", text) or term("triwulan", text)
            for column in range(first, last + 1) if name else ():
                owner = term("triwulan", text) or quarters.get(column, "") if name == "triwulan" else name
                key = self._key(owner, kinds.get(column, ""))
                if key and label_of.setdefault(key, number) != number:
                    doubled[column] = key
                elif key:
                    found.setdefault(key, column)
        return found, doubled

    def has_quarters(self) -> bool:
        """Whether the header speaks of quarters at all."""
        return any(term("kolom", text) == "triwulan" for text, _, _ in self._spans)

    def _key(self, name: str, kind: str) -> str:
        if name in _PAIRED or name in _PAIRED_COMPUTED:
            return f"{name}_{kind}" if kind else ""
        return name

    def _kinds(self) -> dict[int, str]:
        """K or Rp by column, from the row that names the most of them."""
        rows = [
            {column: kind for column, value in row.cells().items() if (kind := term("isi", _text(value)))}
            for row in self.rows[1:]
        ]
        return max(rows, key=len, default={})

    def _quarters(self) -> dict[int, str]:
        """Triwulan by column, spread from each numeral to the next."""
        best: dict[int, str] = {}
        for row in self.rows[1:]:
            starts = [
                (c, name) for c, value in row.cells().items() if (name := term("triwulan", _text(value)))
            ]
            if len({name for _, name in starts}) < 2 or self._is_number_row(row):
                continue
            spread: dict[int, str] = {}
            for (column, name), following in zip(
                starts, [*(c for c, _ in starts[1:]), starts[-1][0] + 2], strict=True
            ):
                spread |= dict.fromkeys(range(column, following), name)
            best = max(best, spread, key=len)
        return best

    def _is_number_row(self, row: Row) -> bool:
        return len([1 for value in row.values if _NUMBER_CELL.fullmatch(_text(value))]) >= 5

    def numbers(self) -> dict[int, str]:
        """What the number row prints, spread over the columns of a pair."""
        for row in self.rows[1:]:
            if self._is_number_row(row):
                printed = {column: _text(value) for column, value in row.cells().items() if _text(value)}
                return {
                    inner: text
                    for column, text in printed.items()
                    for inner in (column, column + 1)
                    if inner == column or inner not in printed
                }
        return {}

    def labels(self) -> dict[int, str]:
        """The label above each column."""
        return {column: text for text, first, last in self._spans for column in range(first, last + 1)}

    def texts(self) -> dict[int, frozenset[str]]:
        """All texts of the header by column."""
        found: dict[int, set[str]] = {}
        for row in self.rows:
            for column, value in row.cells().items():
                text = plain_label(_text(value))
                found.setdefault(column, set()).update((text, text.split("=")[0].strip()))
        return {column: frozenset(texts) for column, texts in found.items()}


def _is_header_text(text: str) -> bool:
    return bool(
        _NUMBER_CELL.fullmatch(text) or term("isi", text) or term("triwulan", text) or term("kolom", text)
    )


def _text(value: CellValue) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, float):
        return f"{value:.15g}"
    return ""


def _number_findings(sheet: str, layout: Layout, numbers: Mapping[int, str]) -> list[Finding]:
    """A column whose printed number is not the form's: the label decides, and that is said."""
    usual = {key: column.number for column in layout.form.kolom for key in column.keys}
    found = []
    said: set[str] = set()
    for key, column in layout.columns.items():
        printed = _NUMBER_CELL.fullmatch(numbers.get(column, ""))
        name = key.removesuffix("_k").removesuffix("_rp")
        if printed and key in usual and printed[1] != usual[key] and name not in said:
            said.add(name)
            found.append(
                finding(
                    "tata-letak-disimpulkan",
                    {"label": layout.labels.get(column, key), "nomor": printed[1], "biasa": usual[key]},
                    lembar=sheet,
                    sel=address(layout.header[0], column),
                    kolom=key,
                    tertulis=numbers[column],
                )
            )
    return found


def _column_findings(
    sheet: str, layout: Layout, doubled: Mapping[int, str], quarters: bool
) -> Iterator[Finding]:
    """Two columns for one meaning, and quarters that could not be told apart."""
    top = layout.header[0]
    for column, key in doubled.items():
        yield finding(
            "kolom-ganda",
            {"pakai": address(top, layout.columns[key])},
            lembar=sheet,
            sel=address(top, column),
            kolom=key,
            tertulis=layout.labels.get(column, ""),
        )
    if quarters and not any(key.startswith("tw") for key in layout.columns):
        yield finding("triwulan-tidak-dikenal", lembar=sheet, sel=address(top, 1))


def is_repeated_header(row: Row, layout: Layout) -> bool:
    """Whether a row below the header is one of its rows again, as at the top of a printed page.

    A word or two may differ: what counts is that most of at least three cells stand in the header too.
    """
    count = same = 0
    for column, value in zip(row.columns, row.values, strict=True):
        text = plain_label(_text(value))
        if text:
            count += 1
            same += text in layout.texts.get(column, ())
            if count - same > 3:
                return False
    return count >= 3 and same >= 0.7 * count


def column_range(column: int, first: int, last: int) -> str:
    """A1-style range in one column."""
    letters = column_letters(column)
    return f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}"
