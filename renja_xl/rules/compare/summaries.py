"""Averages, predicates and totals as printed, back to the cells and means they are built on."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from renja_xl.model.findings import finding
from renja_xl.model.frame import AVERAGED
from renja_xl.model.matrix import SUMMARY_KEYS, PrintedSummary
from renja_xl.rules.averages import members, summarise, totals
from renja_xl.rules.columns import named_step
from renja_xl.rules.compare.alternatives import gives, mean_alternatives
from renja_xl.rules.compare.causes import OTHER_RULE, UNKNOWN, cause
from renja_xl.rules.compare.figures import same_figure
from renja_xl.rules.compare.roots import Root, Trace
from renja_xl.rules.reconcile.family import as_it_stands

_CODES = {"rata_rata": "rata-rata-beda", "predikat": "predikat-beda", "jumlah": "hitung-beda"}
_AS_IT_IS = 15
Row = Mapping[Hashable, Any]
Scope = tuple[str, int]
Cell = tuple[str, int, str]


@dataclass
class _Means:
    """The rows of Rekap as the rules give them, the means printed so far, and which of them are wrong.

    What printed cells would give is worked out only where a printed summary differs.
    """

    trace: Trace
    true: Mapping[Scope, Row]
    summaries: Sequence[PrintedSummary]
    written: dict[Cell, Any] = field(default_factory=dict)
    roots: dict[Cell, Root] = field(default_factory=dict)

    @cached_property
    def others(self) -> Sequence[Mapping[Scope, Row]]:
        """The rows of Rekap from the cells as printed, then from those that are printed alone."""
        done = self.trace.done
        moved = [as_it_stands(self.trace.shown, done.moved)] if done.moved else []
        frames = [self.trace.shown, self.trace.exact, *moved]
        return [_by_scope(summarise(frame, done.rules, done.triwulan)) for frame in frames]

    @cached_property
    def other_scale(self) -> str:
        """A scale other than the rules' own that gives every predicate of the sheet from its mean; "" for none."""
        done = self.trace.done
        own, pairs = done.rules.scale(done.triwulan), list(self._pairs())
        fitting = (name for name, steps in done.scales.items() if tuple(steps) != own and gives(steps, pairs))
        return next(fitting, "")

    def _pairs(self) -> Iterator[tuple[Any, str]]:
        """Every printed predicate with its mean, the printed one where there is one."""
        scopes = {(item.cakupan, item.kelompok): item for item in self.summaries if item.jenis == "rata_rata"}
        for item in self.summaries:
            scope = (item.cakupan, item.kelompok)
            if item.jenis == "predikat" and scope in self.true:
                written = scopes[scope].values if scope in scopes else {}
                for key, value in item.values.items():
                    if isinstance(value, str):
                        yield written.get(key, self.true[scope].get(key)), value

    @cached_property
    def sums(self) -> Mapping[str, Mapping[str, Decimal | None]]:
        """The totals of the cells as printed, by scope."""
        return {f"seluruh_{level}": totals(self.trace.shown, level) for level in AVERAGED}


def compare_summaries(trace: Trace, summaries: Sequence[PrintedSummary], sheet: str) -> None:
    """Every filled average, predicate and total that the rules compute otherwise."""
    means = _Means(trace, _by_scope(trace.done.rekap), summaries)
    for summary in summaries:
        row = means.true.get((summary.cakupan, summary.kelompok))
        for key, written in summary.values.items():
            place: dict[str, object] = {
                "lembar": sheet,
                "sel": summary.cells[key],
                "kolom": key,
                "tertulis": written,
                "nama": str(row["nama"] or "") if row else "",
            }
            if row is None or not _comparable(trace, summary, key):
                trace.found.append(finding("ringkasan-tidak-dikenal", None, **place))
                continue
            _compare_cell(means, summary, key, written, place)


def _by_scope(rekap: Any) -> dict[Scope, Row]:
    rows = zip(*(rekap[name].tolist() for name in rekap), strict=True)
    found = [dict(zip(rekap, row, strict=True)) for row in rows]
    return {(row["cakupan"], row["kelompok"]): row for row in found}


def _comparable(trace: Trace, summary: PrintedSummary, key: str) -> bool:
    if summary.jenis == "jumlah":
        return key in trace.done.totals.get(summary.cakupan, {})
    return key in SUMMARY_KEYS


