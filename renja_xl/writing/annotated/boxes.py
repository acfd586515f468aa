"""The boxes in which notes are shown: a drawing in VML, made or added to.

VML that Excel wrote is not always well-formed XML, so an old drawing is searched, not parsed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from renja_xl.writing.annotated.addresses import COLUMN_LIMIT, ROW_LIMIT, Position
from renja_xl.writing.annotated.package import Copy
from renja_xl.writing.annotated.unpatchable import UnpatchableError
from renja_xl.writing.annotated.xml_places import Edit, encoded
from renja_xl.writing.text_fit import line_count

_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_CLOSE = re.compile(rb"</xml\s*>\s*$")
_IDMAP = re.compile(rb"""<o:idmap\b[^>]*?\bdata\s*=\s*["']([0-9, ]*)""")
# Excel hands out the numbers of shapes in blocks of 1024, and each drawing names the blocks it uses.
_BLOCK = 1024
_WIDE, _LEAST, _MOST = 4, 4, 16
_LETTERS = 46


class Blocks:
    """The blocks of shape numbers that no drawing of the workbook uses."""

    def __init__(self, copy: Copy) -> None:
        names = [name for name in copy.package.namelist() if name.lower().endswith(".vml")]
        used = [int(number) for name in names for number in _used_blocks(copy.read(name))]
        self._next = max(used, default=0) + 1

    def take(self, shapes: int) -> range:
        """Enough blocks for so many shapes."""
        first = self._next
        self._next += -(-shapes // (_BLOCK - 1))
        return range(first, self._next)


def draw_boxes(copy: Copy, sheet: str, relation: str, notes: Mapping[Position, str], blocks: Blocks) -> str:
    """Draw a hidden box for each cell in `notes`. `relation` names the sheet's old drawing.

    Returns the relation's id where a new drawing was made, which the sheet must then name; else "".
    """
    taken = blocks.take(len(notes))
    numbers = [block * _BLOCK + place for block in taken for place in range(1, _BLOCK)]
    shapes = "".join(
        _box(number, place, text)
        for number, (place, text) in zip(numbers, sorted(notes.items()), strict=False)
    )
    data = ",".join(map(str, taken))
    if not relation:
        layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{data}"/></o:shapelayout>'
        part = copy.add("xl/drawings/vmlDrawing{}.vml", f"<xml {_NAMES}>{layout}{_KIND}{shapes}</xml>", _TYPE)
        return copy.relate(sheet, "vmlDrawing", part)
    part = next((found.part for found in copy.relations(sheet) if found.id == relation), "")
    if not part:
        raise UnpatchableError(sheet)
    copy.edit(part, *_added(part, copy.read(part), shapes, data))
    return ""


def _added(part: str, old: bytes, shapes: str, data: str) -> Sequence[Edit]:
    close = _CLOSE.search(old)
    names = (name.encode() for name in re.findall(r'xmlns:[a-z]="[^"]+"', _NAMES))
    if not close or any(name not in old.replace(b"'", b'"') for name in names):
        raise UnpatchableError(part)
    kind = "" if b'"_x0000_t202"' in old else _KIND
    edits = [Edit(close.start(), close.start(), encoded(kind + shapes))]
    blocks = _IDMAP.search(old)
    if blocks:
        edits.append(Edit(blocks.end(1), blocks.end(1), encoded(f",{data}" if blocks[1].strip() else data)))
    return edits


def _used_blocks(drawing: bytes) -> list[bytes]:
    return [number for match in _IDMAP.finditer(drawing) for number in re.findall(rb"\d+", match[1])]


def _box(number: int, place: Position, text: str) -> str:
    """A box beside its cell, or before it at the sheet's edge, about as high as its text."""
    row, column = place[0] - 1, place[1] - 1
    high = min(max(line_count(text, _LETTERS, 9) + 1, _LEAST), _MOST)
    left = column + 1 if column + 1 + _WIDE < COLUMN_LIMIT else column - 1 - _WIDE
    top = min(row, ROW_LIMIT - 1 - high)
    anchor = f"{left}, 15, {top}, 4, {left + _WIDE}, 15, {top + high}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
        f'margin-top:2pt;width:200pt;height:{high * 13}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
        ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
        f"<x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
