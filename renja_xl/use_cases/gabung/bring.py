"""The map step: one workbook to its parts. It runs in another process, or on another machine."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from renja_xl.model.errors import InputError, RenjaError
from renja_xl.model.file_place import file_place
from renja_xl.model.findings import finding, finding_row
from renja_xl.model.form import load_forms
from renja_xl.model.frame import DATA_NAMES, own_columns
from renja_xl.model.matrix import Matrix
from renja_xl.model.part import (
    FIGURES,
    PREDICATES,
    Failure,
    Habits,
    Head,
    Identity,
    Origin,
    Part,
    ProgramRow,
    as_json,
)
from renja_xl.model.result import Filled
from renja_xl.model.rule_set import RuleSet, plain_code
from renja_xl.model.texts import printable, sentence, system_reason
from renja_xl.reading.agency import identity_by_pattern
from renja_xl.reading.agency_list import is_agency_list
from renja_xl.reading.digest import file_sha256
from renja_xl.reading.matrix import read_matrices
from renja_xl.rules.region.amounts import usual_budget
from renja_xl.rules.region.identity import identify
from renja_xl.rules.region.listed import Known
from renja_xl.rules.region.progress import filled_quarters, money_by_quarter
from renja_xl.rules.rows import doubtful_rows, main_rows, rows_of_level
from renja_xl.use_cases.fill import Source, fill
from renja_xl.use_cases.gabung.scaled import scaled, scaled_failure
from renja_xl.use_cases.gabung.sources import Found
from renja_xl.use_cases.gabung.stated import in_place, in_sheets
from renja_xl.use_cases.report import counts

# The settings of averages that decide whether Excel's own formula gives the same, by their keys in TOML.
_AVERAGES = {
    "rata_rata.indikator": "rata_rata_indikator",
    "rata_rata.nol": "rata_rata_nol",
    "rata_rata.bobot": "rata_rata_bobot",
    "rata_rata.tanpa_nilai": "rata_rata_tanpa_nilai",
    "capaian.batas_100": "batas_100",
}
_URUSAN = ("urusan", "bidang")
_MONEY = ("target_renja_rp", "realisasi_renja_rp")
_SILENT = Identity()
_PROGRAM_COLUMNS = ("kode", "nama", "jenis", *_MONEY, "capaian_renja_k", "capaian_renja_rp")


@dataclass(frozen=True, slots=True)
class Order:
    """How every workbook is to be read: plain data, so that it can be sent to another machine.

    `aturan` are the rule sets by agency, the one for all others under "".
    """

    aturan: Mapping[str, RuleSet]
    daftar: tuple[Known, ...]
    pola: str
    lembar: str | None


class Brought(NamedTuple):
    """What one workbook gave: its parts as JSON, head and body, and why there are none or not all.

    One that `is_list` is no matrix but a list of agencies.
    """

    parts: tuple[tuple[str, str], ...]
    failure: Failure | None
    is_list: bool = False


def bring(found: Found, order: Order) -> Brought:
    """The parts of one workbook, one for each matrix; what cannot be read is a `Failure` and stops nothing."""
    try:
        # Where pyarrow is installed pandas keeps texts in it, which costs a quarter more on sheets of this size.
        with pd.option_context("mode.string_storage", "python"), _local(found.berkas) as path:
            source = _Source(path, found, file_sha256(path))
            matrices = _matrices(path, order)
            if not matrices:
                return Brought((), None, is_list=True)
            called = _called(printable(found.berkas), order)[1]
            stated = in_sheets(matrices, path.stem, called, order.daftar)
            parts = tuple(
                as_json(_part(source, place, matrix, stated[place], order))
                for place, matrix in enumerate(matrices)
                if not scaled([matrix])
            )
            left_out = [whose for matrix, whose in zip(matrices, stated, strict=True) if scaled([matrix])]
        agencies = dict.fromkeys(_agency(found, order, *whose) for whose in left_out)
        return Brought(parts, scaled_failure(printable(found.berkas), matrices, tuple(agencies)))
    except RenjaError as error:
        # What lies elsewhere is named by its address, not by where it was fetched to.
        named = {"berkas": printable(found.berkas)} if "berkas" in error.isi else {}
        return _failed(found, order, str(type(error)(error.kode, **error.isi | named)))
    except Exception as error:  # noqa: BLE001  one workbook never stops the others, whatever is in it
        kind = type(error).__name__
        why = sentence("galat.berkas-tak-terduga", berkas=printable(found.berkas), jenis=kind)
        return _failed(found, order, why)


def _matrices(path: Path, order: Order) -> list[Matrix]:
    """The matrices of a workbook; none where it is a list of agencies.

    Raises InputError for any other without one.
    """
    try:
        return read_matrices(path, load_forms(), order.lembar, order.aturan[""].skala)
    except InputError:
        # Looked for only here: opening each workbook once more would cost as much as reading it.
        if is_agency_list(path):
            return []
        raise


def lost(found: Found, order: Order) -> Brought:
    """What stands for a workbook whose worker was lost again and again."""
    return _failed(found, order, sentence("galat.pekerja-hilang", berkas=printable(found.berkas)))


def _failed(found: Found, order: Order, why: str) -> Brought:
    """A workbook of which nothing but its name was read, which may still tell whose it is."""
    return Brought((), Failure(printable(found.berkas), why, (_agency(found, order),)))


@contextmanager
def _local(place: str) -> Iterator[Path]:
    """The workbook as a file of this machine; one from elsewhere is fetched for as long as it is needed."""
    if "://" not in place:
        yield Path(place)
        return
    import fsspec

    with tempfile.TemporaryDirectory(prefix="renja-") as folder:
        path = Path(folder) / place.rpartition("/")[2]
        try:
            with fsspec.open(place, "rb") as remote:
                path.write_bytes(remote.read())
        except OSError as error:
            raise _unreachable(place, error) from error
        yield path


def _unreachable(place: str, error: OSError) -> InputError:
    return InputError("tak-terjangkau", berkas=place, sebab=system_reason(error))


class _Source(NamedTuple):
    """A workbook as a file of this machine, where it was found, and its digest."""

    path: Path
    found: Found
    digest: str


def _part(
    source: _Source, place: int, matrix: Matrix, stated: tuple[Identity, Identity], order: Order
) -> Part:
    """The matrix at a place among those of its workbook, filled by the rules of its agency.

    `stated` is what its titles and its sheet's name state.
    """
    berkas = printable(source.found.berkas)
    name, called, fits = _called(berkas, order)
    # Whose it is decides by which rules it is filled; the last quarter is known only then.
    agency = _agency(source.found, order, *stated)
    usual = order.aturan[""]
    rules = order.aturan.get(agency, usual)
    if rules.skala != usual.skala:
        # Its own scales decide what may be written instead of a figure.
        matrix = read_matrices(source.path, load_forms(), order.lembar, rules.skala)[place]
    filled = fill(matrix, rules, Source(name, source.digest))
    identity, said = identify(*stated, called, filled.terisi, name, order.daftar)
    if order.pola and not fits:
        said.append(
            finding("pola-tidak-cocok", {"pola": order.pola}, kolom="perangkat_daerah", tertulis=name)
        )
    said = [replace(item, lembar=matrix.place.sheet) for item in said]
    filled = replace(filled, findings=[*said, *filled.findings])
    origin = Origin(berkas, matrix.place.sheet, source.digest, source.found.diubah)
    return Part(
        head=_head(filled, origin, identity),
        kolom={column: _texts(filled.frame[column]) for column in DATA_NAMES},
        temuan=[finding_row(item) for item in filled.findings],
    )


def _agency(found: Found, order: Order, titles: Identity = _SILENT, tab: Identity = _SILENT) -> str:
    """Whose matrix it is by what its titles and its sheet's name state, and by what the workbook is called."""
    name, called, _ = _called(printable(found.berkas), order)
    return identify(titles, tab, called, 0, name, order.daftar)[0].perangkat_daerah


