"""A copy of an input's bytes to work on, so that the result and the digest speak of the same version."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from renja_xl.model.texts import system_reason
from renja_xl.watching.inbox import Stamp, stamp_of

_CHUNK = 1 << 20


class ChangedError(Exception):
    """The file is no longer the version that was stable."""


class UnreadableError(Exception):
    """The file cannot be read yet: open in another program, no permission, not yet there on the share."""


def snapshot(source: Path, target: Path, stamp: Stamp) -> str:
    """Copy one version of a file and give its SHA-256.

    Raises ChangedError, UnreadableError, or OSError where the copy cannot be written.
    """
    digest = hashlib.sha256()
    _same_still(source, stamp)
    try:
        file = source.open("rb")
    except FileNotFoundError:
        raise ChangedError from None
    except OSError as error:
        raise UnreadableError(system_reason(error)) from error
    with file, target.open("wb") as copy:
        # Systems differ in what they say of a name and of a handle: each is held against itself.
        opened = stamp_of(os.fstat(file.fileno()))
        while chunk := _read(file):
            digest.update(chunk)
            copy.write(chunk)
        if stamp_of(os.fstat(file.fileno())) != opened:
            raise ChangedError
    _same_still(source, stamp)  # the name may belong to another file by now
    # Its time alone: a copy that is read-only could not be brought to the disk, nor on Windows be removed.
    with contextlib.suppress(OSError):  # some shares refuse
        os.utime(target, ns=(stamp.mtime_ns, stamp.mtime_ns))
    return digest.hexdigest()


def _read(file: BinaryIO) -> bytes:
    try:
        return file.read(_CHUNK)
    except OSError as error:
        raise UnreadableError(system_reason(error)) from error


def _same_still(source: Path, stamp: Stamp) -> None:
    try:
        now = stamp_of(source.stat())
    except OSError:
        raise ChangedError from None
    if now != stamp:
        raise ChangedError
