"""Paths and small matrices that the tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_data"
REAL_SHEETS = ROOT.parent / "shared" / "nyata"
IN_CI = os.environ.get("CI") == "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what this machine cannot run, saying so; in CI its absence is a failure instead."""
    lacking = {
        "libreoffice": (shutil.which("soffice") is None, "LibreOffice is not installed"),
        "nyata": (not REAL_SHEETS.is_dir(), "the real sheets are not beside the project"),
    }
    for item in items:
        for mark, (missing, why) in lacking.items():
            if missing and item.get_closest_marker(mark) and not IN_CI:
                item.add_marker(pytest.mark.skip(reason=why))


def converted(path: Path, ending: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in another format; `ending` may carry the filter's options."""
    assert shutil.which("soffice"), "LibreOffice is not installed"
    profile = (folder / "profil").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180
    )
    return folder / f"{path.stem}.{ending.partition(':')[0]}"


@pytest.fixture
def sample() -> Path:
    """The sample input: columns 1 to 11 of the published Tabel 2.1."""
    return SAMPLES / "tabel-2.1-balangan-2023.xlsx"


@pytest.fixture
def published() -> Path:
    """The same with columns 12 to 17 as printed."""
    return SAMPLES / "tabel-2.1-balangan-2023-terbit.xlsx"
