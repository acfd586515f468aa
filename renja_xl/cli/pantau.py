"""`renja-xl pantau`."""

from __future__ import annotations

import contextlib
import math
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

import click

from renja_xl.cli.options import Command, named, rule_options
from renja_xl.model.texts import one_line, sentence

if TYPE_CHECKING:
    from renja_xl.use_cases.pantau_run import Kabar
    from renja_xl.use_cases.riwayat import Catatan

_NOT_DELIVERED, _SOME_FAILED, _INTERRUPTED = 5, 6, 130
_SIGNS = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last is Ctrl-Break, and how Windows services are ended
_SCREEN = 2  # the file that stderr writes to


def _seconds(option: str, default: float, key: str) -> Callable[[Command], Command]:
    text = f"{sentence(f'bantuan.{key}')} {sentence('bantuan.bawaan', nilai=f'{default:g}')}"
    kind = click.FloatRange(min=0)
    return click.option(option, type=kind, default=default, metavar="DETIK", help=text, callback=_finite)


def _finite(_: click.Context, parameter: click.Parameter, value: float) -> float:
    if not math.isfinite(value):
        from renja_xl.model.errors import UsageError

        raise UsageError("pantau-detik", nama=parameter.opts[0])
    return value


@click.command("pantau", help=sentence("bantuan.pantau"))
@click.argument("folder", callback=named)
@click.option("--sekali", is_flag=True, help=sentence("bantuan.sekali"))
@click.option("--masuk", metavar="NAMA", callback=named, help=sentence("bantuan.masuk"))
@click.option("--ulang", is_flag=True, help=sentence("bantuan.ulang"))
@click.option("--riwayat", "show_history", is_flag=True, help=sentence("bantuan.riwayat"))
@click.option("--polling", is_flag=True, help=sentence("bantuan.polling"))
@_seconds("--tunggu", 2.0, "tunggu")
@_seconds("--tenggang", 30.0, "tenggang")
@rule_options
@click.option("--json", "as_json", is_flag=True, help=sentence("bantuan.json-riwayat"))
@click.option("-q", "--senyap", is_flag=True, help=sentence("bantuan.senyap"))
@click.option("-v", "--rinci", is_flag=True, help=sentence("bantuan.rinci-pantau"))
def pantau_command(
    *,
    folder: str,
    sekali: bool,
    masuk: str | None,
    ulang: bool,
    show_history: bool,
    polling: bool,
    tunggu: float,
    tenggang: float,
    aturan: str,
    triwulan: str,
    lembar: str | None,
    as_json: bool,
    senyap: bool,
    rinci: bool,
) -> None:
    """Watch a folder until asked to stop, or process what is there, or print what was done."""
    if show_history:
        _show_history(folder, as_json)
        return
    if as_json:
        from renja_xl.model.errors import UsageError

        raise UsageError("pantau-json", nama="--json")
    asked = _Signals()
    from renja_xl.use_cases.pantau import pantau
    from renja_xl.watching.wakeups import Stop

    asked.hand_to(stop := Stop())

    def tell(kabar: Kabar) -> None:
        if kabar.tingkat == "galat" or (not senyap and (rinci or kabar.tingkat == "kabar")):
            _show(f"renja-xl: {kabar.kalimat}", sys.stderr)
        for path in kabar.hasil:
            _show(path, sys.stdout)

    summary = pantau(
        folder,
        tell,
        stop,
        sekali=sekali,
        masuk=masuk or "",
        ulang=ulang,
        polling=polling,
        tunggu=tunggu,
        tenggang=tenggang,
        aturan=aturan,
        triwulan=triwulan,
        lembar=lembar,
    )
    asked.close()
    if asked.interrupted:
        sys.exit(_INTERRUPTED)
    if summary.tertahan:
        sys.exit(_NOT_DELIVERED)
    if sekali and (summary.gagal or summary.tertunda):
        sys.exit(_SOME_FAILED)


def _show(text: object, stream: TextIO) -> None:
    """Say something on a screen. One that is gone or full stops no work: what it was to show is dropped."""
    try:
        click.echo(text, stream)
    except OSError:
        with contextlib.suppress(OSError):  # else the rest of it would be tried again at the very end
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class _Signals:
    """Ctrl-C and SIGTERM ask the watcher to stop after the file in hand; which it was decides the exit code.

    Ctrl-C once more ends it at once, which harms no more than a kill: the next run goes on.
    """

    def __init__(self) -> None:
        self.interrupted = self._ended = False
        self._signs = [getattr(signal, name) for name in _SIGNS if hasattr(signal, name)]
        self._notice = f"renja-xl: {sentence('pantau.akan-berhenti')}\n".encode()
        self._stop: Any = None
        for sign in self._signs:
            signal.signal(sign, self._interrupt if sign == signal.SIGINT else self._end)

    def hand_to(self, stop: Any) -> None:
        """From now on `stop` is told."""
        self._stop = stop
        if self.interrupted or self._ended:
            stop.request()

    def close(self) -> None:
        """Nothing more is heard: Python itself would end by what comes while it closes, and with another code."""
        for sign in self._signs:
            signal.signal(sign, signal.SIG_IGN)

    def _interrupt(self, *_: object) -> None:
        if self.interrupted or self._ended:
            os._exit(_INTERRUPTED)
        self.interrupted = True
        with contextlib.suppress(OSError):
            os.write(_SCREEN, self._notice)  # a stream's lock may be taken at this moment
        self._tell()

    def _end(self, *_: object) -> None:
        self._ended = True
        self._tell()

    def _tell(self) -> None:
        if self._stop:
            self._stop.request()


def _show_history(folder: str, as_json: bool) -> None:
    from renja_xl.use_cases.riwayat import riwayat, riwayat_json

    notes = riwayat(folder)
    if as_json:
        click.echo(riwayat_json(folder, notes))
    elif notes:
        for line in _table(notes):
            click.echo(line)
    else:
        click.echo(sentence("pantau.riwayat-kosong"), err=True)


def _table(notes: Sequence[Catatan]) -> Iterator[str]:
    """One line per file: when, which, what became of it."""
    heads = [sentence(f"pantau.kolom.{name}") for name in ("waktu", "nama", "keadaan", "hasil")]
    rows = [
        heads,
        *([note.waktu[:19].replace("T", " "), note.nama, _state(note), _outcome(note)] for note in notes),
    ]
    rows = [[one_line(text) for text in row] for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        yield "  ".join([*(f"{text:<{width}}" for text, width in zip(row, widths, strict=False)), row[3]])


def _state(note: Catatan) -> str:
    return sentence(f"pantau.keadaan.{note.keadaan}")


def _outcome(note: Catatan) -> str:
    from renja_xl.watching.job import MULAI

    if note.keadaan == MULAI:
        return sentence("pantau.riwayat-mulai")
    if note.alasan:
        return note.alasan
    if note.kembali:
        return sentence("pantau.riwayat-kembali", hasil=", ".join(note.hasil))
    return ", ".join(note.hasil)
