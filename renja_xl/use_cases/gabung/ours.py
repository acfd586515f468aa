"""Files that are no agency's workbook: books and tables that `gabung` wrote, lists of agencies."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from renja_xl.reading.agency_list import is_agency_list
from renja_xl.reading.formats.unreadable import DAMAGED_PART
from renja_xl.writing.region.stacked import INDICATORS
from renja_xl.writing.region.summary import NAME as SUMMARY
from renja_xl.writing.region.tidy import TIDY_NAMES

_HEAD = 4096
# Of a list of sheets; more of it is inflated for no one.
_MOST = 1 << 20


def is_written_here(path: Path) -> bool:
    """Whether a file is a book or a table of a region; one that cannot be looked into is none."""
    try:
        if path.suffix.lower() == ".csv":
            return _first_row(path) == list(TIDY_NAMES)
        with zipfile.ZipFile(path) as package:
            with package.open("xl/workbook.xml") as part:
                sheets = part.read(_MOST).decode("utf-8", "replace")
            return all(f'name="{name}"' in sheets for name in (INDICATORS, SUMMARY))
    except (*DAMAGED_PART, ValueError, csv.Error):
        return path.suffix.lower() == ".parquet"


def is_no_source(path: Path) -> bool:
    """Whether a file that lies among the sources is a book or table of ours, or a list of agencies (CSV).

    That a workbook is a list is told where it is read and has no matrix (`bring.py`).
    """
    return is_written_here(path) or (path.suffix.lower() == ".csv" and is_agency_list(path))


def _first_row(path: Path) -> list[str]:
    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8-sig", "replace")
    return next(csv.reader(io.StringIO(head)), [])
