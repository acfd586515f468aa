"""The `renja-xl` command and what becomes of every way it can end."""

from __future__ import annotations

import signal
import sys
from typing import Any, NoReturn

import click

from renja_xl.cli.aturan import aturan_command
from renja_xl.cli.gabung import gabung_command
from renja_xl.cli.isi import isi_command
from renja_xl.cli.kamus import kamus_command
from renja_xl.cli.pantau import pantau_command
from renja_xl.cli.periksa import periksa_command
from renja_xl.cli.templat import templat_command
from renja_xl.cli.words import help_option, usage_sentence
from renja_xl.model.errors import RenjaError
from renja_xl.model.texts import sentence
from renja_xl.model.version import VERSION

_UNEXPECTED, _USAGE, _INTERRUPTED = 1, 2, 130


@click.group(
    help=sentence("bantuan.renja-xl"),
    invoke_without_command=True,
    add_help_option=False,
    context_settings={"max_content_width": 100},
)
@click.pass_context
@click.version_option(VERSION, "--version", message="renja-xl %(version)s", help=sentence("bantuan.versi"))
def main(context: click.Context) -> None:
    """The commands hang below this group; without one, show what there is."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


main.params.append(help_option())

for command in (
    isi_command,
    periksa_command,
    gabung_command,
    pantau_command,
    templat_command,
    kamus_command,
    aturan_command,
):
    command.params.append(help_option())
    main.add_command(command)


def run() -> NoReturn:
    """Run the command line and leave with an exit code of the public contract."""
    _make_console_safe()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code = main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except RenjaError as error:
        _leave(error.exit_code, str(error))
    except click.ClickException as error:
        _leave(_USAGE, usage_sentence(error))
    except (KeyboardInterrupt, click.Abort):
        _leave(_INTERRUPTED, sentence("layar.terputus"))
    except Exception as error:
        if "-v" in sys.argv or "--rinci" in sys.argv:
            raise
        _leave(_UNEXPECTED, sentence("layar.tak-terduga", jenis=type(error).__name__))


def _leave(code: int, text: str) -> NoReturn:
    click.echo(f"renja-xl: {text}", err=True)
    sys.exit(code)


def _interrupt(*_: Any) -> NoReturn:
    raise KeyboardInterrupt


def _make_console_safe() -> None:
    """A Windows console that lacks a letter shows another one instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
