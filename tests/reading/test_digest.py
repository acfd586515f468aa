"""The digest that results state is that of the whole file, or one sentence says why there is none."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from renja_xl.model.errors import InputError
from renja_xl.reading.digest import file_sha256


@pytest.mark.parametrize("data", [b"", b"abc", bytes(range(256)) * 20_000])
def test_the_digest_of_a_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "matriks.xlsx"
    path.write_bytes(data)
    assert file_sha256(path) == hashlib.sha256(data).hexdigest()


def test_a_file_that_went_away_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"tiada\.xlsx"):
        file_sha256(tmp_path / "tiada.xlsx")
