"""Averages, predicates and totals as printed, back to the cells and means they are built on."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from renja_xl.model.findings import finding
from renja_xl.model.frame import AVERAGED
from renja_xl.model.matrix import SUMMARY_KEYS, PrintedSummary
from renja_xl.rules.averages import members, summarise, totals
from renja_xl.rules.columns import named_step
from renja_xl.rules.compare.alternatives import mean_alternatives, scale_alternatives
from renja_xl.rules.compare.causes import OTHER_RULE, UNKNOWN, cause
from renja_xl.rules.compare.figures import same_figure
from renja_xl.rules.compare.roots import Root, Trace
from renja_xl.rules.reconcile.family import as_it_stands

_CODES = {"rata_rata": "rata-rata-beda", "predikat": "predikat-beda", "jumlah": "hitung-beda"}
_AS_IT_IS = 15
Row = Mapping[Hashable, Any]
Scope = tuple[str, int]
Cell = tuple[str, int, str]


class _Judgement(NamedTuple):
    """What a cell should hold, what its printed parts would give, and the wrong one among them."""

    expected: Any
    follows: Sequence[Any]
    root: Root | None
    digits: int = _AS_IT_IS


@dataclass(slots=True)
class _Means:
    """The rows of Rekap, as the rules give them and as printed cells do; printed means, and which are wrong."""

    true: Mapping[Scope, Row]
    others: Sequence[Mapping[Scope, Row]]
    sums: Mapping[str, Mapping[str, Decimal | None]]
    written: dict[Cell, Any] = field(default_factory=dict)
    roots: dict[Cell, Root] = field(default_factory=dict)


def compare_summaries(trace: Trace, summaries: Sequence[PrintedSummary], sheet: str) -> None:
    """Every filled average, predicate and total that the rules compute otherwise."""
    if not summaries:
        return
    done = trace.done
    frames = [trace.shown, trace.exact, *([] if done.by_quarters is None else [done.by_quarters])]
    if done.moved:
        frames.append(as_it_stands(trace.shown, done.moved))
    others = [_by_scope(summarise(frame, done.rules, done.triwulan)) for frame in frames]
    sums = {f"seluruh_{level}": totals(trace.shown, level) for level in AVERAGED}
    means = _Means(_by_scope(done.rekap), others, sums)
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
            _compare_cell(trace, means, summary, key, written, place)


def _by_scope(rekap: Any) -> dict[Scope, Row]:
    return {(row["cakupan"], row["kelompok"]): row for row in rekap.to_dict("records")}


def _comparable(trace: Trace, summary: PrintedSummary, key: str) -> bool:
    if summary.jenis == "jumlah":
        return key in trace.done.totals.get(summary.cakupan, {})
    return key in SUMMARY_KEYS


def _compare_cell(
    trace: Trace, means: _Means, summary: PrintedSummary, key: str, written: Any, place: dict[str, object]
) -> None:
    cell = (summary.cakupan, summary.kelompok, key)
    judged = _judge(trace, means, summary, key)
    if summary.jenis == "rata_rata":
        means.written[cell] = written
    if _same(written, judged.expected, judged.digits):
        return
    place["seharusnya"] = "" if judged.expected is None else judged.expected
    explained = any(_same(written, given, judged.digits) for given in judged.follows)
    follows = judged.root if explained else _unknown_root(trace, summary, key)
    if summary.jenis == "rata_rata":
        means.roots[cell] = follows or Root(0, key, summary.cells[key])
    if follows:
        trace.follow(_CODES[summary.jenis], follows, place)
    else:
        trace.accuse(_CODES[summary.jenis], _cause(trace, means, summary, key, written, judged), place)


def _judge(trace: Trace, means: _Means, summary: PrintedSummary, key: str) -> _Judgement:
    scope = (summary.cakupan, summary.kelompok)
    if summary.jenis == "jumlah":
        expected = trace.done.totals[summary.cakupan][key]
        printed_sum = means.sums[summary.cakupan][key]
        if trace.done.by_quarters is not None and printed_sum == expected:
            printed_sum = totals(trace.done.by_quarters, summary.cakupan.removeprefix("seluruh_"))[key]
        return _Judgement(expected, (printed_sum,), _member_root(trace, summary, key))
    if summary.jenis == "rata_rata":
        given = [rows[scope][key] for rows in means.others if scope in rows]
        digits = trace.digits[f"rata_rata_{key}"]
        return _Judgement(means.true[scope][key], given, _member_root(trace, summary, key), digits)
    mean = means.written.get((*scope, key), means.others[0][scope][key])
    steps = trace.done.rules.scale(trace.done.triwulan)
    follows = named_step(mean if isinstance(mean, Decimal) else None, steps)
    root = means.roots.get((*scope, key)) or _member_root(trace, summary, key)
    return _Judgement(means.true[scope][f"predikat_{key}"], (follows,), root)


def _member_root(trace: Trace, summary: PrintedSummary, key: str) -> Root | None:
    """The first wrong cell of those a summary is made of, a column 12 behind them, or a code that moved a row."""
    return next(_member_roots(trace, summary, key), None)


def _unknown_root(trace: Trace, summary: PrintedSummary, key: str) -> Root | None:
    """The first of them that nobody could read: without it the summary cannot be judged."""
    if not trace.unknown:
        return None
    return next((root for root in _member_roots(trace, summary, key) if root in trace.unknown), None)


def _member_roots(trace: Trace, summary: PrintedSummary, key: str) -> Iterator[Root]:
    names = (key, f"realisasi_renja_{key.rpartition('_')[2]}")
    if any(name in names for _, name in trace.roots):
        rows = members(trace.shown, summary.cakupan, summary.kelompok)["urut"]
        found = (trace.roots.get((urut, name)) for name in names for urut in rows)
        yield from filter(None, found)
    for urut, stands in trace.done.moved.items():
        if summary.kelompok in (stands, trace.done.frame["induk"].iat[urut - 1]):
            yield Root(urut, "kode")


def _cause(
    trace: Trace, means: _Means, summary: PrintedSummary, key: str, written: Any, judged: _Judgement
) -> tuple[str, str]:
    if summary.jenis == "predikat":
        mean = means.true[summary.cakupan, summary.kelompok][key]
        for name, step in scale_alternatives(mean, trace.done.scales, trace.done.rules):
            if step and step.casefold() == str(written).casefold():
                return OTHER_RULE, f"skala:{name}"
        return UNKNOWN, ""
    if not isinstance(written, Decimal):
        return UNKNOWN, ""
    averaged = summary.jenis == "rata_rata"
    others = mean_alternatives(trace.shown, summary.cakupan, summary.kelompok, key) if averaged else ()
    return cause(written, judged.expected, judged.digits, others)


def _same(written: object, expected: object, digits: int) -> bool:
    if isinstance(written, str) and isinstance(expected, str):
        return written.casefold() == expected.casefold()
    if isinstance(written, Decimal) and (expected is None or isinstance(expected, Decimal)):
        return same_figure(written, expected, digits)
    return written == expected
