"""Columns of the agency's own, title rows, page headers and blank rows shuffled in: the same `Data`, row for row."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from renja_xl.model.frame import own_columns as own_names
from tests.trees import read, tree
from tests.workbooks import COLUMN, KEYS, LABELS, NUMBERS, matrix

ROWS = [
    {key: value for key, value in row.items() if key != "level"}
    for row in tree((((1_250_000, 40_000), (700_500,)), ((25_000, 8_300_000),)))
]
HEADINGS = ("Lokasi", "Sumber Dana", "Evidence", "Keterangan", "Visi", "Misi", "Tujuan", "Sasaran")
TITLES = (
    "PEMERINTAH KABUPATEN CONTOH",
    "Dinas Contoh",
    "Tahun 2025 s.d. Triwulan II",
    "Periode: Januari 2025",
)


class Own(NamedTuple):
    """A column of the agency's own: the known column it stands before, its heading, its contents by row."""

    before: int
    heading: str
    contents: tuple[str, ...]


# A column may stand before any label, not inside a pair or among the quarters.
STARTS = [1 + sum(width for _, width in LABELS[:number]) for number in range(len(LABELS))] + [len(KEYS) + 1]


@st.composite
def own_columns(draw: st.DrawFn) -> list[Own]:
    words = st.sampled_from(("", "Paringin", "APBD", "Foto 3 lembar", "2025", "-", "ada"))
    found = []
    for heading in draw(st.lists(st.sampled_from(HEADINGS), unique=True, max_size=4)):
        contents = draw(st.lists(words, min_size=len(ROWS), max_size=len(ROWS)) | st.just([""] * len(ROWS)))
        found.append(Own(draw(st.sampled_from(STARTS)), heading, tuple(contents)))
    return found


def shuffled(
    path: Path, own: list[Own], titles: list[str], blanks: dict[int, int], headers: set[int]
) -> Path:
    """The matrix with its columns moved apart, `titles` above, and blank rows and page headers before some rows."""
    place: dict[int, int] = {}
    stands: dict[int, Own] = {}
    column = 1
    for known in range(1, len(KEYS) + 2):
        for item in own:
            if item.before == known:
                stands[column] = item
                column += 1
        place[known] = column
        column += 1
    book = Workbook()
    sheet = book.worksheets[0]
    for number, title in enumerate(titles, start=1):
        sheet.cell(number, 1).value = title
    top = len(titles) + 2
    header(sheet, top, place, stands, merge=True)
    number = top + 4
    for index, row in enumerate(ROWS):
        number += blanks.get(index, 0)
        if index in headers:
            header(sheet, number, place, stands, merge=False)
            number += 4
        for key, value in row.items():
            sheet.cell(number, place[COLUMN[key]]).value = value
        for stand, item in stands.items():
            sheet.cell(number, stand).value = item.contents[index] or None
        number += 1
    book.save(path)
    return path


def header(sheet: Worksheet, top: int, place: dict[int, int], stands: dict[int, Own], *, merge: bool) -> None:
    for stand, item in stands.items():
        sheet.cell(top, stand).value = item.heading
    first = 1
    for label, width in LABELS:
        quarter = label.endswith("Triwulan")
        sheet.cell(top, place[first]).value = label
        if merge and width > 1:
            sheet.merge_cells(
                start_row=top, start_column=place[first], end_row=top, end_column=place[first + width - 1]
            )
        if quarter:
            for position, numeral in enumerate(("I", "II", "III", "IV")):
                sheet.cell(top + 1, place[first + 2 * position]).value = numeral
        first += width
    starts = [COLUMN[key] for key in KEYS if not key.endswith("_rp")]
    for start, number in zip(starts, NUMBERS, strict=True):
        sheet.cell(top + 2, place[start]).value = number
    for key, known in COLUMN.items():
        if key.endswith(("_k", "_rp")):
            sheet.cell(top + 3, place[known]).value = "K" if key.endswith("_k") else "Rp"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    own_columns(),
    st.lists(st.sampled_from(TITLES), max_size=4),
    st.dictionaries(st.integers(0, len(ROWS) - 1), st.integers(1, 3), max_size=4),
    st.sets(st.integers(1, len(ROWS) - 1), max_size=2),
)
def test_shuffled_sheets_give_the_same_data(
    tmp_path: Path, own: list[Own], titles: list[str], blanks: dict[int, int], headers: set[int]
) -> None:
    usual: Any = read(matrix(tmp_path / "a.xlsx", ROWS)).data
    found: Any = read(shuffled(tmp_path / "b.xlsx", own, titles, blanks, headers))
    held = {item.heading: list(item.contents) for item in own if any(item.contents)}
    assert {name: list(found.data[name]) for name in own_names(found.data)} == held
    assert found.data.drop(columns=[*held, "sumber"]).equals(usual.drop(columns="sumber"))
    assert [item.kode for item in found.findings] == []
    assert list(found.titles) == titles
