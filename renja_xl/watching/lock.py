"""One watcher works on a folder at a time. The system lets go of the lock when its process dies."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout


class Hold:
    """The lock of a watched folder."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path)

    def take(self) -> bool:
        """Take the lock; False where another watcher has it."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Let another watcher work."""
        self._lock.release()
