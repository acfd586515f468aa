"""The user's own workbook with its findings on the cells: one call, a file in, a file out.

Why the XML is edited in place: docs/keputusan.md, "Salinan bertanda".
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.parsers import expat

from renja_xl.model.errors import InputError, OutputError
from renja_xl.model.findings import TINGKAT, Finding
from renja_xl.model.texts import figure_text, sentence
from renja_xl.writing.annotated.addresses import Box, Position, areas_of
from renja_xl.writing.annotated.book import add_findings_sheet, book_part, sheet_parts
from renja_xl.writing.annotated.boxes import Blocks, draw_boxes
from renja_xl.writing.annotated.cells import mark_cells, owners
from renja_xl.writing.annotated.looks import Looks
from renja_xl.writing.annotated.notes import add_notes
from renja_xl.writing.annotated.package import Copy
from renja_xl.writing.annotated.unpatchable import UnpatchableError
from renja_xl.writing.annotated.xml_places import OFFICE_RELATIONS, insertion
from renja_xl.writing.output import atomic_output, check_output

ENDINGS = (".xlsx", ".xlsm")
# A list of addresses is tinted as a whole; one of whole columns only where it begins.
_MOST_TINTED = 1000
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    ValueError,
    KeyError,
    NotImplementedError,
)


def write_annotated(source: Path, target: Path, findings: Sequence[Finding], *, overwrite: bool) -> None:
    """A copy of `source` with a note and a tint on each cell that has findings, and a sheet that lists them all.

    Findings whose sheet or cell is not in the workbook stand in the list only. Every part of the workbook that
    needs no change is copied byte for byte; the copy appears whole or not at all.
    Raises OutputError as `check_output` does; InputError where the source is no .xlsx or .xlsm, is damaged, or is
    written in a way that cannot be edited with certainty (Strict Open XML among them).
    """
    check_annotated(source, target, overwrite=overwrite)
    try:
        with zipfile.ZipFile(source) as package:
            copy = Copy(package)
            _annotate(copy, findings)
            with atomic_output(target, overwrite=overwrite) as temporary:
                copy.write(temporary)
    except UnpatchableError as error:
        raise InputError("salinan-bentuk-lain", berkas=source, bagian=error.part) from error
    except _DAMAGE as error:
        raise InputError("rusak", berkas=source) from error


def check_annotated(source: Path, target: Path, *, overwrite: bool) -> None:
    """Refuse, before any work is done, a source or a target that `write_annotated` would refuse for its name."""
    ending = source.suffix.lower()
    if ending not in ENDINGS:
        raise InputError("salinan-bukan-xlsx", berkas=source)
    if target.suffix.lower() != ending:
        raise OutputError("salinan-akhiran", berkas=target, akhiran=ending)
    check_output(target, source, overwrite=overwrite, ending=ending)


def _annotate(copy: Copy, findings: Sequence[Finding]) -> None:
    book = book_part(copy)
    parts, looks, blocks = sheet_parts(copy, book), Looks(copy, book), Blocks(copy)
    found = {item: areas_of(item.sel) for item in findings if item.lembar in parts}
    located = {item: areas for item, areas in found.items() if areas}
    for name, part in parts.items():
        own = {item: areas for item, areas in located.items() if item.lembar == name}
        if own:
            _annotate_sheet(copy, part, looks, blocks, own)
    targets = {item: areas[0][:2] for item, areas in located.items()}
    add_findings_sheet(copy, book, looks, findings, targets)
    looks.settle()


def _annotate_sheet(
    copy: Copy, part: str, looks: Looks, blocks: Blocks, found: Mapping[Finding, Sequence[Box]]
) -> None:
    """Tints, notes and their boxes on one worksheet."""
    cells = {item: list(_cells(areas)) for item, areas in found.items()}
    with copy.package.open(part) as sheet:
        owner = owners(sheet, {cell for listed in cells.values() for cell in listed})
    marks: dict[Position, str] = {}
    said: dict[Position, list[str]] = {}
    for item, listed in cells.items():
        said.setdefault(owner.get(listed[0], listed[0]), []).append(_words(item))
        for cell in listed:
            place = owner.get(cell, cell)
            marks[place] = min(item.tingkat, marks.get(place, item.tingkat), key=TINGKAT.index)
    with copy.package.open(part) as sheet:
        marked = mark_cells(part, sheet, marks, looks.tinted)
    copy.edit(part, *marked.edits)
    notes = {place: "\n".join(dict.fromkeys(texts)) for place, texts in said.items()}
    fresh = add_notes(copy, part, notes)
    if not fresh:
        return
    number = draw_boxes(copy, part, marked.drawing, {place: notes[place] for place in fresh}, blocks)
    if number:
        tag = f'<{marked.prefix}legacyDrawing xmlns:r="{OFFICE_RELATIONS}" r:id="{number}"/>'
        copy.edit(part, insertion(marked.drawing_at, tag))


def _cells(areas: Sequence[Box]) -> Iterator[Position]:
    """The cells of areas, the first one first; only the first of each where they are very many."""
    many = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in areas) > _MOST_TINTED
    for top, left, bottom, right in areas:
        for row in range(top, (top if many else bottom) + 1):
            for column in range(left, (left if many else right) + 1):
                yield row, column


def _words(item: Finding) -> str:
    """What a note says of one finding."""
    key = "salinan.catatan-seharusnya" if item.seharusnya else "salinan.catatan"
    return sentence(
        key,
        tingkat=item.tingkat,
        penjelasan=item.penjelasan.rstrip("."),
        seharusnya=figure_text(item.seharusnya),
    )
