"""Where everything is in a watched folder."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path


class OtherFolderError(FileNotFoundError):
    """A folder is there under our name, and nothing of ours is in it."""


SELESAI, GAGAL, _WORK = "selesai", "gagal", ".renja-xl"
# In the work folder of a job: the folder that holds its input.
INPUT = "masukan"
# And the one for half a copy of it: whoever looks for a lost input must not meet that among the whole ones. It has
# the name of the input, and this one is no longer than the other, so that it fits where that does.
HALF = "separuh"


@dataclass(frozen=True, slots=True)
class Places:
    """The watched folder and what lies in it; `masuk` is the sub-folder that files are dropped into, if any."""

    folder: Path
    masuk: str = ""

    @property
    def inbox(self) -> Path:
        """Where files are dropped."""
        return self.folder / self.masuk if self.masuk else self.folder

    @property
    def selesai(self) -> Path:
        """Where results appear."""
        return self.folder / SELESAI

    @property
    def gagal(self) -> Path:
        """Where files go that could not be processed."""
        return self.folder / GAGAL

    @property
    def work(self) -> Path:
        """Everything that is not for people."""
        return self.folder / _WORK

    @property
    def kerja(self) -> Path:
        """Work in progress, a folder for each job."""
        return self.work / "kerja"

    @property
    def ledger(self) -> Path:
        """The record of every file."""
        return self.work / "buku-besar.sqlite"

    @property
    def lock(self) -> Path:
        """Held by the one watcher that works."""
        return self.work / "pantau.lock"

    @property
    def rules(self) -> Path:
        """The user's rule file as it was at the start."""
        return self.work / "aturan"

    @property
    def heartbeat(self) -> Path:
        """Says that the watcher lives, for monitoring."""
        return self.work / "denyut.json"

    @property
    def log(self) -> Path:
        """What happened, one line each."""
        return self.work / "pantau.log"

    def job(self, number: int) -> Path:
        """The work folder of one job."""
        return self.kerja / str(number)

    def check_ours(self) -> None:
        """Raise OtherFolderError where nothing of ours is left, as where a share went away."""
        if not any(folder.is_dir() for folder in (self.work, self.selesai, self.gagal)):
            kind = OtherFolderError if self.folder.is_dir() else FileNotFoundError
            raise kind(errno.ENOENT, os.strerror(errno.ENOENT), str(self.folder))

    def prepare(self, *, lost: bool = False) -> list[Path]:
        """Make the folders that are missing, and say which.

        The watched folder itself is never made: it may be a lost share. Nor is the inbox, where it is known to
        have been there: then it is `lost`, and to be waited for.
        """
        if lost:
            self.inbox.stat()
        made = []
        for folder in (self.work, self.kerja, self.inbox, self.selesai, self.gagal):
            missing = not folder.is_dir()
            try:
                folder.mkdir(exist_ok=True)
            except FileExistsError:
                number = errno.ENOTDIR if folder.exists() else errno.ENOENT  # a link to a disk that is away
                raise OSError(number, os.strerror(number), str(folder)) from None
            if missing:
                made.append(folder)
        return made


def is_subfolder_name(name: str) -> bool:
    """Whether a name can be that of the folder files are dropped into: a plain name that is not taken."""
    plain = name.strip() == name and not name.startswith(".") and not set(name) & set('<>:"/\\|?*')
    return bool(name) and plain and name.casefold() not in (SELESAI, GAGAL)
