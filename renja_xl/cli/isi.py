"""`renja-xl isi`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from renja_xl.cli.options import common_options, named
from renja_xl.model.texts import sentence

if TYPE_CHECKING:
    from renja_xl.use_cases.isi import IsiResult


@click.command("isi", help=sentence("bantuan.isi"))
@click.argument("matriks", callback=named)
@click.option("-o", "--keluaran", "hasil", metavar="HASIL", callback=named, help=sentence("bantuan.keluaran"))
@click.option("--timpa", is_flag=True, help=sentence("bantuan.timpa"))
@click.option("--kamus", metavar="BERKAS", callback=named, help=sentence("bantuan.pilih-kamus"))
@click.option("--tahun-lalu", metavar="HASIL", callback=named, help=sentence("bantuan.tahun-lalu"))
@common_options
def isi_command(
    *,
    matriks: str,
    hasil: str | None,
    timpa: bool,
    kamus: str | None,
    tahun_lalu: str | None,
    aturan: str,
    triwulan: str,
    lembar: str | None,
    as_json: bool,
    senyap: bool,
    rinci: bool,
) -> None:
    """Fill one matrix, say what was done, where the result is and what to look at first."""
    from renja_xl.use_cases.isi import isi_semua
    from renja_xl.use_cases.report import filled_sentence, first_look, results_json

    results = isi_semua(
        matriks,
        hasil,
        aturan=aturan,
        triwulan=triwulan,
        lembar=lembar,
        tahun_lalu=tahun_lalu,
        kamus=kamus,
        timpa=timpa,
    )
    for result in results:
        if len(results) > 1 and not senyap:
            click.echo(sentence("layar.lembar", lembar=result.filled.matrix.place.sheet), err=True)
        if rinci:
            _say_findings(result)
        if not senyap:
            click.echo(filled_sentence(result.filled), err=True)
        if not as_json:
            click.echo(str(result.hasil))
        if not senyap:
            click.echo(first_look(result.filled), err=True)
    if as_json:
        click.echo(results_json(results))


def _say_findings(result: IsiResult) -> None:
    for item in result.filled.findings:
        words = {"tingkat": item.tingkat, "sel": item.sel, "kode": item.kode, "penjelasan": item.penjelasan}
        click.echo(sentence("layar.rinci-temuan", **words), err=True)
