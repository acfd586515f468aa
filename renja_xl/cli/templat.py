"""`renja-xl templat`."""

from __future__ import annotations

import click

from renja_xl.cli.options import named
from renja_xl.model.texts import sentence


@click.command("templat", help=sentence("bantuan.templat"))
@click.argument("formulir")
@click.option(
    "-o", "--keluaran", "hasil", metavar="BERKAS", callback=named, help=sentence("bantuan.keluaran-templat")
)
@click.option("--timpa", is_flag=True, help=sentence("bantuan.timpa"))
@click.option("-q", "--senyap", is_flag=True, help=sentence("bantuan.senyap"))
def templat_command(*, formulir: str, hasil: str | None, timpa: bool, senyap: bool) -> None:
    """Write an empty form, and say where it is and what comes next."""
    from renja_xl.use_cases.templat import named_form, templat

    written = templat(formulir, hasil, timpa=timpa)
    click.echo(written)
    if not senyap:
        words = {"bentuk": named_form(formulir).lembar, "berkas": written}
        click.echo(sentence("layar.templat", **words), err=True)
