"""`renja-xl isi`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from renja_xl.cli.options import common_options
from renja_xl.model.texts import sentence

if TYPE_CHECKING:
    from renja_xl.use_cases.isi import IsiResult


@click.command("isi", help=sentence("bantuan.isi"))
@click.argument("matriks")
@click.option("-o", "--keluaran", "hasil", metavar="HASIL", help=sentence("bantuan.keluaran"))
@click.option("--timpa", is_flag=True, help=sentence("bantuan.timpa"))
@click.option("--kamus", metavar="BERKAS", help=sentence("bantuan.pilih-kamus"))
@click.option("--tahun-lalu", metavar="HASIL", help=sentence("bantuan.tahun-lalu"))
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
    from renja_xl.use_cases.report import results_json

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
            _say_filled(result)
        if not as_json:
            click.echo(str(result.hasil))
        if not senyap:
            _say_first_look(result)
    if as_json:
        click.echo(results_json(results))


def _say_filled(result: IsiResult) -> None:
    from renja_xl.use_cases.report import counts, headline

    click.echo(sentence("layar.terisi", **counts(result.filled), **headline(result.filled)), err=True)


def _say_first_look(result: IsiResult) -> None:
    from renja_xl.use_cases.report import counts

    found = result.filled.findings
    if not found:
        click.echo(sentence("layar.tanpa-temuan"), err=True)
        return
    first = found[0]
    # The first statement is enough on screen; the sheet has the rest.
    statement = re.split(r"[;.] ", first.penjelasan)[0].rstrip(".")
    words = {"sel": f"{first.lembar}!{first.sel}", "penjelasan": statement}
    click.echo(sentence("layar.temuan", **counts(result.filled), **words), err=True)


def _say_findings(result: IsiResult) -> None:
    for item in result.filled.findings:
        words = {"tingkat": item.tingkat, "sel": item.sel, "kode": item.kode, "penjelasan": item.penjelasan}
        click.echo(sentence("layar.rinci-temuan", **words), err=True)
