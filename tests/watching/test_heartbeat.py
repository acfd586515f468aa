"""The sign of life."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from renja_xl.watching.heartbeat import Heartbeat


@pytest.mark.parametrize("name", ["Matriks é.xlsx", os.fsdecode(b"matriks \xe9.xlsx")])
def test_it_names_any_file(tmp_path: Path, name: str) -> None:
    Heartbeat(tmp_path / "denyut.json").write({"sedang": name})
    assert json.loads((tmp_path / "denyut.json").read_text(encoding="utf-8"))["sedang"] == name
