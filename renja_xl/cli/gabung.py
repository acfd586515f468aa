"""`renja-xl gabung`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from renja_xl.cli.options import common_options
from renja_xl.model.findings import COLUMNS
from renja_xl.model.texts import sentence

if TYPE_CHECKING:
    from renja_xl.use_cases.gabung import GabungResult

_SOME_FAILED, _INTERRUPTED = 6, 130
_MOST_FILES = 5


@click.command("gabung", help=sentence("bantuan.gabung"))
@click.argument("sumber", nargs=-1, required=True)
@click.option("-o", "--hasil", metavar="REKAP", required=True, help=sentence("bantuan.hasil-gabung"))
@click.option("--timpa", is_flag=True, help=sentence("bantuan.timpa"))
@click.option("--daftar", metavar="BERKAS.csv", help=sentence("bantuan.daftar"))
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
@common_options
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
        _say(result, rinci)
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


def _say(result: GabungResult, rinci: bool) -> None:
    from renja_xl.use_cases.report import region_counts

    region = result.region
    click.echo(sentence("layar.gabung", **region_counts(region)), err=True)
    if region.bukan_buku:
        click.echo(sentence("layar.gabung-bukan-buku", berkas="; ".join(region.bukan_buku)), err=True)
    if region.dilewati:
        click.echo(sentence("layar.gabung-dilewati", berkas="; ".join(region.dilewati)), err=True)
    doubles = [
        f"{item.berkas} ({item.baris[COLUMNS.index('lembar')]})"
        for item in region.temuan
        if item.baris[0] == "perangkat-daerah-ganda"
    ]
    if doubles:
        shown = "; ".join(doubles[:_MOST_FILES]) + (" …" if len(doubles) > _MOST_FILES else "")
        click.echo(sentence("layar.gabung-ganda", jumlah=len(doubles), berkas=shown), err=True)
    if region.belum_ada:
        names = "; ".join(region.belum_ada)
        click.echo(sentence("layar.gabung-belum-ada", jumlah=len(region.belum_ada), nama=names), err=True)
    for item in region.temuan if rinci else ():
        words = dict(zip(COLUMNS, item.baris, strict=True))
        click.echo(f"{item.berkas}: {words['penjelasan']}", err=True)
