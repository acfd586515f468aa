"""The digest by which results say which version of a file they were made from."""

from __future__ import annotations

import hashlib
from pathlib import Path

from renja_xl.model.errors import InputError
from renja_xl.model.texts import system_reason


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, never held in memory as a whole. Raises InputError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError("gagal-dibaca", berkas=path, sebab=system_reason(error)) from None
