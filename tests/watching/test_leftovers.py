"""Inputs that were taken and whose record or work folder somebody deleted: none is lost, none comes twice."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from renja_xl import pantau, riwayat
from renja_xl.model.errors import OutputError
from renja_xl.watching.job import Job
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.leftovers import bring_back, hidden_name
from renja_xl.watching.places import Places
from renja_xl.watching.publish import publish
from tests.folders import names
from tests.watching.test_outbox import failed, from_another_disk, places

__all__ = ["places"]


def visible(inbox: Path) -> list[str]:
    return [path.name for path in sorted(inbox.iterdir()) if path.is_file()]


def taken(places: Places, ledger: Ledger) -> Job:
    """A job whose input has its hidden name."""
    job = failed(places, ledger)
    (places.inbox / "a.xlsx").rename(places.inbox / hidden_name(job))
    return job


def without_record(places: Places) -> Ledger:
    places.ledger.unlink()
    return Ledger(places.ledger)


@pytest.mark.parametrize("name", [".renja-99999999999999999999-a", ".renja-1-z", ".renja-1"])
def test_a_name_that_is_none_of_ours_stays(places: Places, name: str) -> None:
    (places.inbox / name).write_text("milik orang")
    (places.kerja / "99999999999999999999").mkdir()
    bring_back(places, Ledger(places.ledger))
    assert visible(places.inbox) == [name]


def test_a_hidden_original_of_an_earlier_record_is_not_that_of_this_one(places: Places) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    (places.inbox / f".renja-{job.id}-ffff").write_text("lain")
    bring_back(places, ledger)
    assert visible(places.inbox) == ["a.xlsx", "berkas-kembali-1"]
    assert (places.inbox / "berkas-kembali-1").read_text() == "lain"


def test_an_original_on_its_way_to_another_disk_arrives(tmp_path: Path) -> None:
    """Killed behind the copy and in front of its last move; then somebody clears the work folder."""
    places = Places(tmp_path)
    places.prepare()
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    (places.inbox / "a.xlsx").rename(places.gagal / f".renja-{job.id}-{job.sha256[:16]}-1")
    (places.job(job.id) / job.keluaran[0].sumber).rename(places.folder / job.keluaran[0].tujuan)
    ledger.close()
    shutil.rmtree(places.kerja)
    pantau(tmp_path, sekali=True, tunggu=0)
    assert visible(places.gagal) == ["a.xlsx", "a.xlsx.txt"]
    assert (places.gagal / "a.xlsx").read_text() == "isi"


def test_what_is_on_its_way_stays_there(places: Places) -> None:
    ledger = Ledger(places.ledger)
    job = taken(places, ledger)
    bring_back(places, ledger)
    assert visible(places.inbox) == [hidden_name(job)]


@pytest.mark.parametrize("lost", ["kerja", "catatan", "semua"])
def test_a_hidden_original_comes_back(places: Places, lost: str) -> None:
    ledger = Ledger(places.ledger)
    job = taken(places, ledger)
    (places.inbox / "a.xlsx").write_text("versi baru")
    if lost != "catatan":
        shutil.rmtree(places.job(job.id))
    if lost != "kerja":
        ledger.close()
        ledger = without_record(places)
    bring_back(places, ledger)
    other = "berkas-kembali-1" if lost == "semua" else "a_versi-lain-1-1.xlsx"
    assert visible(places.inbox) == ["a.xlsx", other]
    assert (places.inbox / "a.xlsx").read_text() == "versi baru"
    assert (places.inbox / other).read_text() == "isi"


def test_the_only_original_in_a_work_folder_that_is_not_known_comes_back(places: Places) -> None:
    ledger = Ledger(places.ledger)
    failed(places, ledger)
    ledger.close()
    ledger = without_record(places)
    bring_back(places, ledger)
    assert visible(places.inbox) == ["a.xlsx"], "its copy comes to no second one"
    (places.inbox / "a.xlsx").unlink()
    bring_back(places, ledger)
    assert (places.inbox / "a.xlsx").read_text() == "isi"


def test_it_comes_back_to_an_inbox_on_another_disk(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(places.ledger)
    failed(places, ledger)
    ledger.close()
    ledger = without_record(places)
    (places.inbox / "a.xlsx").unlink()
    link, inbox = os.link, places.inbox

    def only_within(source: Any, target: Any, **named: Any) -> None:
        if Path(source).parent != Path(target).parent == inbox:
            raise OSError(errno.EXDEV, "another disk")
        link(source, target, **named)

    monkeypatch.setattr(os, "link", only_within)
    bring_back(places, ledger)
    bring_back(places, ledger)
    assert visible(places.inbox) == ["a.xlsx"]


def test_half_a_copy_hides_no_original(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed on the way to another disk, where the copy was cleared away; then the record is lost."""

    def killed(_: Path, target: Path) -> None:
        target.write_bytes(b"i")
        raise KeyboardInterrupt

    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    (places.job(job.id) / job.keluaran[-1].sumber).unlink()
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", from_another_disk(places.inbox))
        patch.setattr(shutil, "copyfile", killed)
        with pytest.raises(KeyboardInterrupt):
            publish(places, ledger, job)
    ledger.close()
    places.ledger.unlink()
    for _ in range(2):
        pantau(places.folder, sekali=True, tunggu=0, tenggang=0)
    assert visible(places.inbox) == []
    assert names(places.kerja) == []
    (note,) = riwayat(places.folder)
    assert (note.nama, note.keadaan) == ("a.xlsx", "gagal")
    handed_back = [path.read_text() for path in places.gagal.iterdir() if path.suffix != ".txt"]
    assert handed_back == ["isi"]


def test_a_record_that_is_lost_loses_no_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"bukan")

    def cut(*_: Any) -> None:
        raise OSError(errno.EIO, "cut")

    with monkeypatch.context() as patch:
        patch.setattr(
            "renja_xl.watching.publish._move", lambda _, __, output: output.tujuan[-1] == "t" or cut()
        )
        with pytest.raises(OutputError):
            pantau(tmp_path, sekali=True, tunggu=0, tenggang=0)
    assert visible(tmp_path) == []
    (tmp_path / ".renja-xl" / "buku-besar.sqlite").unlink()
    assert pantau(tmp_path, sekali=True, tunggu=0, tenggang=0).gagal == 1
    assert names(tmp_path / "gagal") == ["b.xlsx", "b.xlsx.txt"]
    assert (tmp_path / "gagal" / "b.xlsx").read_bytes() == b"bukan"
