"""How charts look: calm, with units on the axes, and told apart without colour. No engine here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from renja_xl.writing.plan import Area, Chart, Series
from renja_xl.writing.styles import FONT, LINE

KINDS: Mapping[str, dict[str, str]] = {
    "batang": {"type": "bar"},
    "kolom": {"type": "column"},
    "garis": {"type": "line"},
    "sebar": {"type": "scatter"},
}
_DARK, _LIGHT = "#1F4E79", "#BDD7EE"
# A look has to be told from the others on a black and white print: by darkness, dash and marker.
LOOKS: Mapping[str, dict[str, Any]] = {
    "gelap": {"fill": {"color": _DARK}, "border": {"color": _DARK}},
    "terang": {"fill": {"color": _LIGHT}, "border": {"color": _DARK, "width": 0.5}},
    "garis-utama": {"line": {"color": _DARK, "width": 3}, "marker": {"type": "circle", "size": 8}},
    "garis-tertinggi": {
        "line": {"color": "#7F7F7F", "width": 1.5, "dash_type": "dash"},
        "marker": {"type": "triangle", "size": 8},
    },
    "garis-terendah": {
        "line": {"color": "#7F7F7F", "width": 1.5, "dash_type": "round_dot"},
        "marker": {"type": "square", "size": 7},
    },
    "titik": {
        "marker": {"type": "circle", "size": 7, "fill": {"color": _DARK}, "border": {"color": _DARK}},
    },
}
_SMALL = {"name": FONT, "size": 9}
_GRID = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}


def series_options(sheet: str, chart: Chart, series: Series) -> dict[str, Any]:
    """A series as the engine asks for it, with what its cells hold, so that previews show it too."""
    options: dict[str, Any] = {
        "name": series.name,
        "categories": _range(sheet, series.categories),
        "values": _range(sheet, series.values),
        "categories_data": [_plain(label) for label in series.labels],
        "values_data": [_plain(figure) for figure in series.figures],
        **LOOKS[series.look],
    }
    if chart.kind in ("batang", "kolom"):
        options["gap"] = 40
        options["data_labels"] = {
            "value": True,
            "num_format": "0.00" if chart.kind == "batang" else "0",
            "font": {"name": FONT, "size": 7 if chart.kind == "batang" else 8},
        }
    if chart.points:
        options["data_labels"] = {
            "value": True,
            "position": "right",
            "font": {"name": FONT, "size": 8},
            "custom": [{"value": word} for word in chart.points],
        }
    if chart.kind == "garis" and series.look == "garis-utama":
        options["data_labels"] = {
            "value": True,
            "position": "above",
            "num_format": "0.00",
            "font": {"name": FONT, "size": 9, "bold": True},
        }
    return options


def title(chart: Chart) -> dict[str, Any]:
    """A title that does not shout."""
    return {"name": chart.title, "name_font": {"name": FONT, "size": 12, "bold": True}, "overlay": False}


def axes(chart: Chart) -> tuple[dict[str, Any], dict[str, Any]]:
    """The engine's x axis and y axis; bars lie, so that the axis of their values is its x axis."""
    categories = _axis(chart.x_title, chart.x_most)
    if chart.kind == "sebar":
        categories |= {"major_gridlines": _GRID, "num_format": "0"}
    values = _axis(chart.y_title, chart.y_most) | {"major_gridlines": _GRID, "num_format": "0"}
    return (values, categories) if chart.kind == "batang" else (categories, values)


def legend(chart: Chart) -> dict[str, Any]:
    """Below, where there is something to tell apart."""
    return {"position": "bottom", "font": _SMALL} if len(chart.series) > 1 else {"none": True}


def _axis(name: str, most: int | None) -> dict[str, Any]:
    options: dict[str, Any] = {
        "name": name,
        "name_font": {"name": FONT, "size": 9, "bold": False},
        "num_font": _SMALL,
        "line": {"color": LINE},
    }
    return options | ({"min": 0, "max": most} if most else {})


def _range(sheet: str, area: Area) -> list[Any]:
    return [sheet, area.top, area.left, area.bottom, area.right]


def _plain(value: Any) -> Any:
    return "" if value is None else value if isinstance(value, str) else float(value)
