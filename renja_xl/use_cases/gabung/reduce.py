"""The reduce step: from the parts of all workbooks to the region, and to its book or tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from renja_xl.model.form import load_urusan
from renja_xl.model.part import Failure, Part
from renja_xl.model.region import Region
from renja_xl.rules.region.amounts import amount_findings
from renja_xl.rules.region.contradicted import by_file_name
from renja_xl.rules.region.differences import differences
from renja_xl.rules.region.doubled import doubled_findings
from renja_xl.rules.region.groups import by_program, by_urusan
from renja_xl.rules.region.left_out import (
    other_year_findings,
    superseded_findings,
    unrealised_findings,
    without_program_findings,
)
from renja_xl.rules.region.listed import Known
from renja_xl.rules.region.newest import newest
from renja_xl.rules.region.presence import presence
from renja_xl.rules.region.ranking import ranked
from renja_xl.rules.region.remainder import remainder_findings
from renja_xl.rules.region.similar import exact_first
from renja_xl.rules.region.units import unit_findings
from renja_xl.rules.region.whole import progress, wholes
from renja_xl.rules.region.years import with_years
from renja_xl.use_cases.gabung.store import Kept, part_of


def region_of(
    kept: Iterable[Kept],
    failures: Sequence[Failure],
    known: Sequence[Known],
    weights: Mapping[str, Decimal],
    passed: Sequence[str],
    documents: Sequence[str],
) -> tuple[Region, list[Path]]:
    """The region, and where the rows of each of its heads are, in their order.

    `passed` are files that are no matrix, `documents` such as are no workbook.
    """
    parts = list(kept)
    places = {part.head.asal: part.isi for part in parts}
    stated, similar = exact_first([part.head for part in parts])
    stated, inferred = with_years(stated)
    stated, left_over = by_file_name(stated)
    heads, superseded = newest(stated)
    programs = by_program(heads)
    region = Region(
        heads=heads,
        peringkat=ranked(heads, weights),
        kemajuan=[progress([head]) for head in heads],
        seluruh=wholes(heads),
        bobot=weights,
        kehadiran=presence(heads, stated, failures, known),
        gagal=failures,
        temuan=[
            *similar,
            *inferred,
            *left_over,
            *unit_findings(heads, stated),
            *doubled_findings(heads),
            *remainder_findings(heads, stated),
            *amount_findings(heads),
            *superseded_findings(superseded),
            *other_year_findings(heads),
            *without_program_findings(heads),
            *unrealised_findings(heads),
        ],
        urusan=by_urusan(heads, load_urusan()),
        program=programs,
        perbedaan=differences(heads, programs),
        dilewati=passed,
        bukan_buku=documents,
    )
    return region, [places[head.asal] for head in heads]


def bodies_of(region: Region, places: Sequence[Path]) -> Iterator[Part]:
    """Every matrix with its rows and findings, one after the other."""
    for head, place in zip(region.heads, places, strict=True):
        yield part_of(head, place)
