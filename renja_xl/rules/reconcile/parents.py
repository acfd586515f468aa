"""Rp of a program against its kegiatan, Rp of a kegiatan against its sub kegiatan.

Silent without children, where no child has a figure or one could not be read, where a parent is blank as most of
its level are, and where it is the sum of the rows that stand under it: then a code that took one away is wrong. A
program that fits once a kegiatan is worth its sub kegiatan is right: that kegiatan is wrong, and a `galat`. In
every other case the sheet cannot tell which figure is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.rule_set import RuleSet
from renja_xl.model.texts import sentence
from renja_xl.rules.exact import Mask, known
from renja_xl.rules.reconcile.family import (
    MONEY,
    added,
    as_it_stands,
    or_zero,
    own_children,
    rupiah,
    unread_rows,
)
from renja_xl.rules.reconcile.slips import power_of_ten
from renja_xl.rules.rows import has_child, main_rows, rows_of_level

_CHILDREN = {"program": "kegiatan", "kegiatan": "subkegiatan"}
# What explains a difference; each has its sentence under [induk].
BLANK, PROVEN, CONFIRMED = "kosong", "terbukti", "atas-cocok"
STRAYS, FURTHER, SPLIT, OPEN = "terpisah", "lanjutan", "terbagi", "terbuka"


@dataclass(frozen=True, slots=True)
class Difference:
    """One money column of one parent: what is written, what its children add up to, and what explains it."""

    key: str
    written: Decimal | None
    total: Decimal
    cause: str


def parent_findings(
    frame: pd.DataFrame,
    unread: Collection[tuple[int, str]],
    rules: RuleSet,
    moved: Mapping[int, int] | None = None,
) -> Iterator[Finding]:
    """One finding for each parent, with the columns that differ; `moved` are rows that stand under another one."""
    by_parent: dict[int, list[Difference]] = {}
    own = own_children(frame)
    standing = as_it_stands(frame, moved) if moved else None
    for key in MONEY:
        right = np.zeros(len(frame), dtype=bool) if standing is None else _is_sum(standing, key, rules)
        for index, difference in _differences(frame, key, own, unread, rules.toleransi_rp):
            if not right[index]:
                by_parent.setdefault(index, []).append(difference)
    levels, names = frame["level"].to_list(), frame["nama"].to_list()
    for index, differences in sorted(by_parent.items()):
        yield _finding(index + 1, levels[index], names[index], differences)


def _finding(urut: int, level: str, name: str, differences: list[Difference]) -> Finding:
    proven = [item for item in differences if item.cause == PROVEN]
    first = (proven or differences)[0]
    blanks: dict[str, object] = {
        "tingkat": sentence(f"tingkat.{level}"),
        "anak": sentence(f"tingkat.{_CHILDREN[level]}"),
        "rincian": "; ".join(_words(item) for item in differences),
        "sebab": sentence(f"induk.{first.cause}", anak=sentence(f"tingkat.{_CHILDREN[level]}")),
    }
    return finding(
        "induk-beda-anak",
        blanks,
        tingkat="galat" if proven else "peringatan",
        urut=urut,
        kolom=first.key,
        nama=name,
        tertulis="" if first.written is None else first.written,
        seharusnya=first.total if proven else "",
    )


def _words(item: Difference) -> str:
    written = item.written or Decimal(0)
    place: dict[str, object] = {
        "kolom": sentence(f"lembar.{item.key}"),
        "tertulis": rupiah(written),
        "jumlah": rupiah(item.total),
        "selisih": rupiah(abs(written - item.total)),
    }
    factor = power_of_ten(written, item.total)
    if factor:
        return sentence("induk.kali", **place, kali=factor)
    return sentence("induk.lebih" if written > item.total else "induk.kurang", **place)


def _differences(
    frame: pd.DataFrame, key: str, own: Mask, unread: Collection[tuple[int, str]], tolerance: Decimal
) -> Iterator[tuple[int, Difference]]:
    """The parents whose figure in a column is not the sum of their children's."""
    written, parents = frame[key].to_numpy(), frame["induk"].to_numpy()
    values = or_zero(written)
    totals = added(values, parents, own)
    differing = _comparable(frame, key, own, unread) & (abs(values - totals) > tolerance)
    if not differing.any():
        return
    kegiatan = rows_of_level(frame, "kegiatan")
    # What every program would be if each kegiatan that differs were worth its sub kegiatan.
    mended = added(np.where(differing & kegiatan, totals, values), parents, own)
    program_right = ~kegiatan & (abs(values - mended) <= tolerance) & differing
    fits_as_printed = ~kegiatan & (abs(values - totals) <= tolerance)
    above = np.asarray(parents, dtype=np.int64) - 1
    main = main_rows(frame)
    stray = added(values, parents, main & ~own)
    further = added(values, parents, ~main)
    split = added(values, frame["pemilik"].to_numpy(), ~main)
    for index in np.flatnonzero(differing & ~program_right).tolist():
        extra = values[index] - totals[index]
        parent = above[index]
        if written[index] is None:
            cause = BLANK
        elif kegiatan[index] and parent >= 0 and program_right[parent]:
            cause = PROVEN
        elif stray[index] and abs(extra - stray[index]) <= tolerance:
            cause = STRAYS
        elif further[index] and abs(extra - further[index]) <= tolerance:
            cause = FURTHER
        elif split[index] and abs(extra + split[index]) <= tolerance:
            cause = SPLIT
        elif kegiatan[index] and parent >= 0 and fits_as_printed[parent]:
            cause = CONFIRMED
        else:
            cause = OPEN
        yield index, Difference(key, written[index], totals[index], cause)


def _is_sum(frame: pd.DataFrame, key: str, rules: RuleSet) -> Mask:
    values = or_zero(frame[key].to_numpy())
    totals = added(values, frame["induk"].to_numpy(), own_children(frame))
    return np.asarray(abs(values - totals) <= rules.toleransi_rp, dtype=bool)


def _comparable(frame: pd.DataFrame, key: str, own: Mask, unread: Collection[tuple[int, str]]) -> Mask:
    """The parents that can be held against their children in a column."""
    parents, there = frame["induk"].to_numpy(), known(frame[key].to_numpy())
    doubtful = _doubtful(frame, key, unread)
    found = has_child(parents, own & there) & ~has_child(parents, own & doubtful) & ~doubtful
    found &= main_rows(frame)
    for level in _CHILDREN:
        rows = found & rows_of_level(frame, level)
        # Parents that are left blank by habit say nothing; one blank among filled ones is an omission.
        if 2 * int((rows & there).sum()) < int(rows.sum()):
            found &= ~rows | there
    return found


def _doubtful(frame: pd.DataFrame, key: str, unread: Collection[tuple[int, str]]) -> Mask:
    if key == "realisasi_renja_rp":
        return np.asarray(frame["ragu_rp"], dtype=bool)
    return unread_rows(unread, (key,), len(frame))
