"""What one row below the header is: an indicator, an average, a free text, a signature, or nothing known.

A row with a code is an indicator. A label such as "Rata-rata" or "Disusun" only counts where the row has no
figures of an indicator, so that an indicator called "Predikat SAKIP" stays one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from renja_xl.model.form import load_vocabulary
from renja_xl.model.frame import TRIWULAN
from renja_xl.model.grid import CellValue, Row
from renja_xl.reading.codes import level_of_code
from renja_xl.reading.formats.places import ROW_LIMIT
from renja_xl.reading.labels import plain_label, term
from renja_xl.reading.layout import Layout, read_code
from renja_xl.reading.numbers import read_performance

SUMMARIES = ("rata_rata", "predikat", "jumlah")
FREE_TEXTS = ("pendorong", "penghambat", "tindak_lanjut_triwulan", "tindak_lanjut_renja")
_FIGURE_ENDS = ("_k", "_rp", "_persen", "efisiensi")
_INPUTS = tuple(
    f"{name}_{kind}"
    for name in ("target_renstra", "realisasi_lalu", "target_renja", *TRIWULAN)
    for kind in ("k", "rp")
)


def last_indicator(rows: Sequence[Row], layout: Layout) -> int:
    """The sheet row of the last row with a code; in a sheet without codes, a number beyond every row.

    Below it a name without figures is no indicator any more.
    """
    coded = [row.number for row in rows if level_of_code(read_code(row.cells(), layout))]
    return coded[-1] if coded else ROW_LIMIT + 1


def row_kind(row: Row, layout: Layout, *, below_foot: bool, inside: bool = False) -> str:
    """data, one of SUMMARIES or FREE_TEXTS, tanda_tangan, catatan, or "" where nothing fits.

    `below_foot`: the last coded row, free texts or signatures stand above, so that a name alone is no
    indicator any more. `inside`: coded rows stand below, so that an indicator ("Lurah terlatih") is no signature.
    """
    cells = row.cells()
    if level_of_code(read_code(cells, layout)):
        return "data"
    figures = {key for key in _INPUTS if _is_figure(cells.get(layout.columns.get(key, 0)))}
    label = term("baris", first_text(row))
    performs = any(key.endswith("_k") for key in figures) or bool(_text(cells, layout, "indikator"))
    if label == "jumlah" or (label in SUMMARIES and figures):
        label = "" if performs else label
    elif figures:
        label = ""
    if label and not (label == "tanda_tangan" and inside and performs):
        return label
    named = any(_text(cells, layout, key) for key in ("kode", "nama", "indikator"))
    if figures and named:
        return "data"
    return "data" if named and not below_foot else ""


def is_figures_only(row: Row, layout: Layout) -> bool:
    """Whether all a row holds are figures and dashes under figure columns, at least one of them money."""
    keys = {column: key for key, column in layout.columns.items() if key.endswith(_FIGURE_ENDS)}
    held = {
        column: value
        for column, value in row.cells().items()
        if not (isinstance(value, str) and read_performance(value).blank)
    }
    money = any(keys.get(column, "").endswith("_rp") for column in held)
    return money and all(column in keys and _is_figure(value) for column, value in held.items())


def first_text(row: Row) -> str:
    """The first text of the row, "" where it has none."""
    return next((value for value in row.values if isinstance(value, str) and value.strip()), "")


def scope(label: str, *, after_all: bool) -> str:
    """What a summary row is of: a scope of `[cakupan]`, or "" where its label does not say.

    A total without a scope is that of the whole only below the last indicator.
    """
    named = term("cakupan", label)
    if term("baris", label) == "jumlah" and not named.startswith("seluruh"):
        return "seluruh_program" if after_all else ""
    return named


def free_text(row: Row) -> str:
    """The text behind the label and in the cells to its right."""
    texts = [value.strip() for value in row.values if isinstance(value, str) and value.strip()]
    return "\n".join(filter(None, (_behind_label(texts[0]), *texts[1:])))


def _behind_label(text: str) -> str:
    """A free text without its label: the longest known one it begins with, and the mark behind it."""
    phrases = sorted(load_vocabulary()["kaki"]["label"], key=len, reverse=True)
    for phrase in phrases:
        pattern = r"\s+".join(map(re.escape, phrase.split())) + r"\b\s*(?:\*\))?\s*[:.\-]?\s*"
        match = re.match(pattern, text, re.IGNORECASE)
        if match:
            return text[match.end() :].strip()
    return text if not term("baris", plain_label(text)) else ""


def _text(cells: dict[int, CellValue], layout: Layout, key: str) -> str:
    value = cells.get(layout.columns.get(key, 0))
    if isinstance(value, str):
        return value.strip()
    return "" if value is None else str(value)


def _is_figure(value: CellValue | None) -> bool:
    if isinstance(value, str):
        return read_performance(value).number is not None
    return isinstance(value, float)
