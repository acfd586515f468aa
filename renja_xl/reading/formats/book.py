"""A workbook of any kind as the names of its sheets and a way to read one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from renja_xl.model.errors import InputError
from renja_xl.model.grid import Grid
from renja_xl.reading.formats.container import open_package
from renja_xl.reading.formats.package import read_sheets
from renja_xl.reading.formats.xlsx import read_grid
from renja_xl.reading.formats.xml_parts import BrokenPackageError


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a workbook by name, in its order; `read` gives the grid of one."""

    names: Sequence[str]
    read: Callable[[str], Grid]


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """A workbook, open as long as the block lasts.

    Raises InputError where the file is none, also for what comes to light only while a sheet is read.
    """
    with open_package(path) as package:
        try:
            parts = dict(read_sheets(package))
            yield Book(list(parts), lambda name: read_grid(package, name, parts[name]))
        except BrokenPackageError:
            raise InputError("rusak", berkas=path) from None
