"""A file that failed leaves the inbox: taken under a name of ours, then judged, and only then handed over.

A rename takes exactly one version, whichever lies there at that moment. Who looks first and then takes, takes
at times one that was saved between the two.
"""

from __future__ import annotations

import errno
from pathlib import Path

from renja_xl.model.texts import sentence, system_reason
from renja_xl.watching.inbox import Stamp, stamp_at
from renja_xl.watching.job import REASON_MORE, Job, Output
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.leftovers import hidden_name, put_beside
from renja_xl.watching.outbox import copy_whole, is_there, sync_file, sync_folder
from renja_xl.watching.places import HALF, Places

_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)
# On Windows a file that some program has open is refused too, but only for as long as it is open.
_OPEN_ON_WINDOWS = (32, 33)


def take(places: Places, ledger: Ledger, job: Job) -> Job:
    """Take the failed version itself from the inbox, for `hand_over`; a newer one stays there.

    Where it may not be taken it stays too, and the sentence that goes to people says so: the job as it is then.
    Killed anywhere, the next call goes on. Raises OSError where it cannot be done yet.
    """
    source = places.inbox / job.nama
    aside = places.inbox / hidden_name(job)
    if not is_there(aside):
        if job.tertinggal or not is_there(source) or _stamp_at(source) != job.stamp:
            return job
        try:
            source.rename(aside)
        except FileNotFoundError:
            if is_there(source):
                raise
            return job  # it was taken away in this very moment
        except OSError as error:
            if error.errno not in _REFUSED or getattr(error, "winerror", None) in _OPEN_ON_WINDOWS:
                raise
            return _told(places, ledger, job, sentence("pantau.tinggal", sebab=system_reason(error)))
    taken = _stamp_at(aside)
    if taken and taken.same_version(job.stamp):
        return job
    return _put_back(places, ledger, job, aside)


def hand_over(places: Places, job: Job) -> None:
    """What was taken comes in the place of its copy, with its owner and rights.

    Where that cannot be, the copy alone is handed back; the original goes only where its copy is there.
    """
    aside, copy = places.inbox / hidden_name(job), places.job(job.id) / job.keluaran[-1].sumber
    if not is_there(aside):
        return
    copy.parent.mkdir(exist_ok=True)  # somebody may have cleared the work folder
    if not aside.is_symlink():  # what a link leads to is not ours to move
        try:
            aside.replace(copy)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
        else:
            return
    if not is_there(copy):
        half = places.job(job.id) / HALF / copy.name
        half.parent.mkdir(exist_ok=True)
        copy_whole(aside, copy, half)
    now = _stamp_at(aside)
    if now and not now.same_version(job.stamp):  # written by a handle from before it was taken
        put_beside(places.inbox, aside, job.nama, job.id)
    else:
        aside.unlink()


def _stamp_at(path: Path) -> Stamp | None:
    """As `stamp_at`; None also for a link that leads into a loop, into nothing, to a share that is away."""
    try:
        return stamp_at(path)
    except OSError:
        if not path.is_symlink():
            raise
        return None


def _put_back(places: Places, ledger: Ledger, job: Job, aside: Path) -> Job:
    """What was taken is a newer version; where a still newer one has come it gets a name of its own beside it."""
    name = put_beside(places.inbox, aside, job.nama, job.id)
    if name == job.nama:
        return job
    return _told(places, ledger, job, sentence("pantau.versi-lain", berkas=name))


def _told(places: Places, ledger: Ledger, job: Job, more: str) -> Job:
    """The job with one sentence more for people, in the record and in what is laid beside the file."""
    folder, before = places.job(job.id), job.keluaran[0]
    # In place of what else to do: that would tell people to drop again what lies there still.
    (folder / REASON_MORE).write_text(f"{job.alasan}\n{more}\n", encoding="utf-8", errors="replace")
    sync_file(folder / REASON_MORE)
    sync_folder(folder)
    return ledger.exchange(job.id, {before: Output(REASON_MORE, before.tujuan)}, f"{job.alasan} {more}")
