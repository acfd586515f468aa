"""`renja-xl pantau`: every workbook dropped into a folder gets its result, exactly once, whatever happens."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

from renja_xl.model.errors import InputError, OutputError, UsageError
from renja_xl.model.texts import system_reason
from renja_xl.use_cases.isi import Dasar
from renja_xl.use_cases.pantau_catatan import (
    check_record,
    is_damaged,
    place_reason,
    record_error,
    record_reason,
)
from renja_xl.use_cases.pantau_run import Kabar, Ringkasan, Run, Voice, settings_of
from renja_xl.use_cases.pantau_session import Session
from renja_xl.watching.heartbeat import Heartbeat
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.lock import Hold
from renja_xl.watching.log import Log
from renja_xl.watching.places import OtherFolderError, Places, is_subfolder_name
from renja_xl.watching.wakeups import Stop, Wakeups, pause_after

# How often to see whether the folder, or the lock, can be had; the folder ever less often.
_RETRY, _LONGEST_RETRY = 1.0, 5.0


class Cara(TypedDict, total=False):
    """How a folder is watched; what is left out is as in `renja-xl pantau --help`.

    `masuk` is the sub-folder that files are dropped into, `tunggu` for how many seconds a file must not change,
    `tenggang` how long a damaged one may still be growing, `ulang` asks for results by the present rules too.
    """

    sekali: bool
    masuk: str
    tunggu: float
    tenggang: float
    polling: bool
    ulang: bool


class Pilihan(Cara, total=False):
    """Everything a caller of `pantau` may choose; the rest is as in `isi`."""

    aturan: str
    triwulan: str
    lembar: str | None


def pantau(
    folder: str | Path,
    kabar: Callable[[Kabar], None] | None = None,
    stop: Stop | None = None,
    **pilihan: Unpack[Pilihan],
) -> Ringkasan:
    """Process what is dropped into a folder, until `stop` is requested; with `sekali` what is there.

    Raises InputError where there is no such folder, UsageError for choices that do not fit, OutputError where
    nothing can be written or the record is damaged. A folder that goes away while it is watched is waited for.
    """
    places = Places(Path(folder), pilihan.get("masuk", ""))
    if places.masuk and not is_subfolder_name(places.masuk):
        raise UsageError("pantau-masuk", nama=places.masuk)
    try:
        if not places.folder.is_dir():
            raise InputError("pantau-folder", folder=folder)
    except OSError as error:
        raise OutputError("pantau-tidak-dapat", folder=folder, sebab=system_reason(error)) from error
    base: Dasar = {
        "aturan": pilihan.get("aturan", "baku"),
        "triwulan": pilihan.get("triwulan", "auto"),
        "lembar": pilihan.get("lembar"),
    }
    run = Run(
        places=places,
        settings=settings_of(base),
        stop=stop or Stop(),
        voice=Voice(Log(places.log), kabar or (lambda _: None)),
        heartbeat=Heartbeat(places.heartbeat),
        sekali=pilihan.get("sekali", False),
        ulang=pilihan.get("ulang", False),
        polling=pilihan.get("polling", False),
        tunggu=pilihan.get("tunggu", 2.0),
        tenggang=pilihan.get("tenggang", 30.0),
    )
    _Watcher(run).watch()
    return run.ringkasan


class _Watcher:
    """Sessions one after the other: each ends when the folder goes away, and the next begins when it is back."""

    def __init__(self, run: Run) -> None:
        self._run, self._places = run, run.places
        self._opened = False
        self._failures = 0

    def watch(self) -> None:
        """Until asked to stop, or with `sekali` until one session has ended."""
        while not self._run.stop.requested:
            try:
                self._session()
                return
            except sqlite3.Error as error:
                if is_damaged(error):
                    raise record_error(self._places.ledger, error) from error
                self._gone(record_error(self._places.ledger, error), record_reason(error))
            except OutputError as error:
                self._gone(error, str(error))
            except OSError as error:
                self._gone(error, place_reason(self._places, error))
            self._pause(pause_after(self._failures, _LONGEST_RETRY, _RETRY))
            self._failures += 1

    def _gone(self, error: Exception, why: str) -> None:
        if self._run.sekali or not self._opened:
            if isinstance(error, OutputError):
                raise error
            raise OutputError("pantau-tidak-dapat", folder=self._places.folder, sebab=why) from error
        if not self._failures and self._is_missing(error):
            return  # the next session makes what it can and says so; only what stays away is waited for
        key = "folder-lain" if isinstance(error, OtherFolderError) else "pergi"
        self._run.voice.say_once("galat", key, "folder", folder=self._places.folder, sebab=why)

    def _is_missing(self, error: Exception) -> bool:
        """Whether something was deleted, or went away."""
        # Of a record that was, SQLite may say that it can only be read.
        return isinstance(error, FileNotFoundError) or not os.path.lexists(self._places.ledger)

    def _session(self) -> None:
        lost = self._opened and not self._places.ledger.exists()
        if lost:
            # Of a share that went away only an empty mount point may be left: begin nothing new in it.
            self._places.check_ours()
        check_record(self._places)
        made = self._places.prepare(lost=self._opened)
        hold = Hold(self._places.lock)
        if not self._held(hold):
            return
        if lost:
            self._run.voice.say("galat", "catatan-hilang", berkas=self._places.ledger)
        elif self._opened and made:
            again = ", ".join(f"{path.relative_to(self._places.folder).as_posix()}/" for path in made)
            self._run.voice.say("galat", "tempat-hilang", tempat=again, folder=self._places.folder)
        try:
            self._stay()
        finally:
            hold.release()
        self._say_end()

    def _say_end(self) -> None:
        done, voice = self._run.ringkasan, self._run.voice
        if done.tertahan:
            voice.say("galat", "sisa-tertahan", jumlah=done.tertahan)
        if done.tertunda:
            voice.say("galat", "sisa-tertunda", jumlah=done.tertunda)
        if not done.tertahan and not done.tertunda:
            voice.say("kabar", "berhenti", folder=self._places.folder)

    def _stay(self) -> None:
        with (
            closing(Ledger(self._places.ledger)) as ledger,
            closing(Wakeups(self._places.inbox, self._run.stop, polling=self._run.polling)) as wakeups,
        ):
            if not self._opened:
                rules = self._run.settings.aturan
                self._run.voice.say("kabar", "mulai", folder=self._places.inbox, aturan=rules)
            self._opened = True
            Session(self._fixed_rules(), ledger, wakeups, self._well).watch()

    def _well(self) -> None:
        """A session has worked, or found nothing to do: only now the folder is back, and not when it opened."""
        if self._failures:
            self._failures = 0
            if self._run.voice.forget("folder"):
                self._run.voice.say("kabar", "kembali", folder=self._places.folder)

    def _fixed_rules(self) -> Run:
        """The run with its rule set as it was at the start: a rule file may be edited meanwhile."""
        settings = self._run.settings
        if settings.berkas is None:
            return self._run
        self._places.rules.mkdir(exist_ok=True)
        copy = self._places.rules / settings.berkas.name  # results name the rule file by this
        beside = copy.with_suffix(".tmp")
        beside.write_text(settings.isi, encoding="utf-8")
        beside.replace(copy)
        for earlier in self._places.rules.iterdir():
            if earlier != copy:
                earlier.unlink()
        return replace(
            self._run, settings=replace(settings, pilihan={**settings.pilihan, "aturan": str(copy)})
        )

    def _held(self, hold: Hold) -> bool:
        """Take the lock; wait while another watcher has it, unless this is a single run."""
        while not self._run.stop.requested:
            if hold.take():
                return True
            self._run.voice.say_once(
                "kabar", "lain-sekali" if self._run.sekali else "lain", "", folder=self._places.folder
            )
            if self._run.sekali:
                return False
            self._pause(_RETRY)
        return False

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._run.stop.requested and time.monotonic() < until:
            time.sleep(min(0.2, seconds))
