"""The styles of an .ods workbook: what the look of a cell says, by the name of its style."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from renja_xl.model.grid import PLAIN, CellStyle

_DATED = ("date-style", "time-style")
_NUMBERED = ("number-style", "percentage-style", "currency-style", *_DATED)
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt)")
_POINTS = {"cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0, "pt": 1.0}
# One step of indentation is as wide as three blanks of the usual font.
_STEP = 10.0
_DEEPEST = 8


@dataclass(slots=True)
class _NumberFormat:
    date: bool = False
    unit: str = ""
    zeros: int = 0
    seen_number: bool = False
    positive: str = ""


@dataclass(slots=True)
class _Look:
    parent: str = ""
    number_format: str = ""
    own: dict[str, object] = field(default_factory=dict)


class StyleReader:
    """Collects styles while the parser walks `styles.xml` and then `content.xml`.

    `hidden_tables` are the styles whose sheets are not shown.
    """

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self._table = ""
        self._formats: dict[str, _NumberFormat] = {}
        self._looks: dict[str, _Look] = {}
        self._format: _NumberFormat | None = None
        self._look: _Look | None = None
        self._literal = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        """An element opens."""
        if name in _NUMBERED:
            self._format = _NumberFormat(date=name in _DATED)
            self._formats[attrs.get("style:name", "")] = self._format
        elif self._format is not None:
            self._part_of_format(self._format, name, attrs)
        elif name == "style" and attrs.get("style:family") == "table-cell":
            parent, number_format = (
                attrs.get("style:parent-style-name", ""),
                attrs.get("style:data-style-name", ""),
            )
            self._look = self._looks[attrs.get("style:name", "")] = _Look(parent, number_format)
        elif name == "style":
            self._table = attrs.get("style:name", "")
        elif name == "table-properties" and attrs.get("table:display") == "false":
            self.hidden_tables.add(self._table)
        elif self._look is not None:
            _part_of_look(self._look, name, attrs)

    def end(self, name: str) -> None:
        """An element closes."""
        if name in _NUMBERED:
            self._format = None
        elif name == "style":
            self._look = None
        elif name == "text":
            self._literal = False

    def text(self, data: str) -> None:
        """A literal behind the number is its unit."""
        if self._literal and self._format is not None and self._format.seen_number:
            self._format.unit += data

    def _part_of_format(self, number_format: _NumberFormat, name: str, attrs: dict[str, str]) -> None:
        if name == "text":
            self._literal = True
        elif name == "number":
            number_format.seen_number = True
            number_format.unit = ""
            digits = int(attrs.get("number:min-integer-digits", "0"))
            bare = attrs.get("number:decimal-places", "0") == "0" and "number:grouping" not in attrs
            number_format.zeros = digits if bare and digits > 1 else 0
        elif name == "map" and attrs.get("style:condition", "").startswith("value()>"):
            number_format.positive = attrs.get("style:apply-style-name", "")

    def style(self, name: str) -> CellStyle:
        """What a style and those it builds on say. Whether a value is a percentage or a date, the cell says."""
        chain: list[_Look] = []
        while name in self._looks and len(chain) < _DEEPEST:
            chain.append(self._looks[name])
            name = chain[-1].parent
        own: dict[str, object] = {}
        for look in reversed(chain):
            own |= look.own
        number = self._formats.get(next((look.number_format for look in chain if look.number_format), ""))
        if number is not None and number.positive:
            number = self._formats.get(number.positive, number)
        found = replace(PLAIN, **own)  # type: ignore[arg-type]
        if number is None or number.date:
            return found
        unit = number.unit.strip()
        return replace(found, unit=unit if any(map(str.isalpha, unit)) else "", zeros=number.zeros)


def _part_of_look(look: _Look, name: str, attrs: dict[str, str]) -> None:
    if name == "text-properties":
        weight = attrs.get("fo:font-weight")
        if weight is not None:
            look.own["bold"] = weight == "bold" or (weight.isdigit() and int(weight) >= 600)
        line = attrs.get("style:text-line-through-type", attrs.get("style:text-line-through-style"))
        if line is not None:
            look.own["strike"] = line != "none"
    elif name == "table-cell-properties" and "fo:background-color" in attrs:
        colour = attrs["fo:background-color"]
        look.own["fill"] = "" if colour == "transparent" else colour
    elif name == "paragraph-properties":
        width = _LENGTH.fullmatch(attrs.get("fo:margin-left", ""))
        if width:
            look.own["indent"] = round(float(width[1]) * _POINTS[width[2]] / _STEP)
