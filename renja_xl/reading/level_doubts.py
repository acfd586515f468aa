"""Parents whose Rp is not the sum of their children's, where the level of one of them had to be inferred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from renja_xl.model.findings import Finding, finding
from renja_xl.reading.heads import Head
from renja_xl.reading.level_search import same_sum
from renja_xl.reading.level_telling import Told


def doubtful_sums(heads: Sequence[Head], told: Told, parents: Sequence[int], sheet: str) -> Iterator[Finding]:
    """A finding at the parent's cell for each sum that speaks against the levels. `parents` are `urut` or 0."""
    levels, shown = told.levels, told.shown
    if shown is None:
        return
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        if parent and levels[index]:
            children.setdefault(parent - 1, []).append(index)
    for parent, below in sorted(children.items()):
        if levels[parent] not in ("program", "kegiatan") or told.inferred.isdisjoint((parent, *below)):
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