def _compare_cell(
    means: _Means, summary: PrintedSummary, key: str, written: Any, place: dict[str, object]
) -> None:
    trace, cell = means.trace, (summary.cakupan, summary.kelompok, key)
    expected, digits = _expected(means, summary, key)
    if summary.jenis == "rata_rata":
        means.written[cell] = written
    if _same(written, expected, digits):
        return
    place["seharusnya"] = "" if expected is None else expected
    explained = any(_same(written, given, digits) for given in _from_printed(means, summary, key))
    follows = _root(means, summary, key) if explained else _unknown_root(trace, summary, key)
    if summary.jenis == "rata_rata":
        means.roots[cell] = follows or Root(0, key, summary.cells[key])
    if follows:
        trace.follow(_CODES[summary.jenis], follows, place)
    else:
        trace.accuse(_CODES[summary.jenis], _cause(means, summary, key, written), place)


def _expected(means: _Means, summary: PrintedSummary, key: str) -> tuple[Any, int]:
    """What a cell should hold, and the decimals it is printed with."""
    trace, row = means.trace, means.true[summary.cakupan, summary.kelompok]
    if summary.jenis == "jumlah":
        return trace.done.totals[summary.cakupan][key], _AS_IT_IS
    if summary.jenis == "rata_rata":
        return row[key], trace.digits[f"rata_rata_{key}"]
    return row[f"predikat_{key}"], _AS_IT_IS


def _from_printed(means: _Means, summary: PrintedSummary, key: str) -> Iterator[Any]:
    """What the cells that a summary is made of would give as they are printed."""
    done, scope = means.trace.done, (summary.cakupan, summary.kelompok)
    if summary.jenis == "jumlah":
        yield means.sums[summary.cakupan][key]
    elif summary.jenis == "rata_rata":
        yield from (rows[scope][key] for rows in means.others if scope in rows)
    else:
        cell = (*scope, key)
        mean = means.written[cell] if cell in means.written else means.others[0][scope][key]
        yield named_step(mean if isinstance(mean, Decimal) else None, done.rules.scale(done.triwulan))


def _root(means: _Means, summary: PrintedSummary, key: str) -> Root | None:
    """The wrong mean behind a predicate, or the first wrong cell that a summary is made of.

    That may be a column 12 behind one of them, or a code that moved a row.
    """
    mean = means.roots.get((summary.cakupan, summary.kelompok, key))
    if mean and summary.jenis == "predikat":
        return mean
    return next(_member_roots(means.trace, summary, key), None)


def _unknown_root(trace: Trace, summary: PrintedSummary, key: str) -> Root | None:
    """The first of them that nobody could read: without it the summary cannot be judged."""
    if not trace.unknown:
        return None
    return next((root for root in _member_roots(trace, summary, key) if root in trace.unknown), None)


def _member_roots(trace: Trace, summary: PrintedSummary, key: str) -> Iterator[Root]:
    weights = ["target_renja_rp"] if trace.done.rules.rata_rata_bobot == "anggaran" else []
    names = (key, f"realisasi_renja_{key.rpartition('_')[2]}", *weights)
    if any(name in names for _, name in trace.roots):
        rows = members(trace.shown, summary.cakupan, summary.kelompok)["urut"]
        found = (trace.roots.get((urut, name)) for name in names for urut in rows)
        yield from filter(None, found)
    for urut, stands in trace.done.moved.items():
        if summary.kelompok in (stands, trace.done.frame["induk"].iat[urut - 1]):
            yield Root(urut, "kode")


def _cause(means: _Means, summary: PrintedSummary, key: str, written: Any) -> tuple[str, str]:
    expected, digits = _expected(means, summary, key)
    if summary.jenis == "predikat":
        return (OTHER_RULE, f"skala:{means.other_scale}") if means.other_scale else (UNKNOWN, "")
    if not isinstance(written, Decimal):
        return UNKNOWN, ""
    averaged = summary.jenis == "rata_rata"
    others = mean_alternatives(means.trace.shown, summary.cakupan, summary.kelompok, key) if averaged else ()
    return cause(written, expected, digits, others)


def _same(written: object, expected: object, digits: int) -> bool:
    if isinstance(written, str) and isinstance(expected, str):
        return written.casefold() == expected.casefold()
    if isinstance(written, Decimal) and (expected is None or isinstance(expected, Decimal)):
        return same_figure(written, expected, digits)
    return written == expected
