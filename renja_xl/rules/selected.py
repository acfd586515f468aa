"""The rows of a frame in which something was found, with what a finding says of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from renja_xl.rules.exact import Mask


def selected(frame: pd.DataFrame, where: Mask) -> Iterator[tuple[int, int, str]]:
    """(position, `urut`, name) of every row that is marked."""
    order, names = frame["urut"].to_list(), frame["nama"].to_list()
    for index in np.flatnonzero(where).tolist():
        yield index, order[index], names[index]
