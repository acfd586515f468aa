"""Inputs that we took and then lost track of, because a record or a work folder was deleted: back to the inbox.

There they are done again. Nothing is overwritten, and what the inbox holds anyway does not come a second time.
"""

from __future__ import annotations

import errno
import filecmp
import os
import re
import shutil
from pathlib import Path

from renja_xl.watching.inbox import stamp_at, survey
from renja_xl.watching.job import JADI, Job
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.names import fitted, most_characters
from renja_xl.watching.outbox import move_new, sync_file
from renja_xl.watching.places import HALF, INPUT, Places

# The record numbers its jobs; what is longer is somebody else's name.
_NUMBER = r"\d{1,18}"
_ASIDE = re.compile(rf"\.renja-({_NUMBER})-([0-9a-f]{{1,16}})")
# A copy on its way to an inbox on another disk; a kill leaves half of it, which the next run writes anew.
_ON_ITS_WAY = ".renja-kembali"


def hidden_name(job: Job) -> str:
    """What an input is called in the inbox from when it is taken until it is handed back."""
    return f".renja-{job.id}-{job.sha256[:16]}"


def put_beside(inbox: Path, source: Path, wanted: str, number: int) -> str:
    """Move a file into the inbox under a name, or one like it where that is taken; the name it has then."""
    path, name, tries = Path(wanted), wanted, 0
    while True:
        try:
            move_new(source, inbox / name)
        except FileExistsError:
            tries += 1
            tail = f"_versi-lain-{number}-{tries}{path.suffix}"
            name = fitted(path.stem, tail, most_characters(inbox))
            continue
        return name


def bring_back(places: Places, ledger: Ledger) -> None:
    """Before anything is thrown away: the inputs of which no job will take care."""
    for name in sorted(os.listdir(places.inbox)):  # noqa: PTH208 - one look, of which the answer is certain
        if match := _ASIDE.fullmatch(name):
            _bring_hidden(places, ledger, name, int(match[1]))
    for folder in sorted(places.kerja.iterdir()):
        # The copies of a known job are copies; of one that is not known it may be the only original.
        if re.fullmatch(_NUMBER, folder.name) and not ledger.find(int(folder.name)):
            for path in _files(folder / INPUT):
                _bring_unknown(places.inbox, path, int(folder.name))


def _bring_hidden(places: Places, ledger: Ledger, name: str, number: int) -> None:
    job = ledger.find(number)
    copies = [] if job else _copies(places.job(number))
    if job and hidden_name(job) != name:  # of a record that was there before this one
        job = None
    if job and job.keadaan == JADI and places.job(number).is_dir():
        return  # it is handed back in a moment
    wanted = job.nama if job else copies[0].name if copies else f"berkas-kembali-{number}"
    put_beside(places.inbox, places.inbox / name, wanted, number)


def _bring_unknown(inbox: Path, path: Path, number: int) -> None:
    if _lies_there(inbox, path):
        return
    try:
        put_beside(inbox, path, path.name, number)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copy2(path, inbox / _ON_ITS_WAY)
        sync_file(inbox / _ON_ITS_WAY)
        put_beside(inbox, inbox / _ON_ITS_WAY, path.name, number)


def _copies(folder: Path) -> list[Path]:
    """What in a work folder has the name of its input: half a copy has it too."""
    return _files(folder / INPUT) or _files(folder / HALF)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _lies_there(inbox: Path, path: Path) -> bool:
    """Whether some file of the inbox has the same bytes: it is the copy of one that was not taken."""
    stamp = stamp_at(path)
    alike = [name for name, found in survey(inbox).files.items() if stamp and found.size == stamp.size]
    return any(_same_bytes(path, inbox / name) for name in alike)


def _same_bytes(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:  # what cannot be read may be another
        return False
