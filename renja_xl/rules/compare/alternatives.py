"""What other rules would give for a printed figure: the explanations that name a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from renja_xl.model.frame import TRIWULAN
from renja_xl.model.rule_set import CARA, Jenjang
from renja_xl.rules.averages import members
from renja_xl.rules.columns import named_step
from renja_xl.rules.compare.causes import Alternative
from renja_xl.rules.exact import capped, known, nonzero
from renja_xl.rules.quarters import by_convention
from renja_xl.rules.rows import main_rows

_HUNDRED = Decimal(100)
Row = Mapping[str, Any]


def column_alternatives(row: Row, key: str, begun: int) -> Iterator[Alternative]:
    """For a cell of columns 13 to 17 of one row of the frame as printed; `begun` quarters have begun."""
    kind = key.rpartition("_")[2]
    if key == "efisiensi":
        k, rp = row["capaian_renja_k"], row["capaian_renja_rp"]
        if k is not None and rp is not None:
            yield "selisih", k - rp
            yield "rasio", _ratio(k, rp)
            yield "terbalik", _ratio(rp, k)
        return
    before, actual = row[f"realisasi_lalu_{kind}"], row[f"realisasi_renja_{kind}"]
    renstra = {"ditambah": _sum(before, actual), "tanpa-tahun-lalu": actual}
    if key.startswith("realisasi_renstra"):
        yield from renstra.items()
        return
    target = row[f"target_{key[8:]}"]
    if key.startswith("capaian_renstra"):
        for name, value in renstra.items():
            yield name, _ratio(value, target)
    else:
        for cara, value in _conventions(row, kind, begun):
            yield f"triwulan-{cara}", _ratio(value, target)
    reached = row[f"realisasi_{key[8:]}"]
    usual = _ratio(reached, target)
    if usual is not None and usual > _HUNDRED:
        yield "batas-100", _HUNDRED
    if kind == "k":
        yield from _negative(reached, target)


def _conventions(row: Row, kind: str, begun: int) -> Iterator[tuple[str, Decimal | None]]:
    columns = [np.array([row[f"{quarter}_{kind}"]], dtype=object) for quarter in TRIWULAN]
    for cara in CARA:
        yield cara, by_convention(cara, columns, begun)[0]


def _negative(reached: Decimal | None, target: Decimal | None) -> Iterator[Alternative]:
    """The formulas of indicators that are the better the smaller, and the usual one."""
    if reached is None or not target:
        return
    yield "biasa", _ratio(reached, target)
    yield "negatif:(2T-R)/T", _ratio(2 * target - reached, target)
    yield "negatif:(100-R)/(100-T)", _ratio(_HUNDRED - reached, _HUNDRED - target)
    yield "negatif:T/R", _ratio(target, reached)


def mean_alternatives(shown: pd.DataFrame, scope: str, group: int, key: str) -> Iterator[Alternative]:
    """For a mean, from the percentages as printed: other rows, other weights."""
    rows = members(shown, scope, group)
    main = rows[main_rows(rows)]
    values = rows[key].to_numpy()
    yield "semua-indikator", _mean(values)
    yield "utama-saja", _mean(main[key].to_numpy())
    yield "nol-dilewati", _mean(values[nonzero(values)])
    yield "kosong-dihitung-0", _mean(np.where(known(values), values, Decimal(0)))  # type: ignore[call-overload]
    yield "batas-100", _mean(capped(values))
    if key.endswith("_rp"):
        name = key.removeprefix("capaian_").removesuffix("_rp")
        done = [value for value in main[f"realisasi_{name}_rp"] if value is not None]
        planned = [value for value in main[f"target_{name}_rp"] if value is not None]
        yield "total", _ratio(sum(done, Decimal(0)), sum(planned, Decimal(0)))


def gives(steps: Sequence[Jenjang], pairs: Iterable[tuple[Any, str]]) -> bool:
    """Whether a scale calls every mean by the predicate that is printed for it."""
    return all(
        (named_step(mean, steps) or "").casefold() == predicate.casefold()
        for mean, predicate in pairs
        if isinstance(mean, Decimal)
    )


def _sum(*values: Decimal | None) -> Decimal | None:
    present = [value for value in values if value is not None]
    return sum(present, Decimal(0)) if present else None


def _ratio(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return part * _HUNDRED / whole if part is not None and whole else None


def _mean(values: Any) -> Decimal | None:
    present = [value for value in values if value is not None]
    return sum(present, Decimal(0)) / len(present) if present else None
