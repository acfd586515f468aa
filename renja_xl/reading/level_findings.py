"""What was inferred of the levels, with its evidence, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from renja_xl.model.findings import Finding, finding
from renja_xl.model.frame import LEVELS
from renja_xl.model.texts import sentence
from renja_xl.reading.heads import Head
from renja_xl.reading.level_search import same_sum
from renja_xl.reading.level_signs import number_in_front
from renja_xl.reading.level_telling import Told

_NEARLY_ALL = 9
_SHOWN_CELLS = 12


def level_findings(
    heads: Sequence[Head], told: Told, parents: Sequence[int], sheet: str
) -> Iterator[Finding]:
    """How each row that does not say its level was read; then rows and sums that leave doubt.

    `parents` are `urut` or 0.
    """
    averages = any(head.closed for head in heads)
    summed = frozenset() if averages else _summed_rows(told)
    evidence = {
        index: sign or _order_evidence(heads[index], told, index, summed)
        for index, sign in told.signs.items()
    }
    for index, name in evidence.items():
        head = heads[index]
        number = head.nomor or number_in_front(head.nama) or sentence("bukti.tanpa-nomor")
        yield finding(
            "kode-kosong",
            {"tingkat": told.levels[index], "bukti": sentence(f"bukti.{name}", tanda=number)},
            lembar=sheet,
            sel=head.sel,
            kolom="kode",
            nama=head.nama,
            tertulis=head.typed,
        )
    unclear = [heads[index].sel for index, sign in told.signs.items() if not sign and index not in summed]
    if unclear and not averages:
        place = ", ".join(unclear[:_SHOWN_CELLS]) + (" …" if len(unclear) > _SHOWN_CELLS else "")
        yield finding("tingkat-tidak-jelas", {"jumlah": len(unclear)}, lembar=sheet, sel=place)
    yield from _doubtful_sums(heads, told, parents, sheet)


def _order_evidence(head: Head, told: Told, index: int, summed: frozenset[int]) -> str:
    """The evidence of a row that no sign decided: averages, sums, or nothing but its place."""
    level = told.levels[index]
    if head.closed and level == "kegiatan":
        return "sesudah-rata-rata"
    first = level == "program" and index == told.levels.index("program")
    if index in summed and not first:
        return "jumlah-rp"
    return {"program": "awal", "kegiatan": "di-bawah-program"}.get(level, "di-bawah-kegiatan")


def _summed_rows(told: Told) -> frozenset[int]:
    """The rows that sums tell: nearly all of the sheet fit, and these have money and the children they need."""
    if told.shown is None or not told.exact or told.exact < _NEARLY_ALL * told.wrong:
        return frozenset()
    columns = list(told.shown.rupiah.values())
    main = [index for index, level in enumerate(told.levels) if level]
    return frozenset(
        index
        for index, below in zip(main, [*main[1:], -1], strict=True)
        if any(figures[index] for figures in columns)
        and _has_its_child(told.levels[index], told.levels[below] if below > 0 else "")
    )


def _has_its_child(level: str, below: str) -> bool:
    """Whether a program is followed by its first kegiatan, and a kegiatan by its first sub kegiatan."""
    return level == LEVELS[-1] or below == LEVELS[LEVELS.index(level) + 1]


def _doubtful_sums(
    heads: Sequence[Head], told: Told, parents: Sequence[int], sheet: str
) -> Iterator[Finding]:
    """A finding at the parent's cell for each sum that speaks against the levels."""
    levels, shown = told.levels, told.shown
    if shown is None:
        return
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        if parent and levels[index]:
            children.setdefault(parent - 1, []).append(index)
    for parent, below in sorted(children.items()):
        if levels[parent] not in ("program", "kegiatan") or told.signs.keys().isdisjoint((parent, *below)):
            continue
        for key, figures in shown.rupiah.items():
            written, parts = figures[parent], [figures[index] for index in below]
            total = sum((part for part in parts if part is not None), Decimal(0))
            if written and total and None not in parts and not same_sum(written, total):
                yield finding(
                    "tingkat-diragukan",
                    {"tingkat": levels[parent]},
                    lembar=sheet,
                    sel=shown.cell(parent, key),
                    kolom=key,
                    nama=heads[parent].nama,
                    tertulis=written,
                    seharusnya=total,
                )
