"""The errors a cell can show, by the codes of Excel's binary formats."""

from __future__ import annotations

from renja_xl.model.grid import CellError

_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def error_of(code: int) -> CellError:
    """The error of a code, a bare # for an unknown one."""
    return CellError(_TEXTS.get(code, "#"))