def _called(berkas: str, order: Order) -> tuple[str, Identity, bool]:
    """A workbook's name, what that or its folder states, and whether by the pattern for names."""
    place = file_place(berkas)
    by_pattern = identity_by_pattern(place.stem, order.pola) if order.pola else None
    return place.nama, by_pattern or in_place(place.stem, place.folder), by_pattern is not None


def _head(filled: Filled, origin: Origin, identity: Identity) -> Head:
    frame = filled.frame
    whole = filled.rekap[filled.rekap["cakupan"] == "seluruh_program"].iloc[0]
    return Head(
        asal=origin,
        identitas=identity,
        kebiasaan=_habits(filled),
        jumlah=counts(filled),
        angka={name: whole[name] for name in FIGURES},
        predikat={name: whole[name] for name in PREDICATES},
        terisi=filled_quarters(frame),
        realisasi=money_by_quarter(frame, filled.decisions["rp"].berjalan),
        program=_programs(frame),
        baris=len(frame),
        nama_urusan=_urusan(frame),
        pagu_lazim=usual_budget(frame),
    )


def _urusan(frame: pd.DataFrame) -> dict[str, str]:
    """The names of the urusan and bidang urusan that the sheet prints, by code."""
    rows = zip(*(frame[name].tolist() for name in ("level", "kode", "nama")), strict=True)
    return {plain_code(kode): nama for level, kode, nama in rows if level in _URUSAN and kode}


