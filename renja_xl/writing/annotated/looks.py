"""Looks added to the user's styles: the old looks of marked cells with a tint, and those of the sheet of findings.

A look is an `xf` in `cellXfs`, known by its position there, so new ones go behind the old ones.
"""

from __future__ import annotations

import io

from renja_xl.writing.annotated.package import Copy
from renja_xl.writing.annotated.unpatchable import UnpatchableError
from renja_xl.writing.annotated.xml_places import SPREADSHEET, Edit, Element, edited, prefixed
from renja_xl.writing.plan import Style
from renja_xl.writing.styles import FONT, LINE

# Light enough to read through, and told apart by their lightness where print knows no colour.
TINTS = {"galat": "#F3D58A", "peringatan": "#FAEFC8", "info": "#ECECEC"}
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PLAINEST = f"""<styleSheet xmlns="{SPREADSHEET}">
<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>
</styleSheet>"""


class Looks:
    """The looks that are added; `settle` puts them into the copy."""

    def __init__(self, copy: Copy, book: str) -> None:
        part = next((found.part for found in copy.relations(book) if found.kind == "styles"), "")
        if not part:
            if copy.find("xl/styles.xml"):
                raise UnpatchableError("xl/styles.xml")
            part = copy.add("xl/styles.xml", _PLAINEST, _TYPE)
            copy.relate(book, "styles", part)
        self._copy, self._part = copy, part
        self._data = copy.read(part)
        root = copy.outline(part, SPREADSHEET)
        self._prefix = root.prefix
        self._lists = {name: self._list(root, name) for name in ("fonts", "fills", "borders", "cellXfs")}
        self._old = list(self._lists["cellXfs"].named("xf"))
        self._new: dict[str, dict[str, int]] = {name: {} for name in self._lists}
        self._tinted: dict[tuple[int, str], int] = {}

    def tinted(self, look: int, tingkat: str) -> int:
        """The look of a cell as it is, on the ground that its level has."""
        known = self._tinted.get((look, tingkat))
        if known is None:
            if look >= len(self._old):
                raise UnpatchableError(self._part)
            xf = self._old[look]
            changes = [xf.set("fillId", self._fill(TINTS[tingkat])), xf.set("applyFill", 1)]
            moved = [Edit(edit.at - xf.at, edit.end - xf.at, edit.new) for edit in changes]
            raw = io.BytesIO(self._data[xf.at : xf.end])
            known = self._keep("cellXfs", b"".join(edited(raw, moved)).decode())
            self._tinted[look, tingkat] = known
        return known

    def of(self, style: Style) -> int:
        """The look of a cell of the sheet of findings."""
        fill = self._fill(style.fill) if style.fill else 0
        wrap = ' wrapText="1"' if style.wrap else ""
        valign = "center" if style.valign == "vcenter" else style.valign
        applied = "".join(f' apply{name}="1"' for name in ("Font", "Fill", "Border", "Alignment"))
        return self._add(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{self._font(style)}" fillId="{fill}" borderId="{self._border(style)}"'
            f' xfId="0"{applied}><alignment horizontal="{style.align}" vertical="{valign}"{wrap}/></xf>',
        )

    def settle(self) -> None:
        """The edits of the styles."""
        for name, new in self._new.items():
            if new:
                old = self._lists[name]
                self._copy.edit(self._part, old.append("".join(new)))
                if "count" in old.attrs:
                    self._copy.edit(self._part, old.set("count", len(old.children) + len(new)))

    def _list(self, root: Element, name: str) -> Element:
        found = root.child(name)
        if not found or not found.children:
            raise UnpatchableError(self._part)
        return found

    def _add(self, name: str, markup: str) -> int:
        return self._keep(name, prefixed(markup, self._prefix))

    def _keep(self, name: str, markup: str) -> int:
        """The position of an entry in its list; the same entry is added once."""
        new = self._new[name]
        return new.setdefault(markup, len(self._lists[name].children) + len(new))

    def _font(self, style: Style) -> int:
        bold, line = "<b/>" if style.bold else "", "<u/>" if style.underline else ""
        color = f'<color rgb="{_rgb(style.color)}"/>' if style.color else ""
        markup = (
            f'<font>{bold}{line}<sz val="{style.size:g}"/>{color}<name val="{FONT}"/><family val="2"/></font>'
        )
        return self._add("fonts", markup)

    def _fill(self, color: str) -> int:
        ground = f'<fgColor rgb="{_rgb(color)}"/><bgColor indexed="64"/>'
        markup = f'<fill><patternFill patternType="solid">{ground}</patternFill></fill>'
        return self._add("fills", markup)

    def _border(self, style: Style) -> int:
        if style.border == "none":
            return 0
        sides = "".join(
            f'<{side} style="thin"><color rgb="{_rgb(LINE)}"/></{side}>'
            for side in ("left", "right", "top", "bottom")
        )
        return self._add("borders", f"<border>{sides}<diagonal/></border>")


def _rgb(color: str) -> str:
    return f"FF{color.removeprefix('#')}"
