"""One file of a watched folder: from the inbox to its result and report, or to the sentence that says why not."""

from __future__ import annotations

import errno
import shutil
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from renja_xl.model.errors import InputError, OutputError, RenjaError
from renja_xl.model.texts import sentence, system_reason
from renja_xl.reading.formats.text_table import open_end
from renja_xl.use_cases.isi import IsiResult, isi_semua
from renja_xl.use_cases.pantau_report import base_names, report_text, return_text
from renja_xl.use_cases.pantau_run import Run
from renja_xl.watching.heartbeat import local_time
from renja_xl.watching.inbox import Stamp
from renja_xl.watching.job import JADI, MULAI, REASON, Job, Output
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.leftovers import bring_back
from renja_xl.watching.outbox import is_there, sync_file, sync_folder
from renja_xl.watching.places import INPUT
from renja_xl.watching.publish import (
    REPORT,
    RESULT,
    clear,
    failure_outputs,
    is_moved,
    publish,
    result_outputs,
    snapshot_name,
)
from renja_xl.watching.snapshot import UnreadableError, snapshot

# A file that ends the process (out of memory, a fault in a library) must not do so for ever.
_MOST_TRIES = 10
# What a file that is still being copied looks like to the reader.
_UNFINISHED = ("rusak", "kosong")
# What room that was reserved for a copy holds until the copy fills it.
_RESERVED = "\0"
_NEW = "baru"


class UnfinishedError(Exception):
    """The file looks like one whose copying has stalled."""


