"""What a number format says of a number: percent, date, and a unit written behind the figure."""

from __future__ import annotations

import re

from renja_xl.model.grid import CellStyle

_BUILTIN_PERCENT = {9, 10}
_BUILTIN_DATE = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PLACE = re.compile(r"[0#?]|General|Standard", re.IGNORECASE)


def cell_style(number_id: int, code: str | None) -> CellStyle:
    """The style of format `number_id`, whose code is None where Excel has it built in."""
    if code is None:
        return CellStyle(percent=number_id in _BUILTIN_PERCENT, date=number_id in _BUILTIN_DATE)
    positive = code.split(";")[0]
    bare = _ASIDE.sub("", positive)
    numeric = re.sub(r"General|Standard", "", bare, flags=re.IGNORECASE)
    return CellStyle(
        percent="%" in bare,
        date=bool(re.search(r"[ymdhs]", numeric, re.IGNORECASE)) and "0" not in numeric.replace(".0", ""),
        unit=_unit_behind(positive),
        zeros=len(bare) if len(bare) > 1 and not bare.strip("0") else 0,
    )


def _unit_behind(code: str) -> str:
    places = [match.end() for match in _PLACE.finditer(_blank_literals(code))]
    behind = code[places[-1] :] if places else ""
    unit = "".join(quoted or escaped for quoted, escaped in _LITERAL.findall(behind)).strip()
    # A % in quotes is only shown: it does not multiply by 100, but it is the unit.
    return unit if any(letter.isalpha() for letter in unit) or unit == "%" else ""


def _blank_literals(code: str) -> str:
    return _LITERAL.sub(lambda match: " " * len(match.group()), code)
