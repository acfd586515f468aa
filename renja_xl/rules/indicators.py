"""Settings of single indicators, brought to the rows they are for."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from renja_xl.model.rule_set import IndicatorKey, Sources, plain, plain_code
from renja_xl.rules.exact import Figures


def setting_of_rows(data: pd.DataFrame, sources: Sources) -> Figures:
    """The setting of each row, "" where none is for it: of the first source that has one, by its most exact key.

    Code and indicator together, then the indicator alone, then the code alone, which means the main row.
    """
    found = np.full(len(data), "", dtype=object)
    if any(sources):
        found[:] = [
            next((source[key] for source in sources for key in keys if key in source), "")
            for keys in _keys_of_rows(data)
        ]
    return found


def without_row(data: pd.DataFrame, keys: Iterable[IndicatorKey]) -> list[IndicatorKey]:
    """The keys that no row of the matrix answers to."""
    present = {key for keys in _keys_of_rows(data) for key in keys}
    return [key for key in keys if key not in present]


def _keys_of_rows(data: pd.DataFrame) -> list[list[IndicatorKey]]:
    rows = zip(data["kode"].map(plain_code), data["indikator"].map(plain), data["jenis"], strict=True)
    return [
        [
            *([(code, name)] if code and name else []),
            *([("", name)] if name else []),
            *([(code, "")] if code and jenis == "utama" else []),
        ]
        for code, name, jenis in rows
    ]
