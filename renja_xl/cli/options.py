"""Options that several commands share, so that they are spelled and explained once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from renja_xl.model.rule_set import CARA
from renja_xl.model.texts import sentence

Command = TypeVar("Command", bound=Callable[..., Any])
Given = TypeVar("Given", str, tuple[str, ...], None)


class NamelessError(click.BadParameter):
    """A path was given and is empty."""


def named(context: click.Context, parameter: click.Parameter, value: Given) -> Given:
    """The callback of every path: an empty one, such as a variable that was never set leaves, is refused.

    To Python it would be the folder that somebody happens to be in.
    """
    names: tuple[str, ...] = (value,) if isinstance(value, str) else value or ()
    if not all(name.strip() for name in names):
        raise NamelessError("", context, parameter)
    return value


def _with_default(key: str, value: str) -> str:
    return f"{sentence(f'bantuan.{key}')} {sentence('bantuan.bawaan', nilai=value)}"


def _all(command: Command, options: Iterable[Callable[[Command], Command]]) -> Command:
    for option in reversed(list(options)):
        command = option(command)
    return command


def rule_options(command: Command) -> Command:
    """--aturan, --triwulan, --lembar."""
    return _all(
        command,
        (
            click.option(
                "--aturan",
                default="baku",
                metavar="NAMA|BERKAS.toml",
                help=_with_default("pilih-aturan", "baku"),
            ),
            click.option(
                "--triwulan",
                type=click.Choice(["auto", *CARA]),
                default="auto",
                help=_with_default("triwulan", "auto"),
            ),
            click.option("--lembar", metavar="NAMA", help=sentence("bantuan.lembar")),
        ),
    )


def common_options(command: Command, rinci: str = "rinci") -> Command:
    """Those of `rule_options`, and --json, -q/--senyap, -v/--rinci, whose help is the sentence of that name."""
    return rule_options(
        _all(
            command,
            (
                click.option("--json", "as_json", is_flag=True, help=sentence("bantuan.json")),
                click.option("-q", "--senyap", is_flag=True, help=sentence("bantuan.senyap")),
                click.option("-v", "--rinci", is_flag=True, help=sentence(f"bantuan.{rinci}")),
            ),
        )
    )
