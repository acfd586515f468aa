"""Which level each row has: it says so itself, a sign tells, or the order and the money of the rows do.

Every row starts with the levels it may have. Each sign in its order of trust narrows them, if what it would
mean nests and the sums of most parents fit it; a sign that does not is passed over. What is still open then
is read as it nests best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from renja_xl.model.frame import AVERAGED, LEVELS
from renja_xl.reading.codes import known_code, level_of_code
from renja_xl.reading.heads import Head, Look, Shown, is_further
from renja_xl.reading.labels import term
from renja_xl.reading.level_search import Item, Reading, best_reading
from renja_xl.reading.level_signs import RANKED, SIGNS, name_without_number, signs

_OPEN = frozenset(AVERAGED)
_ALONE = 3  # times as many right sums as wrong ones, for money that overrules every sign
_STRAY = 0.05  # of the rows may lack their parent: published tables lack the row of a kegiatan now and then


@dataclass(frozen=True, slots=True)
class Told:
    """Levels by row, "" for further indicators, and how they were inferred where rows do not say them.

    `signs` holds the sign that decided by row, "" where only order and money told; `shown` what was looked at;
    `exact` and `wrong` count the sums that speak for and against the whole.
    """

    levels: list[str]
    signs: Mapping[int, str] = field(default_factory=dict)
    shown: Shown | None = None
    exact: int = 0
    wrong: int = 0


@dataclass(slots=True)
class _Rows:
    """The main rows under way: what they may be, which sign decided, and the classes they show by sign."""

    items: list[Item]
    classes: Mapping[str, Sequence[str]]
    decided: dict[int, str] = field(default_factory=dict)


def tell_levels(heads: Sequence[Head], show: Callable[[], Shown] | None = None) -> Told:
    """The level of every main row. `show` is only called where some row does not say its level itself."""
    main = [index for index, head in enumerate(heads) if index == 0 or not is_further(head)]
    said = [_said(heads[index]) for index in main]
    if all(said):
        return Told(_by_row(len(heads), main, said))
    shown = show() if show else Shown([Look()] * len(heads))
    kept = [heads[index] for index in main]
    rows = _rows(kept, _with_affairs(kept, said), main, shown)
    reading = _decide(rows)
    signs_of = {
        index: rows.decided.get(place) or ("nama" if rows.items[place].own else "")
        for place, index in enumerate(main)
        if not said[place]
    }
    levels = _by_row(len(heads), main, _levels(rows.items, reading))
    return Told(levels, signs_of, shown, reading.exact, reading.wrong)


def _by_row(count: int, main: Sequence[int], levels: Sequence[str]) -> list[str]:
    found = [""] * count
    for index, level in zip(main, levels, strict=True):
        found[index] = level
    return found


def _said(head: Head) -> str:
    return head.level if head.level in LEVELS else level_of_code(head.kode)


def _with_affairs(heads: Sequence[Head], said: Sequence[str]) -> list[str]:
    """Rows named Urusan or Bidang are that, unless they measure something or a kegiatan follows at once."""
    found = list(said)
    for index in range(len(heads) - 1, -1, -1):
        named = term("tingkat", name_without_number(heads[index].nama))
        below = found[index + 1] if index + 1 < len(heads) else ""
        free = not found[index] and not heads[index].measured and below not in ("kegiatan", "subkegiatan")
        if free and named and named not in AVERAGED:
            found[index] = named
    return found


def _rows(heads: Sequence[Head], said: Sequence[str], main: Sequence[int], shown: Shown) -> _Rows:
    columns = list(shown.rupiah.values())
    items = [
        Item(
            levels=frozenset((level,)) if level else _OPEN,
            rupiah=tuple(figures[index] for figures in columns),
            kode=known_code(head.kode),
            closed=head.closed,
            own=bool(level),
        )
        for index, head, level in zip(main, heads, said, strict=True)
    ]
    looks = [shown.looks[index] for index in main]
    return _Rows(items, signs([head.nama for head in heads], [head.nomor for head in heads], looks))


def _decide(rows: _Rows) -> Reading:
    """Narrow the rows by their signs, then read them.

    Where the money contradicts too much of that, it is no judge on this sheet: the signs that nest count then.
    """
    _narrow(rows)
    reading = best_reading(_open_stretches(rows.items))
    if reading.exact < _ALONE * reading.wrong and not all(map(_is_settled, rows.items)):
        money = [item.rupiah for item in rows.items]
        rows.items = [item._replace(rupiah=()) for item in rows.items]
        _narrow(rows)
        rows.items = [item._replace(rupiah=figures) for item, figures in zip(rows.items, money, strict=True)]
        reading = best_reading(_open_stretches(rows.items))
    return reading


def _is_settled(item: Item) -> bool:
    return len(item.levels) == 1


def _narrow(rows: _Rows) -> None:
    for sign in SIGNS:
        if all(map(_is_settled, rows.items)):
            return
        items = _narrowed(rows.items, rows.classes[sign], sign)
        for index, (old, new) in enumerate(zip(rows.items, items, strict=True)):
            if len(new.levels) == 1 < len(old.levels):
                rows.decided[index] = sign
        rows.items = items


def _narrowed(items: list[Item], classes: Sequence[str], sign: str) -> list[Item]:
    """The items after the best of what this sign may mean, or as they are where nothing it may mean holds."""
    best, most = items, None
    for meaning in _meanings(items, classes, sign):
        new = _under(items, classes, meaning, strict=sign != "nama")
        if new is None or new == items:
            continue
        reading = best_reading(_open_stretches(new))
        nests = reading.orphans <= _STRAY * len(reading.levels)
        fits = reading.fits or (sign == "nama" and _nothing_speaks_otherwise(items))
        if nests and fits and (most is None or reading.score > most):
            best, most = new, reading.score
    return best


def _nothing_speaks_otherwise(items: Sequence[Item]) -> bool:
    """Whether no sum speaks for any other reading: then a name that says its level is believed."""
    return not best_reading(_open_stretches(items)).exact


def _under(
    items: Sequence[Item], classes: Sequence[str], meaning: Mapping[str, frozenset[str]], *, strict: bool
) -> list[Item] | None:
    """The items narrowed to a meaning; None where it leaves one nothing or, if strict, a row says otherwise."""
    found = []
    for item, name in zip(items, classes, strict=True):
        levels = item.levels & meaning.get(name, _OPEN)
        judge = item.levels <= _OPEN and strict if item.own else not _is_settled(item)
        if judge and not levels:
            return None
        found.append(item if _is_settled(item) else item._replace(levels=levels))
    return found


def _meanings(
    items: Sequence[Item], classes: Sequence[str], sign: str
) -> Iterator[Mapping[str, frozenset[str]]]:
    """What the classes of a sign may mean: what rows of known level show, else deeper in order of appearance."""
    if sign == "nama":
        named = {name: frozenset((name,)) for name in classes if name}
        yield named | {"": _OPEN - set(named)} if named else {}
        return
    yield _shown_by_known_rows(items, classes)
    left = frozenset().union(*(item.levels for item in items if not _is_settled(item)))
    levels = [level for level in AVERAGED if level in left]
    order = list(
        dict.fromkeys(
            name
            for item, name in zip(items, classes, strict=True)
            if not _is_settled(item) or (item.own and item.levels <= left)
        )
    )
    if sign in RANKED and order != sorted(order):
        return
    yield from _in_order(order, levels)
    if "" in order:
        yield from _in_order([name for name in order if name], levels)


def _shown_by_known_rows(items: Sequence[Item], classes: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """The levels of the rows that say theirs, by class; levels that none of them has may have any class."""
    pairs = [
        (name, item.levels)
        for item, name in zip(items, classes, strict=True)
        if item.own and item.levels <= _OPEN
    ]
    unseen = _OPEN.difference(*(levels for _, levels in pairs))
    known: dict[str, frozenset[str]] = {}
    for name, levels in pairs:
        known[name] = known.get(name, unseen) | levels
    return known


def _in_order(order: Sequence[str], levels: Sequence[str]) -> Iterator[Mapping[str, frozenset[str]]]:
    """Every way to share out the levels among the classes without changing the order of either."""
    if len(order) > 1:
        for cuts in combinations(range(1, len(levels)), len(order) - 1):
            bounds = (0, *cuts, len(levels))
            yield {
                name: frozenset(levels[start:end])
                for name, (start, end) in zip(order, pairwise(bounds), strict=True)
            }


def _open_stretches(items: Sequence[Item]) -> list[Item]:
    """The programs with a row that does not say its level; the others cannot change."""
    return [items[index] for index in _open_places(items)]


def _open_places(items: Sequence[Item]) -> list[int]:
    starts = [
        index
        for index, item in enumerate(items)
        if item.own and not item.levels & {"kegiatan", "subkegiatan"}
    ]
    bounds = sorted({0, *starts, len(items)})
    return [
        index
        for start, end in pairwise(bounds)
        if not all(item.own for item in items[start:end])
        for index in range(start, end)
    ]


def _levels(items: Sequence[Item], reading: Reading) -> list[str]:
    levels = [min(item.levels) for item in items]
    for index, level in zip(_open_places(items), reading.levels, strict=True):
        levels[index] = level
    return levels
