"""The levels that make the best sense of a run of rows: they nest, and the money of a parent is its children's.

Rows are walked once. At each one every way of going on that its allowed levels leave is kept, the best few of
them, scored by what closes well: a parent whose Rp is the sum of its children's speaks for a reading, one
whose Rp is not speaks against it twice as loud.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from heapq import nlargest
from typing import NamedTuple

from renja_xl.model.frame import LEVELS
from renja_xl.reading.codes import parent_code

Money = tuple[Decimal | None, ...]
_EXACT, _WRONG, _CHILDLESS, _OTHER_CODE, _ORPHAN = 8, -16, -20, -8, -40
_MOST = 2
_PATHS = 16
# A way this far behind the best one does not catch up: two parents would have to be wrong in it alone.
_TOO_FAR = 80
_ONE_RUPIAH = 1


class Item(NamedTuple):
    """One main row: the levels it may have, its Rp figures, its code, and the scope of the averages above it.

    `own` says that the row tells its level itself.
    """

    levels: frozenset[str]
    rupiah: Money = ()
    kode: str = ""
    closed: str = ""
    own: bool = False


class _Open(NamedTuple):
    """A program or kegiatan and the sums of its children so far; not `known` where one of them lacks its Rp."""

    rupiah: Money
    kode: str
    totals: tuple[Decimal, ...]
    known: tuple[bool, ...]
    children: bool = False


class _Way(NamedTuple):
    """One reading of the rows so far; `steps` is the chain of its levels, last first."""

    score: int = 0
    depth: int = 0
    exact: int = 0
    wrong: int = 0
    orphans: int = 0
    program: _Open | None = None
    kegiatan: _Open | None = None
    steps: tuple[str, object] | None = None


class Reading(NamedTuple):
    """The best reading: levels by item, what speaks for it and against it, rows without a parent.

    A sum of a parent is `exact` or `wrong`; wrong is also what opens before the averages have closed what is
    open. Only rows that do not tell their level themselves count as `orphans`.
    """

    levels: list[str]
    score: int
    exact: int
    wrong: int
    orphans: int

    @property
    def fits(self) -> bool:
        """Whether most of what money and averages can tell speaks for this reading."""
        return self.exact >= _MOST * self.wrong


def best_reading(items: Sequence[Item]) -> Reading:
    """The levels of the items; where several readings are as good, the deeper levels."""
    averages = any(item.closed for item in items)
    ways = [_Way()]
    for item in items:
        best: dict[tuple[_Open | None, _Open | None], _Way] = {}
        for way in ways:
            before = _closed(way, item.closed)
            for level in filter(item.levels.__contains__, LEVELS):
                new = _step(before, item, level, averages)
                key = (new.program, new.kegiatan)
                if key not in best or new[:2] > best[key][:2]:
                    best[key] = new
        ways = _likely(list(best.values()))
    best_way = max((_closed(way, "kegiatan") for way in ways), key=lambda way: way[:2])
    return Reading(_chain(best_way), best_way.score, best_way.exact, best_way.wrong, best_way.orphans)


def _likely(ways: list[_Way]) -> list[_Way]:
    if len(ways) == 1:
        return ways
    top = max(way.score for way in ways)
    near = [way for way in ways if way.score >= top - _TOO_FAR]
    return nlargest(_PATHS, near, key=lambda way: way[:2]) if len(near) > _PATHS else near


def _chain(way: _Way) -> list[str]:
    levels: list[str] = []
    link: object = way.steps
    while isinstance(link, tuple):
        levels.append(link[0])
        link = link[1]
    return levels[::-1]


def _step(way: _Way, item: Item, level: str, averages: bool) -> _Way:
    """The way one row further. In a sheet with averages nothing opens before they have closed what is open."""
    depth, steps = way.depth + LEVELS.index(level), (level, way.steps)
    if level == "subkegiatan":
        way = way._replace(kegiatan=_with_child(way.kegiatan, item, level))
        return _judged(way, item, level, way.kegiatan)._replace(depth=depth, steps=steps)
    early = averages and way.kegiatan is not None
    way = _closed(way, "subkegiatan")
    width = len(item.rupiah)
    own = _Open(item.rupiah, item.kode, (Decimal(0),) * width, (True,) * width)
    if level == "kegiatan":
        way = way._replace(program=_with_child(way.program, item, level), kegiatan=own)
        way = _judged(way, item, level, way.program)
    else:
        early = early or (averages and way.program is not None)
        way = _closed(way, "kegiatan")._replace(program=own if level == "program" else None)
    if early:
        way = way._replace(score=way.score + _WRONG, wrong=way.wrong + 1)
    return way._replace(depth=depth, steps=steps)


def _with_child(parent: _Open | None, item: Item, level: str) -> _Open | None:
    """The parent with the child's money added. A parent without code takes the one its first child names."""
    if parent is None:
        return None
    return _Open(
        parent.rupiah,
        parent.kode or parent_code(item.kode, level),
        tuple(total + (figure or 0) for total, figure in zip(parent.totals, item.rupiah, strict=True)),
        tuple(knew and figure is not None for knew, figure in zip(parent.known, item.rupiah, strict=True)),
        children=True,
    )


def _judged(way: _Way, item: Item, level: str, parent: _Open | None) -> _Way:
    if parent is None:
        return way._replace(score=way.score + _ORPHAN, orphans=way.orphans + (not item.own))
    wanted = parent_code(item.kode, level)
    other = wanted and parent.kode and wanted != parent.kode
    return way._replace(score=way.score + _OTHER_CODE) if other else way


def _closed(way: _Way, scope: str) -> _Way:
    """The way with its kegiatan closed, and its program too where `scope` is kegiatan; nothing where it is ""."""
    if scope and way.kegiatan:
        way = _settled(way, way.kegiatan)._replace(kegiatan=None)
    if scope == "kegiatan" and way.program:
        way = _settled(way, way.program)._replace(program=None)
    return way


def _settled(way: _Way, parent: _Open) -> _Way:
    if not parent.children:
        return way._replace(score=way.score + _CHILDLESS)
    sums = list(zip(parent.rupiah, parent.totals, parent.known, strict=True))
    exact = sum(bool(written) and same_sum(written, total) for written, total, _ in sums)
    wrong = sum(
        bool(written) and total != 0 and known and not same_sum(written, total)
        for written, total, known in sums
    )
    score = way.score + exact * _EXACT + wrong * _WRONG
    return way._replace(score=score, exact=way.exact + exact, wrong=way.wrong + wrong)


def same_sum(written: Decimal | None, total: Decimal) -> bool:
    """Whether a parent's Rp is the sum of its children's, to the rupiah."""
    return written is not None and abs(written - total) < _ONE_RUPIAH
