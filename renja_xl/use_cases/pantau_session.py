"""The watching itself, from taking the lock to letting go of it: look, process what is due, wait."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
import time
import traceback
from collections import Counter
from collections.abc import Callable

from renja_xl.model.errors import RenjaError
from renja_xl.model.texts import system_reason
from renja_xl.use_cases.pantau_file import FileWork, UnfinishedError
from renja_xl.use_cases.pantau_run import Run
from renja_xl.watching import places
from renja_xl.watching.inbox import Stability, Stamp, Survey, stamp_at, survey
from renja_xl.watching.job import GAGAL, SELESAI, Job
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.snapshot import ChangedError, UnreadableError
from renja_xl.watching.wakeups import Wakeups, pause_after

# However good the events are, the folder is looked at this often; a slow one less often.
_RESCAN, _RESCAN_RATIO = 5.0, 10
# Process for this long, then look again.
_STRETCH = 2.0
_LONGEST_PAUSE = 60.0
# A run that ends does not wait longer than this many tries for a file that somebody has open.
_MOST_TRIES = 3
# Why a place takes nothing now, of which the other place and the other files know nothing.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EINVAL, errno.EILSEQ, errno.EBUSY)
_HELD = (*_NO_ROOM, *_REFUSED)
# A few names are enough for a sentence.
_MOST_NAMED = 5


class Session:
    """One stay in a folder. Any OSError or sqlite3.Error that leaves it ends the stay, and nothing is lost."""

    def __init__(self, run: Run, ledger: Ledger, wakeups: Wakeups, well: Callable[[], None]) -> None:
        """`well` is told, as often as that is so, that work succeeds or that there is none."""
        self._run, self._ledger, self._wakeups, self._well = run, ledger, wakeups, well
        self._work = FileWork(run, ledger)
        self._stability = Stability(run.tunggu)
        self._stuck: dict[int, tuple[float, int]] = {}  # complete jobs that cannot be moved yet: when, tries
        self._not_yet = 0  # files that are empty, open or not to be looked at
        self._restless: Counter[str] = Counter()  # how often another version came while a file was at work
        self._look_again = False
        self._busy = ""

    def watch(self) -> None:
        """Until asked to stop, or with `sekali` until nothing is left."""
        self._work.recover()
        self._watch()
        self._run.heartbeat.write(self._state(alive=False))

    def _watch(self) -> None:
        while not self._run.stop.requested:
            begin = time.monotonic()
            self._ledger.check_there()
            self._publish_pending()
            self._look()
            looked = time.monotonic() - begin
            self._beat()
            more = self._process_due()
            if not self._stability.waiting(before=1):
                self._well()
            if more or (self._run.sekali and self._look_again):
                continue
            self._beat()
            if self._run.sekali and self._finished():
                self._run.ringkasan.tertahan = len(self._work.pending())
                self._run.ringkasan.tertunda = self._stability.waiting() + self._not_yet
                return
            self._wakeups.wait(self._pause(max(_RESCAN, looked * _RESCAN_RATIO)))
            if self._wakeups.fault:
                self._run.voice.say_once("kabar", "tanpa-peristiwa", "", sebab=self._wakeups.fault)

    def _look(self) -> None:
        """What is there that was not dealt with yet."""
        busy = {(job.nama, job.stamp) for job in self._work.pending()}
        rules = self._rule_file()
        self._look_again = False
        seen, now = survey(self._run.places.inbox), time.monotonic()
        self._ledger.forget_gone(seen)
        self._say_passed_over(seen)
        new = {
            name: stamp
            for name, stamp in seen.files.items()
            if (name, stamp) not in busy and stamp != rules and not self._known(name, stamp)
        }
        waiting = {name for name, stamp in new.items() if self._must_wait(name, stamp, seen)}
        for name, why in seen.refused.items():
            self._run.voice.say_once("kabar", "terkunci", name, berkas=name, sebab=why)
        self._not_yet = len(seen.refused) + len(waiting)
        self._stability.look({name: stamp for name, stamp in new.items() if name not in waiting}, now)

    def _must_wait(self, name: str, stamp: Stamp, seen: Survey) -> bool:
        """Whether a file is none to be read yet, which is said."""
        if name in seen.opened:
            self._run.voice.say_once("kabar", "dibuka", name, berkas=name, kunci=seen.opened[name])
        elif stamp.size == 0:
            self._run.voice.say_once("kabar", "kosong", name, berkas=name)
        elif self._is_restless(name):
            self._run.voice.say_once("kabar", "terus-berubah", name, berkas=name)
        else:
            return False
        return True

    def _is_restless(self, name: str) -> bool:
        """Whether a run that ends has waited long enough for a file that changes again and again."""
        if not self._run.sekali:
            return False
        if self._stability.unquiet(name) > self._run.tunggu + self._run.tenggang:
            self._restless[name] = _MOST_TRIES
        return self._restless[name] >= _MOST_TRIES

    def _say_passed_over(self, seen: Survey) -> None:
        """Who puts files into a sub-folder, or a link that leads nowhere, would wait for them."""
        ours = () if self._run.places.masuk else (places.SELESAI, places.GAGAL)
        for key, found in (("subfolder", set(seen.folders).difference(ours)), ("bukan-berkas", seen.others)):
            if others := sorted(found):
                self._run.voice.say_once("kabar", key, "", nama=", ".join(others[:_MOST_NAMED]))

    def _rule_file(self) -> Stamp | None:
        """The rule file that was given, which may lie among the files that are dropped and is none of them."""
        path = self._run.settings.berkas
        with contextlib.suppress(OSError):
            return stamp_at(path) if path else None
        return None

    def _known(self, name: str, stamp: Stamp) -> bool:
        seen = self._ledger.seen(name)
        if seen is None or seen[0] != stamp:
            return False
        return not self._run.ulang or seen[1] == self._run.settings.digest

    def _process_due(self) -> bool:
        """Process what is due, for a stretch; whether more is due."""
        begin = time.monotonic()
        due = sorted(self._stability.ready(begin), key=self._work.attempts)
        for name in due:
            if self._run.stop.requested:
                return False
            if time.monotonic() - begin > _STRETCH:
                return True
            self._beat(name)
            self._one(name)
        return False

    def _one(self, name: str) -> None:
        stamp, now = self._stability.stamp(name), time.monotonic()
        if stamp is None:
            return
        patient = self._stability.age(name, now) < self._run.tunggu + self._run.tenggang
        try:
            job = self._work.process(name, stamp, again=self._run.ulang, patient=patient)
        except ChangedError:
            self._stability.done(name)  # the next look sees the version that is there now
            self._restless[name] += 1
            self._look_again = True
            return
        except UnfinishedError:
            self._run.voice.say_once(
                "kabar", "belum-utuh", name, berkas=name, detik=round(self._run.tenggang)
            )
            self._stability.postpone(name, now + self._run.tenggang)
            return
        except Exception as error:
            if why := _no_room(error):
                self._run.voice.say_once("kabar", "tidak-muat", name, berkas=name, sebab=why)
            elif isinstance(error, UnreadableError):
                self._run.voice.say_once("kabar", "terkunci", name, berkas=name, sebab=error)
            elif _ends_the_stay(error):
                raise
            else:
                self._puzzled(name, error)
            self._stability.postpone(name, now + pause_after(self._stability.tries(name), _LONGEST_PAUSE))
            return
        self._stability.done(name)
        self._run.voice.forget(name)
        if job:
            self._publish_pending()

    def _publish_pending(self) -> None:
        """Bring to its end what is complete, by now or since a kill; of one file the older result first."""
        behind: set[str] = set()
        for job in self._work.pending():
            due, _ = self._stuck.get(job.id, (0.0, 0))
            if job.nama not in behind and due <= time.monotonic():
                self._publish(job)
            if job.id in self._stuck and not job.alasan:
                behind.add(job.nama)

    def _publish(self, job: Job) -> None:
        try:
            job = self._work.publish(job)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in _HELD:
                self._hold(job, error)
                return
            if _ends_the_stay(error):
                raise
            self._keep(job)
            self._puzzled(job.nama, error)
            return
        self._stuck.pop(job.id, None)
        self._run.voice.forget(job.nama)
        self._well()  # before the result is told: else it would seem to come from a folder that is away
        self._tell(job)
        if job.alasan or self._is_another(job):
            self._restless[job.nama] += 1
            self._look_again = True

    def _is_another(self, job: Job) -> bool:
        """Whether another version came while this one was at work."""
        with contextlib.suppress(OSError):
            return stamp_at(self._run.places.inbox / job.nama) not in (None, job.stamp)
        return False

    def _hold(self, job: Job, error: OSError) -> None:
        self._keep(job)
        where, why = places.GAGAL if job.alasan else places.SELESAI, system_reason(error)
        self._run.voice.say_once(
            "kabar", "tertahan", job.nama, berkas=job.nama, tempat=f"{where}/", sebab=why
        )

    def _keep(self, job: Job) -> None:
        tries = self._stuck.get(job.id, (0.0, 0))[1] + 1
        self._stuck[job.id] = (time.monotonic() + pause_after(tries, _LONGEST_PAUSE), tries)

    def _puzzled(self, name: str, error: Exception) -> None:
        self._run.voice.note("".join(traceback.format_exception(error)).rstrip())
        self._run.voice.say_once("galat", "bingung", name, berkas=name, jenis=type(error).__name__)

    def _tell(self, job: Job) -> None:
        if job.kembali:
            return  # it was said, and it is no new result
        if job.alasan:
            self._run.ringkasan.gagal += 1
            where = job.laporan.tujuan if job.laporan else ""
            self._run.voice.say("galat", "gagal", berkas=job.nama, alasan=job.alasan, sebab=where)
            return
        self._run.ringkasan.selesai += 1
        names = [item.tujuan for item in job.hasil]
        results = tuple(self._run.places.folder / name for name in names)
        self._run.voice.say("kabar", "selesai", results, berkas=job.nama, hasil=", ".join(names))

    def _finished(self) -> bool:
        """Whether nothing is left but what cannot be had now."""
        stuck = all(tries >= _MOST_TRIES for _, tries in self._stuck.values())
        return stuck and self._stability.waiting(before=_MOST_TRIES) == 0

    def _pause(self, longest: float) -> float:
        now = time.monotonic()
        due = self._stability.next_due(now)
        dues = [due if due is not None else longest, *(when - now for when, _ in self._stuck.values())]
        return max(0.0, min(longest, *dues))

    def _beat(self, busy: str = "") -> None:
        if busy != self._busy:  # said at once: the file may take long
            self._busy = busy
            self._run.heartbeat.write(self._state(busy))
            return
        self._run.heartbeat.beat(time.monotonic(), lambda: self._state(busy))

    def _state(self, busy: str = "", *, alive: bool = True) -> dict[str, object]:
        counts = self._ledger.counts()
        return {
            "hidup": alive,
            "sedang": busy,
            "menunggu": self._stability.waiting() + self._not_yet,
            "selesai": counts[SELESAI],
            "gagal": counts[GAGAL],
        }


def _no_room(error: BaseException | None) -> str:
    """Why a file alone does not fit on a disk where others may; "" for any other error."""
    while error and not (isinstance(error, OSError) and error.errno in _NO_ROOM):
        error = error.__cause__
    return system_reason(error) if isinstance(error, OSError) else ""


def _ends_the_stay(error: Exception) -> bool:
    """Whether it is not the file's doing: whatever else there is, one file does not stop the folder."""
    if isinstance(error, sqlite3.IntegrityError):  # what one file would have recorded contradicts the record
        return False
    return isinstance(error, (OSError, sqlite3.Error, RenjaError))
