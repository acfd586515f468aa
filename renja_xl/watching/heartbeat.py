"""A small file that says that the watcher lives, for monitoring; replaced whole."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

EVERY = 3.0


class Heartbeat:
    """Writes the heartbeat every few seconds. A disk that is full stops no work."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last = float("-inf")

    def beat(self, now: float, said: Callable[[], Mapping[str, object]]) -> None:
        """Write what is said, if it is time; `now` is any steady clock."""
        if now - self._last < EVERY:
            return
        self._last = now
        self.write(said())

    def write(self, said: Mapping[str, object]) -> None:
        """Write what is said, at once."""
        whole = {"versi_skema": 1, "pid": os.getpid(), "waktu": local_time(), **said}
        with contextlib.suppress(OSError):
            beside = self._path.with_suffix(".tmp")
            text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
            # What is no UTF-8 in a name becomes an escape that JSON knows.
            beside.write_text(text, encoding="utf-8", errors="backslashreplace")
            beside.replace(self._path)


def local_time() -> str:
    """Now, with the offset from UTC."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
