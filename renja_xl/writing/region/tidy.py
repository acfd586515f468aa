"""A region as one long table for other programs: one row per indicator and figure, as CSV or Parquet.

Written part by part: never more than one matrix is held. docs/data.md has the columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from renja_xl.model.errors import OutputError
from renja_xl.model.frame import DATA, Column
from renja_xl.model.part import Bodies, Part
from renja_xl.writing.output import atomic_output

RUPIAH, PERSEN = "rupiah", "persen"
_MEASURES = {"kinerja": "", "rupiah": RUPIAH, "persen": PERSEN}
_FIGURES = tuple(column for column in DATA if column.jenis in _MEASURES)
TIDY = (
    Column(
        "perangkat_daerah",
        "teks",
        "nama perangkat daerah",
        "judul, daftar, nama lembar, berkas atau foldernya",
    ),
    Column("tahun", "urut", "tahun Renja; kosong bila tidak diketahui", "judul atau nama berkas"),
    Column("triwulan", "urut", "triwulan terakhir, 1 sampai 4", "judul, nama berkas atau angkanya"),
    Column("berkas", "teks", "letak berkas, seperti disebut atau ditemukan", "-"),
    Column("lembar", "teks", "nama lembar matriks", "-"),
    Column("urut", "urut", "nomor urut indikator dalam matriksnya, mulai 1", "-"),
    *(column for column in DATA if column.nama in ("level", "jenis", "kode", "nama", "indikator", "satuan")),
    Column("ukuran", "teks", "nama kolom `Data` tempat angka ini berada, misalnya `tw1_rp`", "-"),
    Column(
        "satuan_nilai",
        "teks",
        "isi `satuan` untuk K, rupiah untuk Rp, persen untuk persentase",
        "-",
    ),
    Column("nilai", "kinerja", "angkanya; yang kosong tidak menjadi baris", "-"),
)
TIDY_NAMES = tuple(column.nama for column in TIDY)
_INDICATOR = ("urut", "level", "jenis", "kode", "nama", "indikator", "satuan")
_DIGITS = 10
_PLACES = Decimal(1).scaleb(-_DIGITS)
# A row group of Parquet holds at least so many rows, but the last.
_GROUP = 100_000
_Rows = Sequence[Sequence[Any]]


def write_csv(bodies: Bodies, target: Path, *, overwrite: bool) -> int:
    """The long table as CSV (UTF-8 with mark, RFC 4180, dots for decimals); how many rows it has.

    Figures are the exact texts of the matrices. Raises OutputError; the file appears whole or not at all.
    """
    count = 0
    with (
        atomic_output(target, overwrite=overwrite) as temporary,
        temporary.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        lines = csv.writer(file)
        lines.writerow(TIDY_NAMES)
        for part in bodies():
            for indicator, figures in _indicators(part):
                # The front of the line is the same for every figure, so it is quoted once.
                front = _line(indicator)
                for column, value in figures:
                    measure = _MEASURES[column.jenis]
                    end = _line((column.nama, measure or indicator[-1], value))
                    file.write(f"{front},{end}\r\n")
                    count += 1
    return count


def write_parquet(bodies: Bodies, target: Path, *, overwrite: bool) -> int:
    """The long table as Parquet, in row groups; how many rows it has.

    `nilai` is decimal128(38, 10), rounded half up at the tenth decimal. Raises OutputError where pyarrow is not
    installed or the file cannot be written; the file appears whole or not at all.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise OutputError("tanpa-pyarrow", berkas=target) from None
    schema = _schema(pa)
    count = 0
    with atomic_output(target, overwrite=overwrite) as temporary, pq.ParquetWriter(temporary, schema) as file:
        for rows in _groups(bodies):
            arrays = [
                pa.array(values, type=field.type)
                for values, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            file.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(rows)
    return count


def _schema(pa: Any) -> Any:
    kinds = {
        "teks": pa.dictionary(pa.int32(), pa.string()),
        "urut": pa.int32(),
        "kinerja": pa.decimal128(38, _DIGITS),
    }
    return pa.schema([(column.nama, kinds[column.jenis]) for column in TIDY])


def _groups(bodies: Bodies) -> Iterator[_Rows]:
    rows: list[Sequence[Any]] = []
    for part in bodies():
        for indicator, figures in _indicators(part):
            front = _typed(indicator)
            for column, value in figures:
                measure = _MEASURES[column.jenis]
                rows.append((*front, column.nama, measure or front[-1], exact(value)))
        if len(rows) >= _GROUP:
            yield rows
            rows = []
    if rows:
        yield rows


def exact(text: str) -> Decimal:
    """A figure with at most ten decimals, half up."""
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    return (
        value.quantize(_PLACES, ROUND_HALF_UP) if isinstance(exponent, int) and exponent < -_DIGITS else value
    )


def _indicators(part: Part) -> Iterator[tuple[tuple[str, ...], list[tuple[Column, str]]]]:
    """Each indicator: what its rows begin with, and the figures it has."""
    who, where = part.head.identitas, part.head.asal
    front = (
        *(who.perangkat_daerah, str(who.tahun or ""), str(who.triwulan or "")),
        *(where.berkas, where.lembar),
    )
    names = [part.kolom[name] for name in _INDICATOR]
    measured = [part.kolom[column.nama] for column in _FIGURES]
    for indicator, values in zip(zip(*names, strict=True), zip(*measured, strict=True), strict=True):
        figures = [(column, value) for column, value in zip(_FIGURES, values, strict=True) if value]
        yield (*front, *(text or "" for text in indicator)), figures


def _typed(front: Sequence[str]) -> list[Any]:
    """Numbers as numbers, blanks as None."""
    return [
        (int(text) if column.jenis == "urut" else text) if text else None
        for column, text in zip(TIDY, front, strict=False)
    ]


def _line(values: Sequence[str]) -> str:
    """Values as CSV, without the end of a line."""
    if not any(letter in value for value in values for letter in ',"\r\n'):
        return ",".join(values)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(values)
    return buffer.getvalue()
