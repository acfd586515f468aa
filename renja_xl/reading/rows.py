"""Sort the rows below the header: indicators, averages and predicates, free texts; the rest is named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import COMPUTED_NAMES
from renja_xl.model.grid import CellValue, Grid, Row, address
from renja_xl.model.texts import sentence
from renja_xl.reading.figures import read_text
from renja_xl.reading.formats.places import ROW_LIMIT
from renja_xl.reading.heads import Head
from renja_xl.reading.layout import Layout, column_range, is_repeated_header, read_code
from renja_xl.reading.row_kinds import (
    FREE_TEXTS,
    SUMMARIES,
    first_text,
    free_text,
    is_figures_only,
    last_indicator,
    row_kind,
    scope,
)

Leftover = dict[int, list[tuple[int, CellValue]]]
_FOUND = ("level", "jenis")


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row of averages, predicates or totals; `after` counts the indicator rows above it."""

    jenis: str
    cakupan: str
    after: int
    row: Row


@dataclass(slots=True)
class SortedRows:
    """The rows of a sheet by what they are. `foot` holds the free texts by kind, `foot_cells` where they begin.

    `unlabelled` is the row of figures without any text below the last indicator, which may be a total.
    """

    titles: list[str] = field(default_factory=list)
    data: list[Row] = field(default_factory=list)
    summaries: list[SummaryRow] = field(default_factory=list)
    foot: dict[str, str] = field(default_factory=dict)
    foot_cells: dict[str, str] = field(default_factory=dict)
    unlabelled: Row | None = None
    findings: list[Finding] = field(default_factory=list)


def sort_rows(grid: Grid, layout: Layout) -> SortedRows:
    """All rows of the sheet, each used or named in a finding."""
    found = SortedRows(titles=[*_titles(grid, layout), *layout.titles])
    known = {*layout.columns.values(), *layout.extras.values(), *(column for column, _ in layout.code)}
    leftover: Leftover = {}
    last = last_indicator([row for row in grid.rows if row.number > layout.header[1]], layout)
    text_kind, text_row = "", Row(0)
    signature: list[Row] = []
    for row in grid.rows:
        if row.number <= layout.header[1] or is_repeated_header(row, layout):
            continue
        below = bool(found.foot or signature) or row.number > last
        inside = row.number < last <= ROW_LIMIT
        kind = row_kind(row, layout, below_foot=below, inside=inside)
        if kind == "data":
            found.data.append(row)
            if found.unlabelled:  # with an indicator below it, it is no total
                _keep_leftover(found.unlabelled, set(), leftover)
                found.unlabelled = None
            _keep_leftover(row, known, leftover)
            text_kind = ""
        elif kind in SUMMARIES:
            found.summaries.append(SummaryRow(kind, first_text(row), len(found.data), row))
            _keep_leftover(row, known | {row.columns[0]}, leftover)
        elif kind in FREE_TEXTS:
            text_kind, text_row = kind, row
            found.foot_cells.setdefault(kind, address(row.number, row.columns[0]))
            _add_text(found, kind, free_text(row))
        elif kind == "tanda_tangan" or signature:
            signature.append(row)
        elif text_kind and not kind and _continues(row, text_row):
            text_row = row
            _add_text(found, text_kind, _joined(row))
        elif _prepared(row, layout):
            continue
        elif found.data and not found.foot and not found.unlabelled and is_figures_only(row, layout):
            found.unlabelled = row
        else:
            _keep_leftover(row, set(), leftover)
    found.summaries = [
        SummaryRow(
            item.jenis, scope(item.cakupan, after_all=item.after == len(found.data)), item.after, item.row
        )
        for item in found.summaries
    ]
    found.findings.extend(_findings(grid.name, layout, found, leftover, signature))
    return found


def row_heads(layout: Layout, rows: SortedRows) -> list[Head]:
    """What each indicator row says of its own level."""
    closed = {summary.after: summary.cakupan for summary in rows.summaries}
    place = next(layout.columns[key] for key in ("kode", "nama", "indikator") if key in layout.columns)
    heads = []
    for index, row in enumerate(rows.data):
        said = row_names(row, layout)
        own_money = any(_money(row, layout, key) for key in ("target_renstra_rp", "target_renja_rp"))
        heads.append(
            Head(
                kode=said["kode"],
                nama=said["nama"],
                level=said["level"],
                jenis=said["jenis"],
                own=bool(said["nomor"]) and own_money,
                closed=closed.get(index, ""),
                sel=address(row.number, place),
                nomor=said["nomor"],
                measured=not said["kode"] and _is_measured(row, layout),
            )
        )
    return heads