class FileWork:
    """Processes files one after the other. Killed at any moment, `recover` and the next scan make up for it."""

    def __init__(self, run: Run, ledger: Ledger) -> None:
        self._places, self._settings, self._voice = run.places, run.settings, run.voice
        self._own = run.begun
        self._ledger = ledger
        self._attempts: dict[str, int] = {}

    def recover(self) -> None:
        """Throw away what was begun; what is complete is published by `publish_pending`."""
        bring_back(self._places, self._ledger)
        left = {folder.name for folder in self._places.kerja.iterdir()}
        for job in self._ledger.jobs(JADI):
            if str(job.id) not in left:
                self._settle(job)
            left.discard(str(job.id))
        for name in left:
            shutil.rmtree(self._places.kerja / name, ignore_errors=True)
        for job in self._ledger.jobs(MULAI):
            if is_there(self._places.inbox / job.nama):
                self._attempts[job.nama] = job.percobaan
            else:
                self._ledger.discard(job.id)

    def _settle(self, job: Job) -> None:
        """Somebody has deleted the work folder of a complete job: it is to be done again, unless all was moved."""
        if all(is_moved(self._places, job, item) for item in job.keluaran):
            (self._places.job(job.id) / INPUT).mkdir(parents=True)  # from where a last move is completed
        else:
            self._ledger.abandon(job.id)

    def attempts(self, name: str) -> int:
        """How often we died on a file: such a file is taken last."""
        return self._attempts.get(name, 0)

    def pending(self) -> list[Job]:
        """Jobs whose outputs have not all reached their place."""
        return self._ledger.jobs(JADI)

    def publish(self, job: Job) -> Job:
        """Bring a complete job to its end. Raises OSError where that cannot be done yet."""
        publish(self._places, self._ledger, job)
        self._ledger.finish(self._ledger.job(job.id), local_time())
        clear(self._places, job.id)
        self._attempts.pop(job.nama, None)
        return self._ledger.job(job.id)

    def process(self, name: str, stamp: Stamp, *, again: bool, patient: bool) -> Job | None:
        """Make a version of a file into a complete job; None where nothing is to be done.

        `again` is whether other settings are a reason, `patient` whether a damaged file may be one that is still
        being copied. Raises ChangedError, UnreadableError, UnfinishedError, OutputError or OSError.
        """
        new = self._places.kerja / _NEW
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        copy = new / snapshot_name(self._places, name)
        try:
            digest = snapshot(self._places.inbox / name, copy, stamp)
        except OSError:
            shutil.rmtree(new, ignore_errors=True)  # half of it may have filled the disk
            raise
        earlier = self._ledger.finished(name, digest)
        if earlier and not self._wanted(earlier, stamp, again):
            return self._keep(earlier, stamp)
        key = (self._settings.digest, self._settings.aturan)
        with self._begun(self._ledger.begin(name, digest, key, stamp, local_time(), self._own)) as job:
            return self._filled(job, self._places.job(job.id) / INPUT / copy.name, patient)

    @contextmanager
    def _begun(self, job: Job) -> Iterator[Job]:
        """A job with its work folder, which holds the new copy; unless it is made complete it leaves no trace."""
        self._own.add(job.id)
        folder = self._places.job(job.id)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (self._places.kerja / _NEW).rename(folder / INPUT)
        try:
            yield job
        except BaseException:
            # Not the file's fault: as if it had not been begun.
            if self._ledger.job(job.id).keadaan == MULAI:
                # Cleared first: the input of a job that is not known would be brought back.
                clear(self._places, job.id)
                self._ledger.discard(job.id)
            raise

    def _wanted(self, earlier: list[Job], stamp: Stamp, again: bool) -> bool:
        """Whether its result was taken away and the file dropped again, or other rules ask."""
        own = self._by_these_rules(earlier)
        if again and not own:
            return True
        return not any(map(self._there, own or earlier[-1:])) and self._dropped_anew(earlier[-1].nama, stamp)

    def _by_these_rules(self, jobs: list[Job]) -> list[Job]:
        return [job for job in jobs if job.setelan == self._settings.digest]

    def _there(self, job: Job) -> bool:
        """Whether the results of a job are where they were brought."""
        places = [self._places.folder / item.tujuan for item in job.hasil]
        return all(place.exists() or is_there(place) for place in places)  # or else its folder may be away

    def _dropped_anew(self, name: str, stamp: Stamp) -> bool:
        seen = self._ledger.seen(name)
        return seen is None or not seen[0].same_version(stamp)

    def _keep(self, earlier: list[Job], stamp: Stamp) -> Job | None:
        """The file has its result already; said aloud where somebody may wait for another.

        Where another result was the one that counts, the job that records it.
        """
        own = self._by_these_rules(earlier)
        there = [job for job in own or earlier[-1:] if self._there(job)]
        job = (there or own or earlier)[-1]
        latest = self._ledger.latest(job.nama) or job
        if not there:
            key = "sudah-diambil"
        elif not own:
            key = "sudah-aturan-lain"
        elif latest != job:
            key = "sudah-aturan" if latest.sha256 == job.sha256 else "sudah-lama"
        else:
            key = "sudah"
        loud = key != "sudah" or self._dropped_anew(job.nama, stamp)
        back = None
        if there and latest != job and (own or latest.sha256 != job.sha256):
            back = self._gone_back(job, latest, stamp)
        else:
            self._ledger.remember(job.nama, stamp, job.setelan)
        places = ", ".join(item.tujuan for item in job.hasil)
        self._voice.say("kabar" if loud else "rinci", key, berkas=job.nama, hasil=places)
        return back

    def _gone_back(self, made: Job, replaced: Job, stamp: Stamp) -> Job:
        """A complete job without a result, because an earlier one counts again: with a report that says so."""
        key, when = (made.setelan, made.aturan), local_time()
        with self._begun(
            self._ledger.begin(made.nama, made.sha256, key, stamp, when, self._own, kembali=made.id)
        ) as job:
            now = datetime.now()
            outputs = result_outputs(self._places, self._ledger, job, [], now)
            return self._complete(job, outputs, return_text(made, replaced, now))

    def _filled(self, job: Job, source: Path, patient: bool) -> Job:
        if job.percobaan > _MOST_TRIES:
            return self._failed(job, sentence("pantau.berulang", berkas=job.nama, kali=job.percobaan - 1))
        begin = time.monotonic()
        if end := open_end(source):
            if patient:
                raise UnfinishedError
            if end == _RESERVED:
                return self._failed(job, InputError("csv-ruang-kosong", berkas=job.nama))
        results = self._results(job, source, patient)
        if not isinstance(results, list):
            return self._failed(job, results)
        notes = self._settings.asked()
        if earlier := self._ledger.latest(job.nama):
            notes.append(sentence("pantau.laporan.menggantikan", hasil=base_names(earlier)))
        if end:
            notes.append(sentence("pantau.terpotong", berkas=job.nama))
            self._voice.say("kabar", "terpotong", berkas=job.nama)
        return self._done(job, results, notes, time.monotonic() - begin)

    def _results(self, job: Job, source: Path, patient: bool) -> list[IsiResult] | RenjaError | str:
        """What `isi` makes of a file, or why it cannot: that is the file's own doing, all else is raised."""
        folder = self._places.job(job.id)
        try:
            # Scratch files too: a service may have no other place, and what a kill leaves is cleared there.
            return isi_semua(source, folder / f"{RESULT}.xlsx", sementara=folder, **self._settings.pilihan)
        except OutputError as error:
            if not _too_long(error):
                raise
            return error
        except OSError as error:
            # Of our own copy, which was whole a moment ago: a scanner has it open, a share is away.
            raise UnreadableError(system_reason(error)) from error
        except RenjaError as error:
            if error.kode == "gagal-dibaca":
                raise UnreadableError(str(error.isi["sebab"])) from error
            if patient and self._unfinished(error, source):
                raise UnfinishedError from None
            return type(error)(error.kode, **error.isi | {"berkas": job.nama})
        except Exception as error:  # noqa: BLE001 - a bug stops one file, not the folder
            self._voice.note(traceback.format_exc().rstrip())
            return sentence("pantau.tak-terduga", berkas=job.nama, jenis=type(error).__name__)

    def _done(self, job: Job, results: list[IsiResult], notes: list[str], seconds: float) -> Job:
        now = datetime.now()
        outputs = result_outputs(self._places, self._ledger, job, [item.hasil for item in results], now)
        names = [Path(item.tujuan).name for item in replace(job, keluaran=outputs).hasil]
        return self._complete(job, outputs, report_text(job, results, names, notes, now, seconds))

    def _complete(self, job: Job, outputs: tuple[Output, ...], report: str) -> Job:
        folder = self._places.job(job.id)
        (folder / REPORT).write_text(report, encoding="utf-8")
        sync_file(folder / REPORT)
        sync_folder(folder)
        return self._ledger.complete(job.id, outputs)

    def _failed(self, job: Job, why: object) -> Job:
        folder = self._places.job(job.id)
        outputs = failure_outputs(self._places, self._ledger, job, datetime.now())
        text = f"{why}\n{sentence('pantau.sesudah-gagal')}\n"
        (folder / REASON).write_text(text, encoding="utf-8", errors="replace")
        for output in outputs:
            sync_file(folder / output.sumber)
        sync_folder(folder)
        return self._ledger.complete(job.id, outputs, str(why).encode("utf-8", "replace").decode())

    @staticmethod
    def _unfinished(error: RenjaError, source: Path) -> bool:
        """Whether a file may still be growing: a package without its end, or room that was only reserved."""
        if not isinstance(error, InputError):
            return False
        with source.open("rb") as file:
            return error.kode in _UNFINISHED or not file.read(8).strip(b"\0")


def _too_long(error: OutputError) -> bool:
    """Whether it is the file's own doing that its result cannot be written: a sheet with an endless name."""
    return isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.ENAMETOOLONG
