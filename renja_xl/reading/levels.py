"""Levels, owners and parents of the rows: from codes, from names, from nesting, in that order of trust."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import LEVELS
from renja_xl.model.texts import sentence
from renja_xl.reading.labels import term

_CODE = re.compile(r"\d{1,4}(?:\.\d{1,4})*")
_LEVEL_BY_PARTS = {1: "urusan", 2: "bidang", 3: "program", 5: "kegiatan", 6: "subkegiatan"}


@dataclass(frozen=True, slots=True)
class Head:
    """What a row says of itself. `closed` is the scope of the averages that stand just above it."""

    kode: str
    nama: str
    level: str = ""
    jenis: str = ""
    closed: str = ""
    sel: str = ""


@dataclass(slots=True)
class Links:
    """Level, jenis, induk and pemilik by row; `urut` counts from 1."""

    level: list[str] = field(default_factory=list)
    jenis: list[str] = field(default_factory=list)
    induk: list[int] = field(default_factory=list)
    pemilik: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def level_of_code(kode: str) -> str:
    """The level a code speaks of by its number of parts, or ""."""
    code = kode.strip().strip(".")
    return _LEVEL_BY_PARTS.get(code.count(".") + 1, "") if _CODE.fullmatch(code) else ""


def link_rows(heads: Sequence[Head], sheet: str) -> Links:
    """Level, owner and parent of every row. A level that was inferred is a finding with its evidence."""
    links = Links()
    above: dict[str, int] = {}
    for urut, head in enumerate(heads, start=1):
        _close(above, head.closed)
        if _is_further(head) and links.level:
            links.level.append(links.level[-1])
            links.jenis.append("lanjutan")
            links.pemilik.append(links.pemilik[-1])
            links.induk.append(links.induk[-1])
            continue
        level, evidence = _level(head, above)
        if evidence:
            links.findings.append(
                finding(
                    "kode-kosong",
                    {"tingkat": level, "bukti": sentence(f"bukti.{evidence}")},
                    lembar=sheet,
                    sel=head.sel,
                    kolom="kode",
                    nama=head.nama,
                    tertulis=head.kode,
                )
            )
        links.level.append(level)
        links.jenis.append("utama")
        links.pemilik.append(urut)
        links.induk.append(_parent(level, above))
        for deeper in LEVELS[LEVELS.index(level) :]:
            above.pop(deeper, None)
        above[level] = urut
    _release_orphans(heads, links, sheet)
    return links


def _is_further(head: Head) -> bool:
    return head.jenis == "lanjutan" or not (head.kode or head.nama)


def _close(above: dict[str, int], scope: str) -> None:
    """Averages end what they summarise: behind them no row belongs to that kegiatan or program any more."""
    if scope == "subkegiatan":
        above.pop("kegiatan", None)
    elif scope:
        above.pop("kegiatan", None)
        if scope == "kegiatan":
            above.pop("program", None)


def _level(head: Head, above: dict[str, int]) -> tuple[str, str]:
    """(level, evidence); the evidence is "" where the row says its level itself."""
    if head.level in LEVELS:
        return head.level, ""
    coded = level_of_code(head.kode)
    if coded:
        return coded, ""
    named = term("tingkat", head.nama)
    if named and (named != "program" or head.nama.upper() == head.nama):
        return named, "nama"
    if "kegiatan" in above:
        return "subkegiatan", "di-bawah-kegiatan"
    if "program" in above:
        return "kegiatan", "sesudah-rata-rata" if head.closed else "di-bawah-program"
    return "program", "awal"


def _parent(level: str, above: dict[str, int]) -> int:
    shallower = LEVELS[: LEVELS.index(level)]
    return next((above[name] for name in reversed(shallower) if name in above), 0)


def _release_orphans(heads: Sequence[Head], links: Links, sheet: str) -> None:
    """Sub kegiatan at the end of a kegiatan whose codes name another one: its row is missing on the sheet.

    Only where other sub kegiatan of that kegiatan do bear its code; where none does, the kegiatan's own
    code is the odd one, and the nesting stands.
    """
    members: dict[int, list[int]] = {}
    for index, level in enumerate(links.level):
        if level == "subkegiatan" and links.jenis[index] == "utama":
            members.setdefault(links.induk[index], []).append(index)
    for parent, children in members.items():
        owner = links.level[parent - 1] if parent else ""
        kegiatan = heads[parent - 1].kode if owner == "kegiatan" else ""
        stray = (
            _trailing_strays(heads, children, kegiatan)
            if kegiatan
            else children
            if owner == "program"
            else []
        )
        for index in stray:
            if kegiatan:
                _move_to(links, index, links.induk[parent - 1])
            missing = heads[index].kode.rpartition(".")[0] or "?"
            links.findings.append(
                finding(
                    "induk-hilang",
                    {"induk": missing},
                    lembar=sheet,
                    sel=heads[index].sel,
                    kolom="kode",
                    nama=heads[index].nama,
                    tertulis=heads[index].kode,
                )
            )


def _trailing_strays(heads: Sequence[Head], children: list[int], kegiatan: str) -> list[int]:
    matches = [heads[index].kode.startswith(f"{kegiatan}.") for index in children]
    if not any(matches):
        return []
    last = max(position for position, match in enumerate(matches) if match)
    tail = children[last + 1 :]
    return tail if all(heads[index].kode for index in tail) else []


def _move_to(links: Links, index: int, parent: int) -> None:
    urut = index + 1
    for position, owner in enumerate(links.pemilik):
        if owner == urut:
            links.induk[position] = parent
