"""`renja-xl gabung`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

from renja_xl.cli.options import common_options, named
from renja_xl.model.findings import COLUMNS
from renja_xl.model.frame import NUMERALS
from renja_xl.model.texts import sentence

if TYPE_CHECKING:
    from renja_xl.model.region import Region, RegionFinding

_SOME_FAILED, _INTERRUPTED = 6, 130
# How many of a kind are named on screen; the book has all.
_MOST = 10
# What adds no money, or a budget alone.
_NAMED = ("tanpa-program", "tanpa-realisasi")
# What may have been added up twice, apart, or under another name.
_TOLD = (
    *("pagu-sama-persis", "realisasi-sama-persis", "pagu-sisa-sama"),
    *("perangkat-daerah-dan-bagian", "perangkat-daerah-mirip-lain", "perangkat-daerah-judul-lain"),
    "uang-mungkin-ribuan",
)


@click.command("gabung", help=sentence("bantuan.gabung"))
@click.argument("sumber", nargs=-1, required=True, callback=named)
@click.option(
    "-o", "--hasil", metavar="REKAP", callback=named, required=True, help=sentence("bantuan.hasil-gabung")
)
@click.option("--timpa", is_flag=True, help=sentence("bantuan.timpa"))
@click.option("--daftar", metavar="BERKAS", callback=named, help=sentence("bantuan.daftar"))
@click.option("--pola", default="", metavar="POLA", help=sentence("bantuan.pola"))
@click.option("--peringkat", metavar="ATURAN", help=sentence("bantuan.peringkat"))
@click.option(
    "--keluaran",
    multiple=True,
    type=click.Choice(["csv", "parquet"]),
    help=sentence("bantuan.keluaran-gabung"),
)
@click.option("--klaster", default="", metavar="ALAMAT", help=sentence("bantuan.klaster"))
@click.option("--proses", type=click.IntRange(min=1), metavar="N", help=sentence("bantuan.proses"))
@partial(common_options, rinci="rinci-gabung")
def gabung_command(
    *,
    sumber: tuple[str, ...],
    hasil: str,
    timpa: bool,
    daftar: str | None,
    pola: str,
    peringkat: str | None,
    keluaran: tuple[str, ...],
    klaster: str,
    proses: int | None,
    aturan: str,
    triwulan: str,
    lembar: str | None,
    as_json: bool,
    senyap: bool,
    rinci: bool,
) -> None:
    """Consolidate workbooks: say what went in, where the book is, and what is missing."""
    from renja_xl.rules.region.ranking import DEFAULT
    from renja_xl.use_cases.gabung import gabung
    from renja_xl.use_cases.report import objects_json, region_object

    with _told_when_interrupted(), _progress(not senyap and sys.stderr.isatty()) as maju:
        result = gabung(
            sumber,
            hasil,
            maju,
            aturan=aturan,
            triwulan=triwulan,
            lembar=lembar,
            timpa=timpa,
            daftar=daftar,
            pola=pola,
            peringkat=peringkat or DEFAULT,
            keluaran=keluaran,
            klaster=klaster,
            proses=proses or 0,
        )
    if not senyap:
        for line in _lines(result.region, None if rinci else _MOST):
            click.echo(line, err=True)
    for failure in result.region.gagal:
        click.echo(sentence("layar.gabung-gagal", sebab=failure.sebab), err=True)
    if as_json:
        click.echo(objects_json([region_object(result.region, result.hasil)]))
    else:
        for path in result.hasil:
            click.echo(str(path))
    sys.exit(_SOME_FAILED if result.region.gagal else 0)


@contextmanager
def _told_when_interrupted() -> Iterator[None]:
    """Unlike other commands this one leaves something behind: what was read."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"renja-xl: {sentence('layar.gabung-terputus')}", err=True)
        sys.exit(_INTERRUPTED)


@contextmanager
def _progress(shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar that grows with the workbooks that are read; None where nobody would see it."""
    if not shown:
        yield None
        return
    with click.progressbar(length=1, label=sentence("layar.membaca"), file=sys.stderr) as bar:

        def grow(done: int, whole: int) -> None:
            bar.length = whole
            bar.update(done - bar.pos)

        yield grow


def _lines(region: Region, most: int | None) -> Iterator[str]:
    """What went in and what does not count in it: at most so many of a kind, with None all and every finding.

    Findings are those of the region itself; those of cells are in the book.
    """
    from renja_xl.use_cases.report import region_counts

    yield sentence("layar.gabung", **region_counts(region))
    unread = list(dict.fromkeys(head.identitas.perangkat_daerah for head in region.heads if head.ragu))
    if unread:
        yield sentence("layar.gabung-ragu", jumlah=len(unread), nama=_joined(unread, most))
    if region.bukan_buku:
        yield sentence("layar.gabung-bukan-buku", berkas=_joined(region.bukan_buku, most))
    if region.dilewati:
        yield sentence("layar.gabung-dilewati", berkas=_joined(region.dilewati, most))
    yield from _found(region.temuan, most)
    yield from _present(region, most)


def _present(region: Region, most: int | None) -> Iterator[str]:
    """Who is behind, not there, or only for another year; who is there under a name that the list has not."""
    there = region.kehadiran
    groups = {
        "tertinggal": there.tertinggal,
        "tahun-lain": there.tahun_lain,
        "tidak-terpakai": there.tidak_terpakai,
        "belum-ada": [there.dengan_petunjuk(name) for name in there.belum_ada],
        "di-luar": there.di_luar,
    }
    period = {"tahun": there.tahun, "triwulan": NUMERALS[there.triwulan - 1]}
    for kode, names in groups.items():
        if names:
            yield sentence(f"layar.gabung-{kode}", jumlah=len(names), nama=_joined(names, most), **period)


def _found(findings: Sequence[RegionFinding], most: int | None) -> Iterator[str]:
    """Matrices that stay out, each with its reason; those that add no money or no more than a budget.

    With None all else.
    """
    doubles = [item for item in findings if item.baris[0] == "perangkat-daerah-ganda"]
    told = [item for item in findings if item.baris[0] in _TOLD]
    if doubles:
        yield sentence("layar.gabung-ganda", jumlah=len(doubles))
        yield from _listed(doubles, most)
    named = []
    for kode in _NAMED:
        without = [item for item in findings if item.baris[0] == kode]
        named += without
        if without:
            places = _joined(list(map(_place, without)), most)
            yield sentence(f"layar.gabung-{kode}", jumlah=len(without), berkas=places)
    yield from _listed(told, most)
    if most is None:
        yield from (_explained(item) for item in findings if item not in (*doubles, *named, *told))


def _listed(findings: Sequence[RegionFinding], most: int | None) -> Iterator[str]:
    """At most so many, and how many more there are."""
    yield from map(_explained, findings[:most])
    if most and len(findings) > most:
        yield sentence("layar.gabung-lagi", jumlah=len(findings) - most)


def _explained(item: RegionFinding) -> str:
    return f"{_place(item)}: {item.baris[COLUMNS.index('penjelasan')]}"


def _place(item: RegionFinding) -> str:
    return f"{item.berkas} ({item.baris[COLUMNS.index('lembar')]})"


def _joined(names: Sequence[str], most: int | None) -> str:
    return "; ".join(names[:most]) + ("; …" if most and len(names) > most else "")
