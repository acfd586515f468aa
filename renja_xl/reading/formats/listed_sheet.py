"""What a workbook's list of sheets says of one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from renja_xl.model.grid import Grid


class ListedSheet(NamedTuple):
    """How to read a worksheet, and whether it is hidden: Excel's very hidden is so too."""

    read: Callable[[], Grid]
    hidden: bool = False
