"""The way a result takes its place: whole, never over something else, with the right sentence."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from renja_xl.model.errors import OutputError
from renja_xl.writing import output
from renja_xl.writing.output import atomic_output, check_output


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "h.xlsx"
    target.write_text("lama")
    with pytest.raises(OutputError, match="penuh"), atomic_output(target, overwrite=True) as temporary:
        temporary.write_text("baru, tetapi")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert target.read_text() == "lama"
    assert list(tmp_path.iterdir()) == [target]


def test_any_other_exception_leaves_nothing_either(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), atomic_output(tmp_path / "h.xlsx", overwrite=False) as temporary:
        temporary.write_text("setengah")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_result_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "h.xlsx"
    with pytest.raises(OutputError, match="sudah ada"), atomic_output(target, overwrite=False) as temporary:
        temporary.write_text("kami")
        target.write_text("mereka")
    assert target.read_text() == "mereka"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    with atomic_output(tmp_path / "h.xlsx", overwrite=False) as temporary:
        temporary.write_text("isi")
    assert (tmp_path / "h.xlsx").read_text() == "isi"
    with (
        pytest.raises(OutputError, match="sudah ada"),
        atomic_output(tmp_path / "h.xlsx", overwrite=False) as temporary,
    ):
        temporary.write_text("lain")
    assert (tmp_path / "h.xlsx").read_text() == "isi"


def _failing(number: int) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "tidak boleh ditulisi"),
        (errno.EROFS, "tidak boleh ditulisi"),
        (errno.ENOSPC, "penuh"),
        (errno.EIO, "gagal ditulis"),
    ],
)
def test_a_folder_that_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    monkeypatch.setattr(output.tempfile, "mkstemp", _failing(number))
    with pytest.raises(OutputError, match=words):
        check_output(tmp_path / "h.xlsx", tmp_path / "m.xlsx", overwrite=False)


def test_an_output_that_windows_holds_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "h.xlsx"
    target.write_text("lama")
    monkeypatch.setattr(Path, "replace", _failing(errno.EACCES))
    with (
        pytest.raises(OutputError, match="sedang dibuka"),
        atomic_output(target, overwrite=True) as temporary,
    ):
        temporary.write_text("baru")
    assert target.read_text() == "lama"
    assert list(tmp_path.iterdir()) == [target]


def test_results_can_be_read_by_colleagues(tmp_path: Path) -> None:
    with atomic_output(tmp_path / "h.xlsx", overwrite=False) as temporary:
        temporary.write_text("isi")
    plain = tmp_path / "biasa"
    plain.write_text("x")
    assert (tmp_path / "h.xlsx").stat().st_mode == plain.stat().st_mode
