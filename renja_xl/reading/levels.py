"""Levels, owners and parents of the rows: from codes, from names, from nesting, in that order of trust."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import LEVELS
from renja_xl.model.texts import sentence
from renja_xl.reading.codes import known_code, parent_code
from renja_xl.reading.heads import Head, Shown, numbers_apart
from renja_xl.reading.level_findings import level_findings
from renja_xl.reading.level_telling import tell_levels

_PARENT_LEVEL = {"kegiatan": "program", "subkegiatan": "kegiatan"}


@dataclass(slots=True)
class Links:
    """Level, jenis, induk and pemilik by row; `urut` counts from 1.

    `moved` has the parent under which a row stands, where its code took it away from there.
    """

    level: list[str] = field(default_factory=list)
    jenis: list[str] = field(default_factory=list)
    induk: list[int] = field(default_factory=list)
    pemilik: list[int] = field(default_factory=list)
    moved: dict[int, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def link_rows(heads: Sequence[Head], sheet: str, show: Callable[[], Shown] | None = None) -> Links:
    """Level, owner and parent of every row. What was inferred is a finding with its evidence.

    Rows nest in their order; a code that names another parent which stands above decides instead. `show`
    tells what the rows look like, and is only called where some row does not say its level itself.
    """
    heads = numbers_apart(heads)
    told = tell_levels(heads, show)
    links = _nested(heads, told.levels)
    _follow_codes(heads, links, sheet)
    links.findings[:0] = level_findings(heads, told, links.induk, sheet)
    owners = links.pemilik
    links.induk = [links.induk[owner - 1] for owner in owners]
    return links


def _nested(heads: Sequence[Head], levels: Sequence[str]) -> Links:
    links = Links()
    above: dict[str, int] = {}
    for urut, (head, level) in enumerate(zip(heads, levels, strict=True), start=1):
        _close(above, head.closed)
        if not level:
            links.level.append(links.level[-1])
            links.jenis.append("lanjutan")
            links.pemilik.append(links.pemilik[-1])
            links.induk.append(links.induk[-1])
            continue
        links.level.append(level)
        links.jenis.append("utama")
        links.pemilik.append(urut)
        links.induk.append(_parent(level, above))
        for deeper in LEVELS[LEVELS.index(level) :]:
            above.pop(deeper, None)
        above[level] = urut
    return links


def _close(above: dict[str, int], scope: str) -> None:
    """Averages end what they summarise: behind them no row belongs to that kegiatan or program any more."""
    if scope:
        above.pop("kegiatan", None)
    if scope == "kegiatan":
        above.pop("program", None)


def _parent(level: str, above: dict[str, int]) -> int:
    shallower = LEVELS[: LEVELS.index(level)]
    return next((above[name] for name in reversed(shallower) if name in above), 0)


def _follow_codes(heads: Sequence[Head], links: Links, sheet: str) -> None:
    """Where a code names another parent than the one a row stands under.

    If that parent stands above, the row goes to it. If it stands nowhere, the row stays, unless its
    parent is closed by averages or its siblings bear the parent's code and it stands behind them all: then
    the parent's row is missing on the sheet.
    """
    codes = [known_code(head.kode) for head in heads]
    stray = _behind_their_siblings(links, codes)
    seen: dict[str, int] = {}
    said: set[tuple[int, str]] = set()
    for index, level in enumerate(links.level):
        if links.jenis[index] == "lanjutan":
            continue
        wanted = parent_code(codes[index], level)
        nest = links.induk[index]
        right_level = bool(nest) and links.level[nest - 1] == _PARENT_LEVEL.get(level)
        if wanted and not (right_level and codes[nest - 1] in ("", wanted)):
            if wanted in seen:
                links.induk[index] = seen[wanted]
                blanks: dict[str, object] = {"induk": wanted}
                links.findings.append(_finding("kode-induk-lain", blanks, heads[index], sheet))
            elif not right_level or index in stray:
                links.induk[index] = links.induk[nest - 1] if right_level else nest
                blanks = {
                    "induk": wanted,
                    "tingkat": sentence(f"tingkat.{level}"),
                    "atas": sentence(f"tingkat.{_PARENT_LEVEL[level]}"),
                }
                links.findings.append(_finding("induk-hilang", blanks, heads[index], sheet))
            elif (nest, wanted) not in said:
                said.add((nest, wanted))
                blanks = {"induk": codes[nest - 1], "kode": wanted}
                links.findings.append(_finding("kode-induk-beda", blanks, heads[index], sheet))
        if links.induk[index] != nest:
            links.moved[index + 1] = nest
        if codes[index] in seen:
            links.findings.append(_finding("kode-ganda", {"kode": codes[index]}, heads[index], sheet))
        if codes[index]:
            seen[codes[index]] = index + 1


def _behind_their_siblings(links: Links, codes: list[str]) -> set[int]:
    """Rows at the end of a parent whose codes name another one, while siblings before them bear its code."""
    members: dict[int, list[int]] = {}
    for index, parent in enumerate(links.induk):
        if links.jenis[index] == "utama" and links.level[index] == "subkegiatan" and parent:
            members.setdefault(parent, []).append(index)
    stray: set[int] = set()
    for parent, children in members.items():
        own = [parent_code(codes[index], "subkegiatan") == codes[parent - 1] for index in children]
        if any(own):
            tail = children[len(own) - own[::-1].index(True) :]
            if all(codes[index] for index in tail):
                stray.update(tail)
    return stray


def _finding(code: str, blanks: dict[str, object], head: Head, sheet: str) -> Finding:
    return finding(code, blanks, lembar=sheet, sel=head.sel, kolom="kode", nama=head.nama, tertulis=head.kode)
