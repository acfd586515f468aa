"""Click's own words in Indonesian: headings of the help, and what is wrong with a call."""

from __future__ import annotations

import click

from renja_xl.cli.options import NamelessError
from renja_xl.model.texts import entry, sentence


class IndonesianFormatter(click.HelpFormatter):
    """Help with Indonesian headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line, with its placeholders translated."""
        del prefix
        for theirs, ours in entry("bantuan.pengganti").items():
            args = args.replace(theirs, ours)
        super().write_usage(prog, args, sentence("bantuan.pakai"))

    def write_heading(self, heading: str) -> None:
        """A heading such as Pilihan."""
        super().write_heading(entry("bantuan.judul").get(heading, heading))


click.Context.formatter_class = IndonesianFormatter


def help_option() -> click.Option:
    """-h/--help, explained in Indonesian."""

    def show(context: click.Context, _: click.Parameter, value: bool) -> None:
        if value and not context.resilient_parsing:
            click.echo(context.get_help())
            context.exit()

    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        help=sentence("bantuan.bantuan"),
        callback=show,
    )


def usage_sentence(error: click.ClickException) -> str:
    """What is wrong with a call, and what would be right."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    name = context.info_name if context and context.parent else ""
    command = f"renja-xl {name}".strip()
    match error:
        case click.MissingParameter():
            return sentence("pakai.kurang", nama=_name(error), contoh=entry("pakai.contoh")[name])
        case NamelessError(param=click.Option()):
            return sentence("pakai.pilihan-kosong", nama=_name(error))
        case NamelessError():
            key = "folder-kosong" if name in entry("pakai.di-sini") else "nama-kosong"
            here = entry("pakai.di-sini").get(name, "")
            return sentence(
                f"pakai.{key}", nama=_name(error), contoh=entry("pakai.contoh")[name], di_sini=here
            )
        case click.NoSuchOption():
            return sentence("pakai.pilihan-asing", nama=error.option_name, perintah=command)
        case click.BadOptionUsage():
            return sentence("pakai.pilihan-tanpa-isi", nama=error.option_name, perintah=command)
        case click.BadParameter(param=click.Parameter(type=click.Choice() as choice)):
            return sentence("pakai.isi-asing", nama=_name(error), ada=", ".join(choice.choices))
        case click.BadParameter(param=click.Parameter(type=click.IntRange() | click.FloatRange() as numbers)):
            return sentence("pakai.bukan-angka", nama=_name(error), mulai=f"{numbers.min:g}")
        case click.UsageError(ctx=click.Context(command=click.Group() as group) as context):
            names = ", ".join(group.list_commands(context))
            return sentence("pakai.perintah-asing", ada=names)
    return sentence("pakai.lain", pesan=error.format_message())


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return parameter.human_readable_name if parameter else ""
