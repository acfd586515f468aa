"""Which files are there, and which of them are finished. The clock is handed in, so that tests need not sleep."""

from __future__ import annotations

import contextlib
import errno
import math
import os
import re
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from renja_xl.model.texts import system_reason

# What programs leave beside a file while they have it open or copy it.
_IGNORED = re.compile(
    r"""
    ~\$.*                                   # Excel and Word: the file is open
    | \..*                                  # LibreOffice's .~lock.name#, rsync, everything hidden
    | .*\.(tmp|temp|part|partial|filepart|crdownload|download|opdownload|lock)
    | [0-9A-F]{8}                           # what Excel saves into before it replaces the file
    | desktop\.ini | thumbs\.db | .*\.lnk
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one version of a file from another without reading it."""

    size: int
    mtime_ns: int
    inode: int

    def same_version(self, other: Stamp) -> bool:
        """Whether only the inode may differ, as when a folder was copied to another disk."""
        return (self.size, self.mtime_ns) == (other.size, other.mtime_ns)


# What the record holds as a whole number; a clock that was wrong leaves times beyond it (after 2262).
_LAST_NS = 2**63 - 1


def stamp_of(info: os.stat_result) -> Stamp:
    """The stamp of what `stat` says."""
    return Stamp(info.st_size, max(-_LAST_NS, min(info.st_mtime_ns, _LAST_NS)), info.st_ino)


def stamp_at(path: Path) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    try:
        return stamp_of(path.stat())
    except FileNotFoundError:
        return None


def ignored(name: str) -> bool:
    """Whether a name is never an input."""
    return _IGNORED.fullmatch(name) is not None


# What Excel and LibreOffice leave beside a file for as long as they have it open; a crash leaves it for good.
_OPEN = re.compile(r"~\$(.+)|\.~lock\.(.+)#", re.DOTALL)
_STALE_NS = 12 * 3600 * 10**9
# A lock may seem to be of the near future, because the clock of a server differs from ours.
_AHEAD_NS = 600 * 10**9


_LOOP_ON_WINDOWS = 1921


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look finds: files that may be inputs, the lock file of each that is open, and sub-folders.

    `refused` are names that could not be looked at, with the reason; `others` are there and never an input.
    `inbox` tells the folder from another under the same name, such as the empty one that a lost disk leaves. What
    is not among the `names` is gone; that a name of the list is not found may be because its folder is away.
    """

    inbox: str
    names: set[str]
    files: dict[str, Stamp]
    opened: dict[str, str]
    folders: list[str]
    refused: dict[str, str]
    others: list[str]


def opened(locks: Mapping[str, int], now_ns: int) -> dict[str, str]:
    """The files that somebody has open, and by which lock file; those are known by their time of change (ns)."""
    fresh = (_OPEN.fullmatch(name) for name, at in locks.items() if -_AHEAD_NS <= now_ns - at < _STALE_NS)
    return {match[1] or match[2]: match[0] for match in fresh if match}


def survey(inbox: Path) -> Survey:
    """What lies in the inbox. Raises OSError where the folder itself cannot be read."""
    found = Survey(_identity(inbox), set(), {}, {}, [], {}, [])
    locks: dict[str, int] = {}
    with os.scandir(inbox) as entries:
        for entry in entries:
            if not ignored(entry.name):
                _note(entry, found)
            elif _OPEN.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    locks[entry.name] = entry.stat().st_mtime_ns
    if _identity(inbox) != found.inbox:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(inbox))
    found.opened.update(opened(locks, time.time_ns()))
    return found


def _identity(folder: Path) -> str:
    info = folder.stat()
    return f"{info.st_dev}:{info.st_ino}"


def _note(entry: os.DirEntry[str], found: Survey) -> None:
    found.names.add(entry.name)
    try:
        # entry.stat() has no inode on Windows, and on some shares stale figures.
        info = os.stat(entry.path)  # noqa: PTH116
    except FileNotFoundError:
        if entry.is_symlink():  # it is there and leads nowhere
            found.others.append(entry.name)
        return
    except OSError as error:
        if _leads_into_itself(error):
            found.others.append(entry.name)
            return
        found.refused[entry.name] = system_reason(error)
        return
    if stat.S_ISREG(info.st_mode):
        found.files[entry.name] = stamp_of(info)
    elif stat.S_ISDIR(info.st_mode):
        found.folders.append(entry.name)
    else:
        found.others.append(entry.name)


def _leads_into_itself(error: OSError) -> bool:
    """Whether a link is the reason: then no later look will find more."""
    return error.errno == errno.ELOOP or getattr(error, "winerror", None) == _LOOP_ON_WINDOWS


@dataclass(slots=True)
class _Seen:
    stamp: Stamp
    first: float
    since: float
    due: float
    tries: int = 0


class Stability:
    """Files that have not changed for a while, and when those that still do are to be looked at again."""

    def __init__(self, wait: float) -> None:
        self._wait = wait
        self._seen: dict[str, _Seen] = {}

    def look(self, entries: Mapping[str, Stamp], now: float) -> None:
        """Take note of a scan: a file that is new or has changed begins to wait anew."""
        for name in self._seen.keys() - entries.keys():
            del self._seen[name]
        for name, stamp in entries.items():
            seen = self._seen.get(name)
            if seen is None or seen.stamp != stamp:
                self._seen[name] = _Seen(stamp, seen.first if seen else now, now, now + self._wait)

    def ready(self, now: float) -> list[str]:
        """The files that are due, the longest waiting first."""
        due = [(seen.due, name) for name, seen in self._seen.items() if seen.due <= now]
        return [name for _, name in sorted(due)]

    def stamp(self, name: str) -> Stamp | None:
        """The version of a file that is due."""
        seen = self._seen.get(name)
        return seen.stamp if seen else None

    def age(self, name: str, now: float) -> float:
        """Seconds since a file was last seen to change."""
        return now - self._seen[name].since

    def unquiet(self, name: str) -> float:
        """For how many seconds a file was seen to change again and again."""
        seen = self._seen.get(name)
        return seen.since - seen.first if seen else 0.0

    def postpone(self, name: str, until: float) -> None:
        """Look at a file again later, unless it changes before."""
        seen = self._seen[name]
        seen.due, seen.tries = until, seen.tries + 1

    def tries(self, name: str) -> int:
        """How many times this version of a file was postponed."""
        return self._seen[name].tries

    def done(self, name: str) -> None:
        """Forget a file that was dealt with."""
        self._seen.pop(name, None)

    def next_due(self, now: float) -> float | None:
        """Seconds until the next file is due; None where none waits."""
        return max(0.0, min(seen.due for seen in self._seen.values()) - now) if self._seen else None

    def waiting(self, before: float = math.inf) -> int:
        """How many files wait, apart from those that were postponed so many times."""
        return sum(seen.tries < before for seen in self._seen.values())
