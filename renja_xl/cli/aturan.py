"""`renja-xl aturan`."""

from __future__ import annotations

import click

from renja_xl.model.texts import sentence


@click.command("aturan", help=sentence("bantuan.aturan"), add_help_option=False)
@click.argument("nama", required=False)
def aturan_command(nama: str | None) -> None:
    """List the rule sets, or print one."""
    from renja_xl.use_cases.aturan import aturan, aturan_toml

    if nama:
        click.echo(aturan_toml(nama), nl=False)
        return
    click.echo(sentence("layar.daftar-aturan"), err=True)
    for name, about in aturan().items():
        click.echo(f"{name}: {about}")
