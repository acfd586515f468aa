"""The notes on the cells of an .xlsx sheet: legacy comments, and the threads that newer versions of Excel keep."""

from __future__ import annotations

import zipfile

from renja_xl.reading.formats.package import relations
from renja_xl.reading.formats.places import cell_position
from renja_xl.reading.formats.xml_parts import parse_part, unescaped

Comments = dict[tuple[int, int], str]


def read_comments(package: zipfile.ZipFile, sheet: str) -> Comments:
    """The text of each note by row and column; a thread stands for the legacy note beside it."""
    parts = {found.kind: found.part for found in relations(package, sheet, optional=True)}
    notes = _notes(package, parts.get("comments", ""), "comment", "t")
    return notes | _notes(package, parts.get("threadedcomment", ""), "threadedComment", "text")


def _notes(package: zipfile.ZipFile, part: str, element: str, words: str) -> Comments:
    """The notes of one part: `element` bears the address, `words` the text; replies go on with it."""
    found: Comments = {}
    place = (0, 0)
    pieces: list[str] = []
    inside = False

    def start(name: str, attrs: dict[str, str]) -> None:
        nonlocal place, inside
        if name == element:
            place = cell_position(attrs.get("ref", ""))
            pieces.clear()
        inside = inside or name == words

    def end(name: str) -> None:
        nonlocal inside
        if name == words:
            inside = False
        elif name == element:
            text = unescaped("".join(pieces)).strip()
            found[place] = "\n".join(filter(None, (found.get(place, ""), text)))

    def text(data: str) -> None:
        if inside:
            pieces.append(data)

    if part in package.namelist():
        parse_part(package, part, start, end, text)
    return found
