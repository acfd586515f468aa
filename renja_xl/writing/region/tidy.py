"""tmp"""

from pathlib import Path
from typing import Any


def write_tidy(region: Any, bodies: Any, target: Path, *, overwrite: bool) -> None:
    """tmp"""
