"""A copy of an input's bytes to work on, so that the result and the digest speak of the same version."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO

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
    try:
        file = source.open("rb")
    except FileNotFoundError:
        raise ChangedError from None
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error
    with file, target.open("wb") as copy:
        _same(os.fstat(file.fileno()), stamp)
        while chunk := _read(file):
            digest.update(chunk)
            copy.write(chunk)
        _same(os.fstat(file.fileno()), stamp)
    try:
        _same(source.stat(), stamp)  # the name may belong to another file by now
    except OSError:
        raise ChangedError from None
    shutil.copystat(source, target)
    return digest.hexdigest()


def _read(file: BinaryIO) -> bytes:
    try:
        return file.read(_CHUNK)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error


def _same(info: os.stat_result, stamp: Stamp) -> None:
    if stamp_of(info) != stamp:
        raise ChangedError
