"""The same row printed twice, once without money.

Same level and name, and the same code where both have one; the one without money has no row below it. Silent
where both have money: two activities may share a name.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.rule_set import plain, plain_code
from renja_xl.model.texts import sentence
from renja_xl.rules.exact import nonzero
from renja_xl.rules.reconcile.family import MONEY
from renja_xl.rules.rows import averaged_rows, has_child, main_rows, selected


def double_findings(frame: pd.DataFrame) -> Iterator[Finding]:
    """The rows without money whose like, with money, stands elsewhere under the same kind of parent."""
    main = main_rows(frame)
    money = np.any([nonzero(frame[key].to_numpy()) for key in MONEY], axis=0)
    bare = main & ~money & ~has_child(frame["induk"].to_numpy(), main) & averaged_rows(frame)
    if not bare.any():
        return
    names, levels, codes = frame["nama"].map(plain), frame["level"].to_list(), frame["kode"].map(plain_code)
    parents = frame["induk"].to_list()
    likes: dict[tuple[str, str], list[int]] = {}
    for index in np.flatnonzero(main & money).tolist():
        likes.setdefault((levels[index], names[index]), []).append(index)
    for index, urut, name in selected(frame, bare):
        for like in likes.get((levels[index], names[index]), []) if name else []:
            coded = codes[index] and codes[like]
            if codes[index] == codes[like] if coded else parents[index] == parents[like]:
                yield finding(
                    "baris-ganda",
                    {"tingkat": sentence(f"tingkat.{levels[index]}"), "lain": frame["sumber"].iat[like]},
                    urut=urut,
                    kolom="nama",
                    nama=name,
                    tertulis=codes[index],
                )
                break
