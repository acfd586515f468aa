"""The reduce step: from the parts of all workbooks to the region, and to its book or tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from renja_xl.model.findings import Finding, finding
from renja_xl.model.form import load_urusan
from renja_xl.model.region import Failure, Head, Region, RegionFinding, finding_row
from renja_xl.model.texts import sentence
from renja_xl.rules.region.differences import differences
from renja_xl.rules.region.groups import all_programs, by_program, by_urusan
from renja_xl.rules.region.identity import Known, agency_key
from renja_xl.rules.region.newest import Superseded, newest
from renja_xl.rules.region.ranking import ranked
from renja_xl.rules.region.whole import progress, wholes
from renja_xl.use_cases.gabung.store import Kept, body_of

Body = tuple[Head, Mapping[str, Sequence[str | None]], Sequence[Sequence[str]]]


def region_of(
    kept: Iterable[Kept],
    failures: Sequence[Failure],
    known: Sequence[Known],
    weights: Mapping[str, Decimal],
    method: Mapping[str, str],
) -> tuple[Region, list[Path]]:
    """The region, and where the rows of each of its heads are, in their order."""
    parts = list(kept)
    places = {(part.head.asal.berkas, part.head.asal.lembar): part.isi for part in parts}
    heads, superseded = newest([part.head for part in parts])
    there = {agency_key(head.identitas.perangkat_daerah) for head in heads}
    said = [*_superseded(superseded), *_other_years(heads)]
    region = Region(
        heads=heads,
        peringkat=ranked(heads, weights),
        kemajuan=[progress([head]) for head in heads],
        seluruh=wholes(heads),
        bobot=weights,
        belum_ada=[one.nama for one in known if agency_key(one.nama) not in there],
        gagal=failures,
        temuan=said,
        urusan=by_urusan(heads, load_urusan()),
        program=by_program(heads),
        seluruh_program=all_programs(heads),
        perbedaan=differences(heads),
        metode=method,
    )
    return region, [places[head.asal.berkas, head.asal.lembar] for head in heads]


def bodies_of(region: Region, places: Sequence[Path]) -> Iterator[Body]:
    """Every matrix with its rows and findings, one after the other."""
    for head, place in zip(region.heads, places, strict=True):
        columns, findings = body_of(place)
        yield head, columns, findings


def _superseded(left_out: Iterable[Superseded]) -> Iterator[RegionFinding]:
    """Matrices of an agency that has a newer one."""
    for old, new, why in left_out:
        blanks: dict[str, object] = {
            "sebab": sentence(
                f"lebih-baru.{why}",
                tahun=new.identitas.tahun or "-",
                triwulan=new.identitas.triwulan or "-",
            ),
            "berkas": new.asal.berkas,
            "lembar": new.asal.lembar,
        }
        yield _of(old, finding("perangkat-daerah-ganda", blanks, kolom="perangkat_daerah"))


def _other_years(heads: Sequence[Head]) -> Iterator[RegionFinding]:
    """Matrices of another year than most."""
    years = Counter(head.identitas.tahun for head in heads if head.identitas.tahun)
    usual = years.most_common(1)[0][0] if years else 0
    for head in heads:
        year = head.identitas.tahun
        if usual and year != usual:
            blanks: dict[str, object] = {"tahun": year or "-", "umumnya": usual}
            yield _of(head, finding("tahun-lain", blanks, kolom="tahun", tertulis=str(year or "")))


def _of(head: Head, item: Finding) -> RegionFinding:
    located = replace(item, lembar=head.asal.lembar)
    return RegionFinding(head.asal.berkas, head.identitas.perangkat_daerah, finding_row(located))
