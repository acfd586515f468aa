"""Options that several commands share, so that they are spelled and explained once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from renja_xl.model.texts import sentence

Command = TypeVar("Command", bound=Callable[..., Any])


def _with_default(key: str, value: str) -> str:
    return f"{sentence(f'bantuan.{key}')} {sentence('bantuan.bawaan', nilai=value)}"


def common_options(command: Command) -> Command:
    """--aturan, --triwulan, --lembar, --json, -q/--senyap, -v/--rinci."""
    for option in reversed(
        (
            click.option(
                "--aturan",
                default="baku",
                metavar="NAMA|BERKAS.toml",
                help=_with_default("pilih-aturan", "baku"),
            ),
            click.option(
                "--triwulan",
                type=click.Choice(["auto", "jumlah", "kumulatif"]),
                default="auto",
                help=_with_default("triwulan", "auto"),
            ),
            click.option("--lembar", metavar="NAMA", help=sentence("bantuan.lembar")),
            click.option("--json", "as_json", is_flag=True, help=sentence("bantuan.json")),
            click.option("-q", "--senyap", is_flag=True, help=sentence("bantuan.senyap")),
            click.option("-v", "--rinci", is_flag=True, help=sentence("bantuan.rinci")),
        )
    ):
        command = option(command)
    return command
