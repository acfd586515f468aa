"""Run the command line and measure that one process."""

from __future__ import annotations

import re
import subprocess
import sys
import time
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
    """What a run said, and what it took."""

    code: int
    stderr: str
    megabytes: float
    seconds: float


def measured(*arguments: object) -> Measured:
    """One run of renja-xl: exit code, messages, peak memory and time."""
    begin = time.perf_counter()
    command = [sys.executable, "-c", _PROGRAM, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    peak = re.search(r"VmHWM:\s*(\d+) kB", result.stdout)
    assert peak, result.stderr
    return Measured(result.returncode, result.stderr, int(peak[1]) / 1024, time.perf_counter() - begin)
