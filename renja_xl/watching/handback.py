"""A file that failed leaves the inbox: taken under a name of ours, then judged, and only then handed back.

A rename takes exactly one version, whichever lies there at that moment. Who looks first and then takes, takes
at times one that was saved between the two.
"""

from __future__ import annotations

import errno
from pathlib import Path

from renja_xl.model.texts import sentence, system_reason
from renja_xl.watching.inbox import stamp_at
from renja_xl.watching.job import REASON_MORE, Job, Output
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.names import fitted, most_characters
from renja_xl.watching.outbox import is_there, move_new, sync_file, sync_folder
from renja_xl.watching.places import Places

_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)
# On Windows a file that some program has open is refused too, but only for as long as it is open.
_OPEN_ON_WINDOWS = (32, 33)


def take(places: Places, ledger: Ledger, job: Job) -> Job:
    """Put the failed version itself in the place of its copy; a newer one stays in the inbox.

    Where it may not be taken it stays too, and the sentence that goes to people says so: the job as it is then.
    Killed anywhere, the next call goes on. Raises OSError where it cannot be done yet.
    """
    source = places.inbox / job.nama
    aside = places.inbox / f".renja-{job.id}-{job.sha256[:16]}"
    if not is_there(aside):
        if job.tertinggal or not is_there(source) or stamp_at(source) != job.stamp:
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
    taken = stamp_at(aside)
    if taken and taken.same_version(job.stamp):
        _replace_copy(aside, places.job(job.id) / job.keluaran[-1].sumber)
        return job
    return _put_back(places, ledger, job, aside)


def _replace_copy(aside: Path, copy: Path) -> None:
    """The input itself goes back, with its owner and rights; its copy only where that cannot be."""
    if aside.is_symlink():  # what it leads to is not ours to move
        aside.unlink()
        return
    try:
        aside.replace(copy)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        aside.unlink()


def _put_back(places: Places, ledger: Ledger, job: Job, aside: Path) -> Job:
    """What was taken is a newer version; where a still newer one has come it gets a name of its own beside it."""
    path, number = Path(job.nama), 0
    name = job.nama
    while True:
        try:
            move_new(aside, places.inbox / name)
        except FileExistsError:
            number += 1
            tail = f"_versi-lain-{job.id}-{number}{path.suffix}"
            name = fitted(path.stem, tail, most_characters(places.inbox))
            continue
        return job if not number else _told(places, ledger, job, sentence("pantau.versi-lain", berkas=name))


def _told(places: Places, ledger: Ledger, job: Job, more: str) -> Job:
    """The job with one sentence more for people, in the record and in what is laid beside the file."""
    folder, before = places.job(job.id), job.keluaran[0]
    # In place of what else to do: that would tell people to drop again what lies there still.
    (folder / REASON_MORE).write_text(f"{job.alasan}\n{more}\n", encoding="utf-8", errors="replace")
    sync_file(folder / REASON_MORE)
    sync_folder(folder)
    return ledger.exchange(job.id, {before: Output(REASON_MORE, before.tujuan)}, f"{job.alasan} {more}")
