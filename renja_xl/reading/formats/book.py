"""A workbook of any kind as the names of its sheets, which of them are hidden, and a way to read one.

The kind is told by what is in the file, never by its name; only a table of plain text must be called one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from renja_xl.model.errors import InputError
from renja_xl.model.grid import Grid
from renja_xl.reading.formats.container import container_of, open_package
from renja_xl.reading.formats.listed_sheet import ListedSheet
from renja_xl.reading.formats.ods import ods_sheets
from renja_xl.reading.formats.package import workbook_part
from renja_xl.reading.formats.text_table import text_sheets
from renja_xl.reading.formats.unreadable import UnreadableError
from renja_xl.reading.formats.xls import xls_sheets
from renja_xl.reading.formats.xlsb import xlsb_sheets
from renja_xl.reading.formats.xlsx import xlsx_sheets


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a workbook by name, in its order; `read` gives the grid of one, hidden or not."""

    names: Sequence[str]
    hidden: Collection[str]
    read: Callable[[str], Grid]


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """A workbook, open as long as the block lasts.

    Raises InputError where the file is none, also for what comes to light only while a sheet is read.
    """
    with ExitStack() as stack:
        try:
            sheets = _sheets(path, stack)
            if not sheets:
                raise UnreadableError(kode="bukan-buku-kerja")
            hidden = {name for name, sheet in sheets.items() if sheet.hidden}
            yield Book(list(sheets), hidden, lambda name: sheets[name].read())
        except UnreadableError as error:
            raise InputError(error.kode, berkas=path, **error.isi) from None


def _sheets(path: Path, stack: ExitStack) -> Mapping[str, ListedSheet]:
    kind = container_of(path)
    if kind == "biner":
        return xls_sheets(path)
    if kind == "teks":
        return text_sheets(path)
    package = stack.enter_context(open_package(path))
    names = package.namelist()
    if "content.xml" in names:
        return ods_sheets(package)
    if "_rels/.rels" not in names:
        raise UnreadableError(kode="bukan-buku-kerja")
    return xlsb_sheets(package) if workbook_part(package).endswith(".bin") else xlsx_sheets(package)