def _habits(filled: Filled) -> Habits:
    frame, rules = filled.frame, filled.rules
    return Habits(
        bentuk=filled.matrix.form.lembar,
        aturan=rules.nama,
        cara_k=filled.decisions["k"].cara,
        cara_rp=filled.decisions["rp"].cara,
        kolom=tuple(name for name in DATA_NAMES if name in filled.matrix.place.letters),
        kolom_sendiri=tuple(own_columns(frame)),
        satuan=tuple(sorted(set(frame["satuan"]) - {""})),
        rata_rata={key: str(getattr(rules, name)) for key, name in _AVERAGES.items()},
    )


def _programs(frame: pd.DataFrame) -> tuple[ProgramRow, ...]:
    """The rows of level program, with how many kegiatan and sub kegiatan stand below each main one."""
    levels, kinds, parents = (frame[name].tolist() for name in ("level", "jenis", "induk"))
    below: Counter[tuple[int, str]] = Counter()
    for level, kind, parent in zip(levels, kinds, parents, strict=True):
        if kind == "utama":
            above = parent
            while above and levels[above - 1] != "program":
                above = parents[above - 1]
            below[above, level] += 1
    rows = np.flatnonzero(rows_of_level(frame, "program"))
    doubtful = main_rows(frame) & np.any([doubtful_rows(frame, key) for key in _MONEY], axis=0)
    columns = (frame[name].to_numpy()[rows].tolist() for name in _PROGRAM_COLUMNS)
    found = []
    for urut, *values in zip((rows + 1).tolist(), *columns, strict=True):
        row = dict(zip(_PROGRAM_COLUMNS, values, strict=True))
        # A further indicator has nothing below it; 0 is what has no program above it.
        counts = [
            below[urut, level] if row["jenis"] == "utama" else 0 for level in ("kegiatan", "subkegiatan")
        ]
        ragu = bool(doubtful[urut - 1])
        found.append(ProgramRow(**row, kegiatan=counts[0], subkegiatan=counts[1], ragu=ragu))
    return tuple(found)


def _texts(column: pd.Series) -> list[str | None]:
    """A column as it goes into the book: figures in full, blanks as None."""
    return [_text(value) for value in column.tolist()]


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
