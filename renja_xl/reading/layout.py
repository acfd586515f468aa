"""Find the matrix on its sheet: by its labels and its number row, never by fixed positions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from renja_xl.model.findings import Finding, finding
from renja_xl.model.form import Form
from renja_xl.model.frame import DATA_NAMES, LINKS, NOTES, TRIWULAN
from renja_xl.model.grid import CellError, CellValue, Grid, Row, address, column_letters
from renja_xl.reading.header import NUMBER_CELL, HeaderBlock, cell_label
from renja_xl.reading.labels import plain_label, term

_CODE_PART = re.compile(r"\d{1,4}(?:\.\d{1,4})*|[Xx]{1,4}")
_CODE_SAMPLE = 200
# What a frame calls its own columns.
_RESERVED = frozenset((*DATA_NAMES, *LINKS, *NOTES))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the matrix stands on its sheet.

    `columns` maps keys of `Data` (`target_renja_k` …) to column numbers. `header` is the first and last
    row of the header, `texts` what stands in each of its columns (to know a repeated page header),
    `formulas` the texts of the number row by key, `titles` those that stand among the labels. `code` holds the
    columns over which the code is split, and how many digits each part is shown with; `extras` the columns of the
    agency's own, by heading.
    """

    form: Form
    header: tuple[int, int]
    columns: Mapping[str, int]
    labels: Mapping[int, str]
    texts: Mapping[int, frozenset[str]]
    formulas: Mapping[str, str]
    titles: tuple[str, ...] = ()
    code: tuple[tuple[int, int], ...] = ()
    extras: Mapping[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def find_layout(grid: Grid, forms: tuple[Form, ...]) -> Layout | None:
    """The layout of the matrix on this sheet, or None where its labels are not those of a matrix."""
    top = _label_row(grid)
    if top is None:
        return None
    header = HeaderBlock(grid, top)
    columns, doubled = header.columns()
    if not _is_matrix(columns):
        return None
    titles = header.titles()
    above = [value for row in grid.rows[:top] for value in row.values if isinstance(value, str)]
    form = choose_form(forms, [grid.name, *above, *titles], columns)
    numbers = header.numbers()
    code = _code_columns(grid, columns, header.rows[-1].number)
    layout = Layout(
        form=form,
        header=(header.rows[0].number, header.rows[-1].number),
        columns=columns,
        labels=header.labels(),
        texts=header.texts(),
        formulas={key: numbers[column] for key, column in columns.items() if column in numbers},
        titles=tuple(titles),
        code=code,
        extras=_extras(header, columns, code),
    )
    layout.findings.extend(_number_findings(grid.name, layout, numbers))
    layout.findings.extend(_column_findings(grid.name, layout, doubled, header.has_quarters()))
    return layout


def choose_form(forms: Sequence[Form], titles: Iterable[str], columns: Mapping[str, int]) -> Form:
    """The form that a title names; else the one whose columns are most like those of the sheet."""
    texts = [plain_label(title) for title in titles]
    named = [form for form in forms if any(form.named_in(text) for text in texts)]
    if len(named) == 1:
        return named[0]

    def likeness(form: Form) -> tuple[int, int]:
        keys = set(form.keys())
        return len(keys & set(columns)) - len(keys - set(columns)), -len(keys)

    return max(named or forms, key=likeness)


def _code_columns(grid: Grid, columns: Mapping[str, int], header: int) -> tuple[tuple[int, int], ...]:
    """The columns from the code's label up to the name in which data rows only hold parts of codes."""
    if "kode" not in columns:
        return ()
    taken = set(columns.values()) - {columns["kode"]}
    candidates = [
        column
        for column in range(columns["kode"], columns.get("nama", columns["kode"] + 1))
        if column not in taken
    ]
    rows = [row for row in grid.rows if row.number > header][:_CODE_SAMPLE]
    found = []
    for column in candidates:
        values = [
            (row.values[row.columns.index(column)], row.style(column))
            for row in rows
            if column in row.columns
        ]
        parts = [cell_label(value) for value, _ in values if cell_label(value)]
        fits = sum(bool(_CODE_PART.fullmatch(part)) for part in parts)
        if column == columns["kode"] or (parts and fits >= 0.9 * len(parts)):
            zeros = [
                grid.styles[style].zeros
                for value, style in values
                if isinstance(value, float) and style < len(grid.styles)
            ]
            found.append((column, max(zeros, default=0)))
    return tuple(found)


def _extras(
    header: HeaderBlock, columns: dict[str, int], code: tuple[tuple[int, int], ...]
) -> dict[str, int]:
    """Columns with a label that is none of the form's: kept under their own heading, a second one numbered.

    `sasaran` is one of them: the form prints it, but no rule needs it.
    """
    taken = {column for key, column in columns.items() if key != "sasaran"} | {column for column, _ in code}
    found: dict[str, int] = {}
    for span in header.spans:
        if (
            span.first in taken
            or term("judul", span.label)
            or term("kolom", span.label) not in ("", "sasaran")
        ):
            continue
        heading = span.label
        while heading in found or heading in _RESERVED:
            heading += " (2)"
        found[heading] = span.first
    columns.pop("sasaran", None)
    return found


def _is_matrix(columns: Mapping[str, int]) -> bool:
    figures = any(
        f"{name}_{kind}" in columns for name in (*TRIWULAN, "realisasi_renja") for kind in ("k", "rp")
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


def _number_findings(sheet: str, layout: Layout, numbers: Mapping[int, str]) -> list[Finding]:
    """A column whose printed number is not the form's: the label decides, and that is said."""
    usual = {key: column.number for column in layout.form.kolom for key in column.keys}
    found = []
    said: set[str] = set()
    for key, column in layout.columns.items():
        printed = NUMBER_CELL.fullmatch(numbers.get(column, ""))
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
    percents = sorted(column for key, column in layout.columns.items() if key.endswith("_persen"))
    if percents:
        place = ", ".join(address(top, column) for column in percents)
        yield finding("kolom-persen", lembar=sheet, sel=place)
    if quarters and not any(key.startswith("tw") for key in layout.columns):
        yield finding("triwulan-tidak-dikenal", lembar=sheet, sel=address(top, 1))


def is_repeated_header(row: Row, layout: Layout) -> bool:
    """Whether a row below the header is one of its rows again, as at the top of a printed page.

    A word or two may differ: what counts is that most of at least three cells stand in the header too.
    """
    count = same = 0
    for column, value in zip(row.columns, row.values, strict=True):
        text = plain_label(cell_label(value))
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


def read_code(cells: Mapping[int, CellValue], layout: Layout) -> str:
    """The code of a row; its parts joined by dots where it is split over several columns."""
    parts = []
    for column, zeros in layout.code:
        value = cells.get(column)
        text = value.text if isinstance(value, CellError) else cell_label(value) if value is not None else ""
        if text:
            parts.append(text.zfill(zeros) if isinstance(value, float) else text)
    return ".".join(parts)
