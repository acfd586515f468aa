"""Frames of inputs written by hand, without any file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from renja_xl.model.frame import COMPUTED_NAMES, FIGURE_NAMES, INPUT_NAMES, LINKS, check_input
from renja_xl.model.matrix import QuarterEvidence
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import RuleSet
from renja_xl.reading.rule_file import load_rule_set
from renja_xl.rules.columns import compute

BAKU = load_rule_set("baku")
BALANGAN = load_rule_set("balangan-2023")
NO_EVIDENCE = {"k": QuarterEvidence(), "rp": QuarterEvidence()}


def inputs(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """An input frame; a row is a sub kegiatan with one indicator unless it says otherwise."""
    frame: dict[str, list[Any]] = {name: [] for name in (*INPUT_NAMES, *LINKS)}
    for urut, row in enumerate(rows, start=1):
        usual = {
            "urut": urut,
            "level": "subkegiatan",
            "jenis": "utama",
            "induk": 0,
            "pemilik": urut,
            "satuan": "Dokumen",
        }
        given = usual | dict(row)
        for name, values in frame.items():
            value = given.get(name, None if name in FIGURE_NAMES else "")
            values.append(Decimal(str(value)) if name in FIGURE_NAMES and value is not None else value)
    columns = {
        name: pd.Series(values, dtype="int64" if name in ("urut", *LINKS) else "object")
        for name, values in frame.items()
    }
    data = pd.DataFrame(columns)
    check_input(data)
    return data


def printed(data: pd.DataFrame, **columns: list[Any]) -> pd.DataFrame:
    """What the sheet prints in columns 12 to 17; nothing unless given."""
    blank = [None] * len(data)
    filled = {name: columns.get(name, blank) for name in COMPUTED_NAMES}
    return pd.DataFrame(
        {name: [None if v is None else Decimal(str(v)) for v in values] for name, values in filled.items()},
        dtype=object,
    )


def decisions(cara: str = "kumulatif", running: int = 4) -> dict[str, QuarterDecision]:
    """One convention for K and Rp."""
    return {kind: QuarterDecision(kind, cara, "setelan", running) for kind in ("k", "rp")}


def computed(
    *rows: Mapping[str, Any],
    rules: RuleSet = BAKU,
    cara: str = "kumulatif",
    unread: Collection[tuple[int, str]] = (),
) -> pd.DataFrame:
    """The computed frame of such rows."""
    data = inputs(*rows)
    return compute(data, printed(data), unread, rules, decisions(cara))


def figures(frame: pd.DataFrame, name: str) -> list[str]:
    """A column as texts, "" for blanks."""
    return ["" if value is None else str(value) for value in frame[name]]
