"""Column 6 from last year's result: its 6 + 12 for what can be added, its 12 for what cannot.

Rows are the same where their codes are (a further indicator: code and name of the indicator), else where
level, name and indicator are. Source: column 6 of Tabel 2.1/2.2, "sampai dengan tahun lalu".
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.rule_set import RuleSet, plain
from renja_xl.rules.exact import Figures, blanks, known, total
from renja_xl.rules.selected import selected
from renja_xl.rules.units import additive_rows

Keys = list[tuple[str, ...]]


def carry(data: pd.DataFrame, before: pd.DataFrame, rules: RuleSet) -> tuple[pd.DataFrame, list[Finding]]:
    """This year's inputs with column 6 filled where it is blank, and what did not match.

    `before` is last year's computed frame. Money in rupiah, performance in its unit; a column 6 that is
    already filled is kept, and named where last year's result says otherwise.
    """
    position, findings = _matches(data, before)
    matched = position >= 0
    filled = data.copy()
    for kind in ("k", "rp"):
        name = f"realisasi_lalu_{kind}"
        carried = blanks(len(data))
        carried[matched] = _until(before, kind, rules)[position[matched]]
        written = data[name].to_numpy()
        filled[name] = np.where(known(written), written, carried)
        differs = known(written) & known(carried)
        differs[differs] = written[differs] != carried[differs]
        findings += [
            finding(
                "kolom-6-beda",
                urut=urut,
                kolom=name,
                nama=nama,
                tertulis=written[index],
                seharusnya=carried[index],
            )
            for index, urut, nama in selected(data, differs)
        ]
    return filled, findings


def _until(before: pd.DataFrame, kind: str, rules: RuleSet) -> Figures:
    """What had been reached by the end of last year."""
    last = before[f"realisasi_renja_{kind}"].to_numpy()
    both = total([before[f"realisasi_lalu_{kind}"].to_numpy(), last])
    return np.where(additive_rows(before, rules), both, last) if kind == "k" else both


def _matches(data: pd.DataFrame, before: pd.DataFrame) -> tuple[np.ndarray, list[Finding]]:
    """The position in last year's frame of each row, -1 for none; rows without a match on either side."""
    position = np.full(len(data), -1)
    for keys in (_by_code, _by_name):
        there: dict[tuple[str, ...], int] = {}
        for index, key in enumerate(keys(before)):
            there.setdefault(key, index)
        for index, key in enumerate(keys(data)):
            if position[index] < 0 and key:
                position[index] = there.get(key, -1)
    new = [
        finding("tanpa-tahun-lalu", urut=urut, kolom="realisasi_lalu_k", nama=name)
        for _, urut, name in selected(data, position < 0)
    ]
    gone = ~np.isin(np.arange(len(before)), position)
    ended = [
        finding("tanpa-penerus", {"sumber": before["sumber"].iat[index]}, kolom="realisasi_lalu_k", nama=name)
        for index, _, name in selected(before, gone)
    ]
    return position, [*new, *ended]


def _by_code(frame: pd.DataFrame) -> Keys:
    return [
        (code, plain(indicator) if jenis == "lanjutan" else "") if code else ()
        for code, jenis, indicator in zip(frame["kode"], frame["jenis"], frame["indikator"], strict=True)
    ]


def _by_name(frame: pd.DataFrame) -> Keys:
    return [
        (level, plain(name), plain(indicator))
        for level, name, indicator in zip(frame["level"], frame["nama"], frame["indikator"], strict=True)
    ]
