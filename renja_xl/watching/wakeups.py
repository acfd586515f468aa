"""When to look at the folder again: on an event, when asked to stop, or after a while.

Events only wake the watcher up; what is there is learned by looking. An event that gets lost costs time, no file.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

# A signal handler must not touch the bell's lock, so the wait looks up this often.
_SLICE = 0.2
_DEBOUNCE_MS, _STEP_MS, _POLL_MS, _TIMEOUT_MS = 200, 50, 1000, 500

# So many doublings reach every longest pause; a power of thousands would be no float any more.
_DOUBLINGS = 16


def pause_after(tries: int, longest: float, first: float = 1.0) -> float:
    """How long to wait after so many tries in vain: ever longer, up to the longest."""
    return min(longest, first * 2.0 ** min(tries, _DOUBLINGS))


class Stop:
    """The wish to stop after the file in hand, which a signal handler or another thread may express at any moment.

    It raises nothing: an exception out of nowhere would leave the locks of whatever it ended taken for good.
    """

    def __init__(self) -> None:
        self.requested = False

    def request(self) -> None:
        """Stop soon."""
        self.requested = True


class Wakeups:
    """Rings when something happens in a folder; by events of the system, or by polling where there are none."""

    def __init__(self, folder: Path, stop: Stop, *, polling: bool) -> None:
        self._bell = threading.Event()
        self._end = threading.Event()
        self._stop = stop
        self.fault = ""
        self._thread = threading.Thread(target=self._watch, args=(folder, polling), daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Return on an event, a wish to stop, or after some seconds."""
        until = time.monotonic() + seconds
        while not self._stop.requested:
            left = until - time.monotonic()
            if left <= 0 or self._bell.wait(min(left, _SLICE)):
                break
        self._bell.clear()

    def close(self) -> None:
        """End the thread."""
        self._end.set()
        self._thread.join(timeout=2)

    def _watch(self, folder: Path, polling: bool) -> None:
        # Loaded here, so that the first scan need not wait for it.
        from watchfiles import watch  # noqa: PLC0415

        options: dict[str, Any] = {"debounce": _DEBOUNCE_MS, "step": _STEP_MS, "poll_delay_ms": _POLL_MS}
        first = True
        try:
            for changes in watch(
                folder,
                watch_filter=None,
                stop_event=self._end,
                rust_timeout=_TIMEOUT_MS,
                yield_on_timeout=True,
                force_polling=polling or None,  # None: where the system needs it
                recursive=False,
                raise_interrupt=False,
                **options,
            ):
                # The first time out says that the watch stands: what came before it began was not heard.
                if changes or first:
                    self._bell.set()
                first = False
        except Exception as error:  # noqa: BLE001 - whatever it is, looking every few seconds goes on
            self.fault = str(error) or type(error).__name__
