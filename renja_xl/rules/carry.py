"""Column 6 from last year's result: its 6 + 12 for what can be added, its 12 for what cannot.

Rows are the same where code and indicator are, else where level, name and indicator are, else, for main rows,
where code and name are. Each row of last year serves once, in order. Source: column 6 of Tabel 2.1/2.2.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.rule_set import RuleSet, plain
from renja_xl.rules.exact import Figures, Mask, blanks, known, total
from renja_xl.rules.rows import main_rows, selected
from renja_xl.rules.units import additive_rows

Key = tuple[str, ...]
Positions = npt.NDArray[np.int64]


def carry(
    data: pd.DataFrame, unread: Collection[tuple[int, str]], before: pd.DataFrame, rules: RuleSet
) -> tuple[pd.DataFrame, list[Finding]]:
    """This year's inputs with column 6 filled where it is blank, and what did not match.

    `before` is last year's computed frame, `unread` this year's cells that nobody could read: they stay. Money
    is rupiah, performance in its unit. A column 6 that is already filled is kept, and named where last year's
    result says otherwise; performance in another unit, and what was doubtful last year, is not brought over.
    """
    position = _matches(data, before)
    matched = position >= 0
    findings = _unmatched(data, before, position)
    comparable = _same_measure(data, before, position)
    findings += _say("tahun-lalu-lain", data, matched & ~comparable, "realisasi_lalu_k")
    if not matched.any():
        findings.insert(0, finding("tahun-lalu-asing", kolom="realisasi_lalu_k"))
    main = main_rows(data)
    additive = additive_rows(data, rules)
    filled = data.copy()
    for kind, allowed in (("k", comparable), ("rp", main)):
        name = f"realisasi_lalu_{kind}"
        doubtful = (before[f"ragu_{kind}"] | before[f"ragu_lalu_{kind}"]).to_numpy(dtype=bool)
        usable = matched & allowed
        unsure = usable.copy()
        unsure[usable] = doubtful[position[usable]]
        findings += _say("tahun-lalu-ragu", data, unsure, name)
        usable &= ~unsure
        carried = blanks(len(data))
        plus = additive[usable] if kind == "k" else np.ones(int(usable.sum()), dtype=bool)
        carried[usable] = _until(before, kind, position[usable], plus)
        written = data[name].to_numpy()
        free = ~known(written) & ~data["urut"].isin([urut for urut, key in unread if key == name]).to_numpy()
        filled[name] = np.where(free, carried, written)
        findings += _differences(data, name, written, carried)
    return filled, findings


def _until(before: pd.DataFrame, kind: str, position: Positions, plus: Mask) -> Figures:
    """What had been reached by the end of last year; `plus` says where years are added."""
    last = before[f"realisasi_renja_{kind}"].to_numpy()[position]
    both = total([before[f"realisasi_lalu_{kind}"].to_numpy()[position], last])
    return np.where(plus, both, last)


def _matches(data: pd.DataFrame, before: pd.DataFrame) -> Positions:
    """The position in last year's frame of each row, -1 for none; the surest keys first, each row once."""
    position = np.full(len(data), -1, dtype=np.int64)
    used: set[int] = set()
    for keys in (_by_code_and_indicator, _by_names, _by_code_and_name):
        there: dict[Key, deque[int]] = {}
        for index, key in enumerate(keys(before)):
            if key and index not in used:
                there.setdefault(key, deque()).append(index)
        for index, key in enumerate(keys(data)):
            if position[index] < 0 and key and there.get(key):
                position[index] = there[key].popleft()
                used.add(int(position[index]))
    return position


def _keys(frame: pd.DataFrame, key: Callable[[str, str, str, str, str, str], Key]) -> list[Key]:
    names = [plain(name) for name in frame["nama"]]
    parents = [names[parent - 1] if parent else "" for parent in frame["induk"]]
    indicators = [plain(name) for name in frame["indikator"]]
    rows = zip(frame["level"], frame["jenis"], frame["kode"], parents, names, indicators, strict=True)
    return [key(*row) for row in rows]


def _by_code_and_indicator(frame: pd.DataFrame) -> list[Key]:
    return _keys(frame, lambda _l, jenis, code, _p, _n, indicator: (jenis, code, indicator) if code else ())


def _by_names(frame: pd.DataFrame) -> list[Key]:
    return _keys(
        frame, lambda level, jenis, _c, parent, name, indicator: (level, jenis, parent, name, indicator)
    )


def _by_code_and_name(frame: pd.DataFrame) -> list[Key]:
    return _keys(
        frame, lambda _l, jenis, code, _p, name, _i: (code, name) if code and jenis == "utama" else ()
    )


def _same_measure(data: pd.DataFrame, before: pd.DataFrame, position: Positions) -> Mask:
    """Where indicator and unit are those of last year; a blank unit is no other unit."""
    now = zip(data["indikator"].map(plain), data["satuan"].map(plain), strict=True)
    then = list(zip(before["indikator"].map(plain), before["satuan"].map(plain), strict=True))
    same = [
        place >= 0 and name == then[place][0] and (not unit or not then[place][1] or unit == then[place][1])
        for (name, unit), place in zip(now, position.tolist(), strict=True)
    ]
    return np.array(same, dtype=bool)


def _unmatched(data: pd.DataFrame, before: pd.DataFrame, position: Positions) -> list[Finding]:
    gone = ~np.isin(np.arange(len(before)), position)
    sources = before["sumber"].to_list()
    ended = [
        finding("tanpa-penerus", {"sumber": sources[index]}, kolom="realisasi_lalu_k", nama=name)
        for index, _, name in selected(before, gone)
    ]
    return [*_say("tanpa-tahun-lalu", data, position < 0, "realisasi_lalu_k"), *ended]


def _differences(data: pd.DataFrame, name: str, written: Figures, carried: Figures) -> list[Finding]:
    differs = known(written) & known(carried)
    differs[differs] = written[differs] != carried[differs]
    return [
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


def _say(code: str, data: pd.DataFrame, where: Mask, name: str) -> list[Finding]:
    return [finding(code, urut=urut, kolom=name, nama=nama) for _, urut, nama in selected(data, where)]
