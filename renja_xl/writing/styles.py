"""The look of a result in one place: calm borders, units shown, nothing that needs colour to be read."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from renja_xl.writing.plan import Style

FONT = "Arial Narrow"
LINE = "#A6A6A6"
PROGRAM_FILL = "#EDEDED"
_SUMMARY_FILL = "#F7F7F7"
HEADER = Style(bold=True, align="center", wrap=True, border="thin", fill="#E4E4E4")
NUMBER_ROW = Style(italic=True, size=7, align="center", wrap=True, border="thin", fill="#F2F2F2")
TITLE = Style(bold=True, size=12, align="center")
SUBTITLE = Style(bold=True, size=10, align="center")
HELPER = Style(size=7, color="#808080")
UNSEEN = HELPER._replace(number=";;;")
SIGNATURE = Style(size=9, align="center")
FREE_LABEL = Style(bold=True, valign="top", wrap=True, border="thin")
FREE_TEXT = Style(valign="top", wrap=True, border="thin")
GUIDE_TITLE = Style(bold=True, size=14)
GUIDE_LABEL = Style(bold=True, size=10, valign="top", wrap=True)
GUIDE_TEXT = Style(size=10, valign="top", wrap=True)
TABLE_HEAD = Style(bold=True, wrap=True, border="thin", fill="#E4E4E4", size=9)
TABLE_TEXT = Style(size=9, valign="top")
TABLE_WRAP = Style(size=9, valign="top", wrap=True)
TABLE_LINK = TABLE_WRAP._replace(underline=True, color="#1F4E79")
TABLE_COUNT = Style(size=9, valign="top", number="0", align="right")
TABLE_MONEY = Style(size=9, valign="top", number="#,##0.##", align="right")
TABLE_PERCENT = Style(size=9, valign="top", number="0.00", align="right")
TABLE_FIGURE = Style(size=9, valign="top", number="General", align="right")

_INDENT = {"urusan": 0, "bidang": 0, "program": 0, "kegiatan": 1, "subkegiatan": 2}


@lru_cache(maxsize=256)
def text_style(level: str, key: str) -> Style:
    """A text cell of a matrix row: level by weight, indentation and, for programs, a light ground."""
    return Style(
        bold=level in ("urusan", "bidang", "program") or (level == "kegiatan" and key in ("nama", "kode")),
        align="center" if key == "nomor" else "left",
        valign="top",
        indent=_INDENT[level] if key == "nama" else 0,
        wrap=key != "nomor",
        border="thin",
        fill=_fill(level),
    )


@lru_cache(maxsize=4096)
def figure_style(level: str, number: str) -> Style:
    """A figure of a matrix row; shrunk rather than shown as ####."""
    return Style(
        bold=level in ("urusan", "bidang", "program"),
        align="right",
        valign="top",
        shrink=True,
        number=number,
        border="thin",
        fill=_fill(level),
    )


def input_style(key: str) -> Style:
    """A cell of an empty form that a person fills in; codes are kept as text, so that 2.10 stays 2.10."""
    if key.endswith(("_k", "_rp")):
        look = figure_style("subkegiatan", "#,##0" if key.endswith("_rp") else "")
    else:
        look = text_style("subkegiatan", key)
    return look._replace(indent=0, number="@" if key in ("nomor", "kode") else look.number, unlocked=True)


def computed_style(key: str) -> Style:
    """A cell of an empty form that fills itself."""
    number = "0" if key == "efisiensi" else "0.00" if key.startswith("capaian") else "#,##0"
    if key.startswith("realisasi") and key.endswith("_k"):
        number = ""
    return figure_style("subkegiatan", number)._replace(fill=_SUMMARY_FILL)


@lru_cache(maxsize=64)
def summary_style(part: str, *, whole: bool, number: str = "") -> Style:
    """A cell of an average, predicate or total row: label or value."""
    return Style(
        bold=part != "label" or whole,
        italic=part == "label" and not whole,
        align={"label": "right", "value": "right", "predicate": "center"}[part],
        wrap=part == "predicate",
        shrink=part == "value",
        number=number,
        border="thin",
        fill=PROGRAM_FILL if whole else _SUMMARY_FILL,
    )


def _fill(level: str) -> str:
    return PROGRAM_FILL if level in ("urusan", "bidang", "program") else ""


@lru_cache(maxsize=8192)
def performance_format(value: Decimal | None, unit: str) -> str:
    """K as a number with its unit behind it: thousands grouped, as many decimals as the figure has."""
    behind = f'" {unit.replace(chr(34), chr(39))[:80]}"' if unit else ""
    if value is None or value == value.to_integral_value():
        return f"#,##0{behind}"
    exponent = value.normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 2
    return f"#,##0.{'0' * min(digits, 6)}{behind}"


def money_format(value: Decimal | None) -> str:
    """Rupiah with thousands; sen only where there are any."""
    return "#,##0" if value is None or value == value.to_integral_value() else "#,##0.00"
