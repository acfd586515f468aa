"""`renja-xl gabung`: the workbooks of a region in one book.

The map step (`bring`: one workbook to its parts) runs wherever `spread` puts it; what it gives is kept on disk
(`store`) until the reduce step (`reduce`) has made the region of it and written it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Unpack

from renja_xl.model.errors import InputError, OutputError, UsageError
from renja_xl.model.file_place import same_file
from renja_xl.model.part import Failure
from renja_xl.model.region import Region
from renja_xl.model.texts import printable
from renja_xl.reading.agency import identity_by_pattern
from renja_xl.reading.agency_list import Listed, read_agency_list
from renja_xl.rules.region.listed import Known
from renja_xl.rules.region.ranking import DEFAULT, ranking_rule
from renja_xl.use_cases.gabung.bring import Order, bring, lost
from renja_xl.use_cases.gabung.ours import is_written_here
from renja_xl.use_cases.gabung.reduce import bodies_of, region_of
from renja_xl.use_cases.gabung.sources import Found, find_sources, no_sources
from renja_xl.use_cases.gabung.store import Kept, Store
from renja_xl.use_cases.isi import Dasar, rules_of
from renja_xl.use_cases.spread import spread
from renja_xl.writing.output import check_output
from renja_xl.writing.region.book import write_region
from renja_xl.writing.region.tidy import write_csv, write_parquet

BOOK = ".xlsx"
_TABLES = {".csv": write_csv, ".parquet": write_parquet}


class Pilihan(Dasar, total=False):
    """What a caller of `gabung` may choose besides.

    `daftar` is the list of agencies (CSV or a workbook), `pola` how file names are made
    (`{perangkat_daerah}_{tahun}`), `peringkat` the ranking rule (`capaian_renja_k=50,serapan_rp=50`), `keluaran`
    further tables (csv, parquet) beside the book, `klaster` the address of a Dask scheduler, `proses` how many
    processes of this machine.
    """

    daftar: str | Path | None
    pola: str
    peringkat: str
    keluaran: Sequence[str]
    klaster: str
    proses: int


@dataclass(frozen=True, slots=True)
class GabungResult:
    """What `gabung` did: the files it wrote, and the region in them."""

    hasil: tuple[Path, ...]
    region: Region


def gabung(
    sumber: Iterable[str | Path],
    hasil: str | Path,
    maju: Callable[[int, int], None] | None = None,
    **pilihan: Unpack[Pilihan],
) -> GabungResult:
    """Read every workbook of the sources and write the region's book, or the tables that `hasil` ends in.

    `maju` is told how many workbooks of how many are read. A workbook that cannot be read is told in the region.
    Raises UsageError, InputError for a source that is not there or where none can be read, OutputError.
    """
    target = Path(hasil)
    targets = _targets(target, pilihan.get("keluaran", ()))
    for place in targets:
        check_output(place, None, overwrite=pilihan.get("timpa", False), ending=place.suffix.lower())
    listing = [Path(path)] if (path := pilihan.get("daftar")) else []
    listed = read_agency_list(listing[0]) if listing else ()
    weights = ranking_rule(pilihan.get("peringkat", DEFAULT))
    order = _order(listed, listing, pilihan)
    sources = find_sources(sumber, listing)
    _refuse_inputs(targets, [*(Path(item.berkas) for item in sources.found), *listing])
    with Store(target, order) as store:
        kept, unread, lists = _read_all(sources.found, order, store, maju, pilihan)
        failures = [*sources.failures, *unread]
        if not kept and not failures:
            raise no_sources([*sources.passed, *lists], sources.documents)
        if not kept:
            raise InputError(
                "gabung-tanpa-matriks", jumlah=len(failures), sebab=failures[0].sebab.rstrip(".")
            )
        region, places = region_of(
            kept, failures, order.daftar, weights, [*sources.passed, *lists], sources.documents
        )
        bodies = partial(bodies_of, region, places)
        for place in targets:
            if place.suffix.lower() == BOOK:
                write_region(region, bodies, place, overwrite=pilihan.get("timpa", False))
            else:
                _TABLES[place.suffix.lower()](bodies, place, overwrite=pilihan.get("timpa", False))
    return GabungResult(tuple(targets), region)


def _targets(target: Path, tables: Sequence[str]) -> list[Path]:
    """The book, or the table that the name ends in; then the tables asked for beside it."""
    ending = target.suffix.lower()
    if ending not in (BOOK, *_TABLES):
        raise UsageError("gabung-akhiran", berkas=target)
    return list(dict.fromkeys((target, *(target.with_suffix(f".{name}") for name in tables))))


def _refuse_inputs(targets: Sequence[Path], inputs: Sequence[Path]) -> None:
    """No input is ever overwritten, whatever was allowed; an earlier book of ours is none.

    Raises OutputError.
    """
    for target in targets:
        if any(same_file(target, path) for path in inputs) and not is_written_here(target):
            raise OutputError("hasil-masukan", berkas=target)


def _order(listed: Sequence[Listed], listing: Sequence[Path], pilihan: Pilihan) -> Order:
    """How the workbooks are to be read; every rule set is loaded here, once, those of the list from beside it."""
    rules = {"": rules_of(pilihan)}
    for one in listed:
        if one.aturan:
            beside = listing[0].parent / one.aturan
            name = str(beside) if beside.is_file() else one.aturan
            rules[one.perangkat_daerah] = rules_of({**_base(pilihan), "aturan": name})
    pattern = pilihan.get("pola", "")
    if pattern:
        identity_by_pattern("", pattern)
    known = tuple(Known(one.perangkat_daerah, one.singkatan, one.berkas) for one in listed)
    return Order(rules, known, pattern, pilihan.get("lembar"))


def _base(pilihan: Pilihan) -> Dasar:
    return {"triwulan": pilihan.get("triwulan", "auto")}


def _read_all(
    found: Sequence[Found],
    order: Order,
    store: Store,
    maju: Callable[[int, int], None] | None,
    pilihan: Pilihan,
) -> tuple[list[Kept], list[Failure], list[str]]:
    """The parts of every workbook: those kept from an interrupted call, and the others read now.

    Then what could not be read, and which are lists of agencies.
    """
    parts = {item: kept for item in found if (kept := store.known(item)) is not None}
    failures: dict[Found, Failure] = {}
    lists: set[Found] = set()
    waiting = [item for item in found if item not in parts]
    results = spread(
        partial(bring, order=order),
        waiting,
        partial(lost, order=order),
        cluster=pilihan.get("klaster", ""),
        processes=pilihan.get("proses", 0),
    )
    if maju:
        maju(len(parts), len(found))
    for done, (item, brought) in enumerate(results, start=len(parts) + 1):
        if brought.failure:
            failures[item] = brought.failure
        if brought.is_list:
            lists.add(item)
        # What gave no part is read again by the next call, which has to tell it.
        parts[item] = store.keep(item, brought.parts, whole=not brought.failure and not brought.is_list)
        if maju:
            maju(done, len(found))
    kept = [part for item in found for part in parts.get(item, ())]
    return (
        kept,
        [failures[item] for item in found if item in failures],
        [printable(item.berkas) for item in found if item in lists],
    )
