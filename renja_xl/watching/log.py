"""A log that a person can read. Each line opens and closes the file, so that a lost share loses nothing else."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

_MOST_BYTES = 1 << 20
_KEPT = 3


class Log:
    """Lines with their time; a file that has grown large is kept as .1, .2, .3."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, text: str) -> None:
        """Add a line. What cannot be written is not: the log never stops the work."""
        with contextlib.suppress(OSError):
            self._rotate()
            with self._path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}\n")

    def _rotate(self) -> None:
        if not self._path.exists() or self._path.stat().st_size < _MOST_BYTES:
            return
        for number in range(_KEPT, 0, -1):
            older = self._path.with_name(f"{self._path.name}.{number - 1}") if number > 1 else self._path
            if older.exists():
                older.replace(self._path.with_name(f"{self._path.name}.{number}"))
