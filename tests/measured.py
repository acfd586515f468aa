"""Run the command line and measure that one process."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from typing import NamedTuple

# The kernel's own high-water mark of this program; what `wait` tells also counts the process it was forked from.
_PROGRAM = """
import atexit
from pathlib import Path
atexit.register(lambda: print(Path("/proc/self/status").read_text()))
from renja_xl.cli.main import run
run()
"""


class Measured(NamedTuple):
    """What a run said, and what it took: CPU seconds, which other work on the machine does not lengthen."""

    code: int
    stderr: str
    megabytes: float
    seconds: float


def measured(*arguments: object) -> Measured:
    """One run of renja-xl: exit code, messages, peak memory and time."""
    begin = _used()
    command = [sys.executable, "-c", _PROGRAM, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    peak = re.search(r"VmHWM:\s*(\d+) kB", result.stdout)
    assert peak, result.stderr
    return Measured(result.returncode, result.stderr, int(peak[1]) / 1024, _used() - begin)


def _used() -> float:
    """CPU seconds of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