def _is_measured(row: Row, layout: Layout) -> bool:
    wanted = {column for key, column in layout.columns.items() if key == "indikator" or key.endswith("_k")}
    return any(
        column in wanted and read_text(value) for column, value in zip(row.columns, row.values, strict=True)
    )


def row_names(row: Row, layout: Layout) -> dict[str, str]:
    """The texts of a row that say what it is. A name in a merged number or code column is still the name.

    A level that a formula finds says nothing of its own: what it was found from stands in the row.
    """
    cells = row.cells()
    keys = ("nomor", "kode", "nama", "level", "jenis")
    said = {key: read_text(cells.get(layout.columns.get(key, 0))) for key in keys}
    said |= {key: "" for key in _FOUND if layout.columns.get(key) in (row.formulas or ())}
    said["kode"] = read_code(cells, layout) or said["kode"]
    for key in ("kode", "nomor"):
        if not said["nama"] and sum(letter.isalpha() for letter in said[key]) > 3:
            said["nama"], said[key] = said[key], ""
    return said


def _money(row: Row, layout: Layout, key: str) -> bool:
    return layout.columns.get(key, 0) in row.columns


def _titles(grid: Grid, layout: Layout) -> list[str]:
    above = (row for row in grid.rows if row.number < layout.header[0])
    return [text for text in (_joined(row) for row in above) if text]


def _joined(row: Row) -> str:
    return " ".join(filter(None, (read_text(value) for value in row.values)))


def _add_text(found: SortedRows, kind: str, text: str) -> None:
    found.foot[kind] = "\n".join(filter(None, (found.foot.get(kind, ""), text)))


def _continues(row: Row, above: Row) -> bool:
    """Whether a row of text goes on with the free text above it: close below, not further right, all text."""
    near = row.number <= above.number + 2 and row.columns[0] <= above.columns[-1]
    return near and all(isinstance(value, str) for value in row.values)


def _prepared(row: Row, layout: Layout) -> bool:
    """Whether a row only holds formulas: waiting for figures that are computed here, or finding a level."""
    waiting = {layout.columns.get(key) for key in COMPUTED_NAMES} & (row.uncalculated or set())
    finding_levels = {layout.columns.get(key) for key in _FOUND} & set(row.formulas or ())
    return set(row.columns) <= waiting | finding_levels


def _keep_leftover(row: Row, known: set[int], leftover: Leftover) -> None:
    for column, value in zip(row.columns, row.values, strict=True):
        if column not in known and not (isinstance(value, str) and not value.strip()):
            leftover.setdefault(column, []).append((row.number, value))


def _findings(
    sheet: str, layout: Layout, found: SortedRows, leftover: Leftover, signature: list[Row]
) -> Iterable[Finding]:
    """What is not used, and what is but might not be meant to be."""
    yield from _unused(sheet, layout, leftover)
    hidden = [row.number for row in found.data if row.hidden]
    if hidden:
        place = _cell_list(1, hidden)
        yield finding("baris-tersembunyi", {"jumlah": len(hidden)}, lembar=sheet, sel=place)
    # A block that nobody has filled in is the one the result has too.
    empty = {"", *(" ".join(text.split()) for block in layout.form.tanda_tangan for text in block)}
    if any(read_text(value) not in empty for row in signature for value in row.values):
        place = _cell_list(1, [row.number for row in signature])
        yield finding("tanda-tangan-baru", lembar=sheet, sel=place)


def unused_cells(sheet: str, layout: Layout, row: Row, used: set[int]) -> Iterable[Finding]:
    """The cells of a row outside the `used` columns."""
    leftover: Leftover = {}
    _keep_leftover(row, used, leftover)
    return _unused(sheet, layout, leftover)


def _unused(sheet: str, layout: Layout, leftover: Leftover) -> Iterable[Finding]:
    """One finding for each column of unused cells, so that long columns stay readable."""
    for column, cells in sorted(leftover.items()):
        yield finding(
            "sel-tidak-terpakai",
            {"jumlah": len(cells), "judul": layout.labels.get(column, sentence("lembar.tanpa-judul"))},
            lembar=sheet,
            sel=_cell_list(column, [number for number, _ in cells]),
            tertulis=_shown(cells[0][1]),
        )


def _cell_list(column: int, numbers: list[int]) -> str:
    """Ranges in one column: `AF3:AF7, AF9`."""
    ranges: list[str] = []
    first = last = numbers[0]
    for number in [*numbers[1:], 0]:
        if number == last + 1:
            last = number
            continue
        ranges.append(column_range(column, first, last))
        first = last = number
    return ", ".join(ranges)


def _shown(value: CellValue) -> str:
    return re.sub(r"\s+", " ", read_text(value) or str(value)).strip()[:120]
