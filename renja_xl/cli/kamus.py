"""`renja-xl kamus`."""

from __future__ import annotations

import click

from renja_xl.cli.options import named, rule_options
from renja_xl.model.texts import sentence


@click.command("kamus", help=sentence("bantuan.kamus"))
@click.argument("matriks", callback=named)
@click.option(
    "-o", "--keluaran", "hasil", metavar="HASIL", callback=named, help=sentence("bantuan.keluaran-kamus")
)
@click.option("--timpa", is_flag=True, help=sentence("bantuan.timpa"))
@rule_options
@click.option("-q", "--senyap", is_flag=True, help=sentence("bantuan.senyap"))
def kamus_command(
    *,
    matriks: str,
    hasil: str | None,
    timpa: bool,
    aturan: str,
    triwulan: str,
    lembar: str | None,
    senyap: bool,
) -> None:
    """Write a dictionary to start from, and say what is still a proposal."""
    from renja_xl.use_cases.kamus import kamus

    result = kamus(matriks, hasil, aturan=aturan, triwulan=triwulan, lembar=lembar, timpa=timpa)
    if not senyap:
        click.echo(sentence("layar.kamus", jumlah=len(result.entries), usulan=result.usulan), err=True)
    click.echo(str(result.hasil))
    if not senyap:
        click.echo(sentence("layar.kamus-lanjut", matriks=matriks, berkas=result.hasil), err=True)
