"""Tell the rows below the header apart: indicators, averages and predicates, page headers, the foot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from renja_xl.model.findings import Finding, finding
from renja_xl.model.grid import CellValue, Grid, Row, address
from renja_xl.reading.figures import read_text
from renja_xl.reading.labels import plain_label, term
from renja_xl.reading.layout import Layout, column_range, is_repeated_header
from renja_xl.reading.levels import Head, level_of_code

_FREE_TEXTS = ("pendorong", "penghambat", "tindak_lanjut_triwulan", "tindak_lanjut_renja")
_SUMMARIES = ("rata_rata", "predikat", "jumlah")
_HEAD_KEYS = ("kode", "indikator")


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row of averages, predicates or totals; `after` counts the indicator rows above it."""

    jenis: str
    cakupan: str
    after: int
    row: Row


@dataclass(slots=True)
class SortedRows:
    """The rows of a sheet by what they are. `foot` holds the free texts by kind."""

    titles: list[str] = field(default_factory=list)
    data: list[Row] = field(default_factory=list)
    summaries: list[SummaryRow] = field(default_factory=list)
    foot: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def sort_rows(grid: Grid, layout: Layout) -> SortedRows:
    """All rows of the sheet, each used or named in a finding."""
    found = SortedRows(titles=_titles(grid, layout))
    known = set(layout.columns.values())
    leftover: dict[int, list[tuple[int, CellValue]]] = {}
    open_text, text_row = "", 0
    signature: list[int] = []
    for row in grid.rows:
        if row.number <= layout.header[1] or is_repeated_header(row, layout):
            continue
        kind = _kind(row, layout)
        if kind == "data" and (found.foot or signature) and not _is_indicator(row, layout):
            kind = "lain"
        if (signature and kind != "data") or kind == "tanda_tangan":
            signature.append(row.number)
        elif kind in _FREE_TEXTS:
            open_text, text_row = kind, row.number
            found.foot[kind] = _free_text(row)
        elif kind in _SUMMARIES:
            found.summaries.append(SummaryRow(kind, _scope(row), len(found.data), row))
            _keep_leftover(row, known | {row.columns[0]}, leftover)
        elif kind == "data":
            found.data.append(row)
            _keep_leftover(row, known, leftover)
            open_text = ""
        elif open_text and kind == "lain" and _continues(row, text_row, known):
            text_row = row.number
            found.foot[open_text] = "\n".join(filter(None, (found.foot[open_text], _joined(row))))
        else:
            _keep_leftover(row, set(), leftover)
    found.findings.extend(_leftover_findings(grid.name, layout, leftover))
    if signature:
        found.findings.append(_signature_finding(grid.name, signature))
    return found


def row_heads(layout: Layout, rows: SortedRows) -> list[Head]:
    """What each indicator row says of its own level."""
    closed = {summary.after: summary.cakupan for summary in rows.summaries}
    place = next(layout.columns[key] for key in ("kode", "nama", "indikator") if key in layout.columns)
    heads = []
    for index, row in enumerate(rows.data):
        cells = row.cells()
        said = {
            key: read_text(cells.get(layout.columns.get(key, 0)))
            for key in ("kode", "nama", "level", "jenis")
        }
        heads.append(Head(**said, closed=closed.get(index, ""), sel=address(row.number, place)))
    return heads


def _kind(row: Row, layout: Layout) -> str:
    """data, the name of a special row, or lain for text that fits nothing."""
    cells = row.cells()
    special = _special(row, cells, layout)
    if special:
        return special
    if any(_has_text(cells.get(layout.columns.get(key, 0))) for key in _HEAD_KEYS):
        return "data"
    named = _has_text(cells.get(layout.columns.get("nama", 0)))
    figures = any(key.endswith(("_k", "_rp")) and column in cells for key, column in layout.columns.items())
    texts = any(isinstance(value, str) and value.strip() for value in row.values)
    return "data" if figures and (named or not texts) else "lain"


def _is_indicator(row: Row, layout: Layout) -> bool:
    """Below the free texts only a row with a code, or an indicator with a target, is more of the matrix."""
    cells = row.cells()
    kode = read_text(cells.get(layout.columns.get("kode", 0)))
    target = any(
        isinstance(cells.get(layout.columns.get(f"target_renja_{kind}", 0)), float) for kind in ("k", "rp")
    )
    return bool(level_of_code(kode)) or (target and _has_text(cells.get(layout.columns.get("indikator", 0))))


def _special(row: Row, cells: Mapping[int, CellValue], layout: Layout) -> str:
    """What the row's first text calls it, unless that text is the name of an indicator with a target."""
    first = next(((c, v) for c, v in cells.items() if isinstance(v, str) and v.strip()), None)
    if first is None:
        return ""
    column, text = first
    as_indicator = column == layout.columns.get("indikator")
    if as_indicator and any(layout.columns.get(f"target_renja_{kind}") in cells for kind in ("k", "rp")):
        return ""
    return term("baris", text)


def _has_text(value: CellValue | None) -> bool:
    return isinstance(value, float) or (isinstance(value, str) and bool(value.strip()))


def _scope(row: Row) -> str:
    label = next((value for value in row.values if isinstance(value, str) and value.strip()), "")
    return term("cakupan", label) or "seluruh"


def _titles(grid: Grid, layout: Layout) -> list[str]:
    above = (row for row in grid.rows if row.number < layout.header[0])
    return [text for text in (_joined(row) for row in above) if text]


def _joined(row: Row) -> str:
    return " ".join(
        " ".join(value.split()) for value in row.values if isinstance(value, str) and value.strip()
    )


def _free_text(row: Row) -> str:
    """The text behind the label: after its colon, or in the cells to the right."""
    texts = [value.strip() for value in row.values if isinstance(value, str) and value.strip()]
    _, colon, rest = texts[0].partition(":")
    if not colon:
        line, _, below = texts[0].partition("\n")
        rest = below if term("baris", plain_label(line)) else ""
    return "\n".join(filter(None, (rest.strip(), *texts[1:])))


def _continues(row: Row, text_row: int, known: set[int]) -> bool:
    """Whether a row of text goes on with the free text above it: close below, under the matrix, all text."""
    near = row.number <= text_row + 2 and row.columns[-1] <= max(known)
    return near and all(isinstance(value, str) for value in row.values)


def _keep_leftover(row: Row, known: set[int], leftover: dict[int, list[tuple[int, CellValue]]]) -> None:
    for column, value in zip(row.columns, row.values, strict=True):
        if column not in known and not (isinstance(value, str) and not value.strip()):
            leftover.setdefault(column, []).append((row.number, value))


def _leftover_findings(
    sheet: str, layout: Layout, leftover: dict[int, list[tuple[int, CellValue]]]
) -> Iterable[Finding]:
    """One finding for each run of unused cells in a column, so that long columns stay readable."""
    for column, cells in sorted(leftover.items()):
        numbers = [number for number, _ in cells]
        yield finding(
            "sel-tidak-terpakai",
            {"jumlah": len(cells), "judul": layout.labels.get(column, "tanpa judul")},
            lembar=sheet,
            sel=_cell_list(column, numbers),
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


def _signature_finding(sheet: str, rows: list[int]) -> Finding:
    return finding(
        "tanda-tangan-baru", {"awal": rows[0], "akhir": rows[-1]}, lembar=sheet, sel=address(rows[0], 1)
    )


def _shown(value: CellValue) -> str:
    text = f"{value:.15g}" if isinstance(value, float) else value if isinstance(value, str) else str(value)
    return re.sub(r"\s+", " ", text).strip()[:120]
