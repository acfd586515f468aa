"""Moves that never land on another file and can be done again after a kill."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from renja_xl.watching.inbox import stamp_at
from renja_xl.watching.job import GAGAL, REASON, SELESAI, Job
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.outbox import move_new
from renja_xl.watching.places import Places
from renja_xl.watching.publish import REPORT, failure_outputs, is_moved, publish, result_outputs
from renja_xl.watching.snapshot import ChangedError, UnreadableError, snapshot
from tests.folders import names

NOON = datetime(2026, 11, 22, 14, 15, 3)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    found = Places(tmp_path)
    found.prepare()
    return found


def begun(places: Places, ledger: Ledger, name: str = "a.xlsx", text: str = "isi") -> Job:
    """A job whose input lies in the inbox and, copied, in its work folder."""
    (places.inbox / name).write_text(text)
    stamp = stamp_at(places.inbox / name)
    assert stamp
    job = ledger.begin(name, "1a2b3c4d5e", ("d", "baku"), stamp, "t")
    (places.job(job.id) / "masukan").mkdir(parents=True)
    (places.job(job.id) / "masukan" / name).write_text(text)
    return job


def complete(places: Places, ledger: Ledger, name: str = "a.xlsx") -> Job:
    job = begun(places, ledger, name)
    folder = places.job(job.id)
    (folder / "hasil.xlsx").write_text("hasil")
    (folder / REPORT).write_text(f"Hasil: {Path(name).stem}_terisi.xlsx")
    return ledger.complete(job.id, result_outputs(places, ledger, job, [folder / "hasil.xlsx"], NOON))


def failed(places: Places, ledger: Ledger, name: str = "a.xlsx") -> Job:
    job = begun(places, ledger, name)
    (places.job(job.id) / REASON).write_text("Rusak.")
    return ledger.complete(job.id, failure_outputs(places, ledger, job, NOON), "Rusak.")


def test_a_move_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    with pytest.raises(FileExistsError):
        move_new(tmp_path / "a", tmp_path / "b")
    move_new(tmp_path / "a", tmp_path / "c")
    assert {name: (tmp_path / name).read_text() for name in names(tmp_path)} == {"b": "b", "c": "a"}


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    test_a_move_never_overwrites(tmp_path)


def test_a_move_killed_halfway_is_completed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    os.link(tmp_path / "a", tmp_path / "b")
    move_new(tmp_path / "a", tmp_path / "b")
    assert names(tmp_path) == ["b"]


def test_results_are_published_once(places: Places) -> None:
    ledger = Ledger(places.ledger)
    job = complete(places, ledger)
    publish(places, ledger, job)
    (places.selesai / "a_terisi.xlsx").unlink()  # taken away at once, before the ledger knew
    publish(places, ledger, job)
    assert names(places.selesai) == ["a_laporan.txt"]
    assert (places.inbox / "a.xlsx").read_text() == "isi"


def test_a_place_that_somebody_took_meanwhile(places: Places) -> None:
    ledger = Ledger(places.ledger)
    job = complete(places, ledger)
    (places.selesai / "a_terisi.xlsx").write_text("milik orang")
    publish(places, ledger, job)
    assert (places.selesai / "a_terisi.xlsx").read_text() == "milik orang"
    (other,) = [item.tujuan for item in ledger.job(job.id).keluaran if item.sumber == "hasil.xlsx"]
    assert (places.folder / other).read_text() == "hasil"
    assert (places.selesai / "a_laporan.txt").read_text() == f"Hasil: {Path(other).name}"


def test_a_report_that_was_being_written_when_killed(places: Places) -> None:
    ledger = Ledger(places.ledger)
    job = complete(places, ledger)
    (places.selesai / "a_terisi.xlsx").write_text("milik orang")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ledger, "_writing", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            publish(places, ledger, job)
    (half,) = {path.name for path in places.job(job.id).glob("laporan*")} - {REPORT}
    (places.job(job.id) / half).write_text("Hasil: a_te")
    (places.selesai / "a_terisi.xlsx").unlink()
    publish(places, ledger, ledger.job(job.id))
    assert names(places.selesai) == ["a_laporan.txt", "a_terisi.xlsx"]
    assert (places.selesai / "a_laporan.txt").read_text() == "Hasil: a_terisi.xlsx"


def test_a_place_that_the_system_cannot_hold(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    link, rename = os.link, os.rename

    def short(function: Any) -> Any:
        def call(source: Any, target: Any, **named: Any) -> None:
            if len(Path(target).name) > 24:
                raise OSError(errno.ENAMETOOLONG, "too long")
            function(source, target, **named)

        return call

    ledger = Ledger(places.ledger)
    job = complete(places, ledger, "matriks dinas.xlsx")
    other = failed(places, ledger, "matriks lain dari dinas.xlsx")
    monkeypatch.setattr(os, "link", short(link))
    monkeypatch.setattr(os, "rename", short(rename))
    publish(places, ledger, job)
    publish(places, ledger, other)
    result, report = (item.tujuan for item in ledger.job(job.id).keluaran)
    assert (places.folder / report).read_text() == f"Hasil: {Path(result).name}"
    assert (places.folder / result).read_text() == "hasil"
    assert [(places.folder / item.tujuan).read_text() for item in ledger.job(other.id).keluaran] == [
        "Rusak.",
        "isi",
    ]


def test_an_input_that_is_taken_away_in_the_very_moment(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    rename = os.rename

    def late(source: Any, target: Any) -> None:
        if Path(source).name == "a.xlsx":
            Path(source).unlink()
        rename(source, target)

    monkeypatch.setattr(os, "rename", late)
    publish(places, ledger, job)
    assert (places.gagal / "a.xlsx").read_text() == "isi"
    assert names(places.gagal) == ["a.xlsx", "a.xlsx.txt"]


def test_a_folder_for_failures_that_is_gone_is_no_change_of_the_input(places: Places) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    places.gagal.rmdir()
    with pytest.raises(FileNotFoundError):
        publish(places, ledger, job)
    assert (places.inbox / "a.xlsx").read_text() == "isi", "who dropped it still sees it"
    (places.inbox / "a.xlsx").unlink()
    with pytest.raises(FileNotFoundError):
        publish(places, ledger, job)


def test_a_failure_takes_the_input_along(places: Places) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    publish(places, ledger, job)
    publish(places, ledger, job)
    assert names(places.gagal) == ["a.xlsx", "a.xlsx.txt"]
    assert not (places.inbox / "a.xlsx").exists()


def test_a_newer_version_stays_and_the_failed_one_goes(places: Places) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    (places.inbox / "a.xlsx").write_text("versi baru")
    publish(places, ledger, job)
    publish(places, ledger, job)
    assert (places.inbox / "a.xlsx").read_text() == "versi baru"
    assert (places.gagal / "a.xlsx").read_text() == "isi"
    assert names(places.gagal) == ["a.xlsx", "a.xlsx.txt"]


def test_an_input_that_was_taken_away_is_kept_as_a_copy(places: Places) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    (places.inbox / "a.xlsx").unlink()
    publish(places, ledger, job)
    assert (places.gagal / "a.xlsx").read_text() == "isi"


def from_another_disk(folder: Path) -> Any:
    """`os.replace` where this folder is on another disk than all others."""
    replace = os.replace

    def call(source: Any, target: Any) -> None:
        if Path(source).parent == folder != Path(target).parent:
            raise OSError(errno.EXDEV, "another disk")
        replace(source, target)

    return call


def test_an_inbox_on_another_disk(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    monkeypatch.setattr(os, "replace", from_another_disk(places.inbox))
    publish(places, ledger, job)
    assert names(places.gagal) == ["a.xlsx", "a.xlsx.txt"]
    assert not (places.inbox / "a.xlsx").exists()


@pytest.mark.parametrize("gone", ["masukan/a.xlsx", "masukan"])
def test_an_original_stays_where_its_copy_is_gone(
    places: Places, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    path = places.job(job.id) / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    monkeypatch.setattr(os, "replace", from_another_disk(places.inbox))
    publish(places, ledger, job)
    assert (places.gagal / "a.xlsx").read_text() == "isi"


def on_another_disk(folder: Path) -> Any:
    """`os.link` where this folder is on another disk than all others."""
    link = os.link

    def call(source: Any, target: Any, **named: Any) -> None:
        if Path(source).parent != Path(target).parent == folder:
            raise OSError(errno.EXDEV, "another disk")
        link(source, target, **named)

    return call


@pytest.mark.parametrize("written", ["masuk", "gagal"])
def test_what_is_written_by_a_handle_from_before_is_not_removed(
    places: Places, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    """The inbox, or `gagal/`, on another disk: a copy is made, and what it was made of goes."""
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    handle, copyfile = (places.inbox / "a.xlsx").open("a"), shutil.copyfile

    def late(source: Path, target: Path) -> None:
        copyfile(source, target)
        if source.suffix != ".txt" and not handle.closed:
            handle.write(" yang dibetulkan")
            handle.close()

    if written == "masuk":
        shutil.rmtree(places.job(job.id) / "masukan")
        monkeypatch.setattr(os, "replace", from_another_disk(places.inbox))
    else:
        monkeypatch.setattr(os, "link", on_another_disk(places.gagal))
    monkeypatch.setattr(shutil, "copyfile", late)
    try:
        publish(places, ledger, job)
    except OSError as error:
        assert error.errno == errno.EBUSY
        publish(places, ledger, ledger.job(job.id))
    texts = [path.read_text() for folder in (places.inbox, places.gagal) for path in folder.glob("a*.xlsx")]
    assert "isi yang dibetulkan" in texts
    assert [name for name in names(places.gagal) if name.startswith(".")] == []


def test_what_is_written_after_it_was_taken_goes_back(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    replace = from_another_disk(places.inbox)
    with (places.inbox / "a.xlsx").open("a") as handle:

        def late(source: Any, target: Any) -> None:
            handle.write(" yang dibetulkan")
            handle.flush()
            replace(source, target)

        monkeypatch.setattr(os, "replace", late)
        publish(places, ledger, job)
    assert (places.inbox / "a.xlsx").read_text() == "isi yang dibetulkan"
    assert (places.gagal / "a.xlsx").read_text() == "isi"


def test_an_input_that_is_said_to_stay_stays(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed behind the sentence that says so; by then it might be taken."""

    def refused(*_: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", refused)
        publish(places, ledger, job)
    publish(places, ledger, ledger.job(job.id))
    assert (places.inbox / "a.xlsx").read_text() == "isi"


def test_an_input_that_is_open_on_windows_is_waited_for(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> None:
        error = PermissionError(errno.EACCES, "Permission denied")
        error.winerror = 32
        raise error

    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", refused)
        with pytest.raises(PermissionError):
            publish(places, ledger, job)
    publish(places, ledger, job)
    assert names(places.gagal) == ["a.xlsx", "a.xlsx.txt"]
    assert not (places.inbox / "a.xlsx").exists()


def test_a_copy_that_was_killed_is_cleared(places: Places) -> None:
    ledger = Ledger(places.ledger)
    job = complete(places, ledger)
    (places.selesai / f".renja-{job.id}-{job.sha256[:16]}-0").write_text("hasil")
    publish(places, ledger, job)
    assert not [name for name in names(places.selesai) if name.startswith(".")]


def test_half_a_copy_is_never_taken_for_the_whole(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed in the middle of copying to another disk."""

    def killed(source: Path, target: Path) -> None:
        target.write_bytes(b"ha")
        raise KeyboardInterrupt

    ledger = Ledger(places.ledger)
    job = complete(places, ledger)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", on_another_disk(places.selesai))
        patch.setattr(shutil, "copyfile", killed)
        with pytest.raises(KeyboardInterrupt):
            publish(places, ledger, job)
    assert not any(is_moved(places, job, item) for item in job.keluaran)
    monkeypatch.setattr(os, "link", on_another_disk(places.selesai))
    publish(places, ledger, job)
    assert names(places.selesai) == ["a_laporan.txt", "a_terisi.xlsx"]
    assert (places.selesai / "a_terisi.xlsx").read_text() == "hasil"


def test_half_a_copy_takes_no_room(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        target.write_bytes(b"ha")
        raise OSError(errno.ENOSPC, "full")

    ledger = Ledger(places.ledger)
    job = complete(places, ledger)
    monkeypatch.setattr(os, "link", on_another_disk(places.selesai))
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        with pytest.raises(OSError, match="full"):
            publish(places, ledger, job)
    assert names(places.selesai) == []
    publish(places, ledger, job)
    assert (places.selesai / "a_terisi.xlsx").read_text() == "hasil"


def test_results_on_another_disk(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(places.ledger)
    job = complete(places, ledger)
    monkeypatch.setattr(os, "link", on_another_disk(places.selesai))
    (places.selesai / "a_terisi.xlsx").write_text("milik orang")
    publish(places, ledger, job)
    publish(places, ledger, ledger.job(job.id))
    assert (places.selesai / "a_terisi.xlsx").read_text() == "milik orang"
    assert sorted(path.read_text() for path in places.selesai.glob("*.xlsx")) == ["hasil", "milik orang"]
    assert len(names(places.selesai)) == 3


def saving(path: Path, *texts: str) -> Any:
    """`os.rename` as it is, but somebody saves these texts at `path`, before and after it is taken from there."""
    rename, left = os.rename, list(texts)

    def save() -> None:
        beside = path.with_suffix(".neu")
        beside.write_text(left.pop(0))
        os.replace(beside, path)  # noqa: PTH105 - as programs save

    def call(source: Any, target: Any) -> None:
        if Path(source) != path or not left:
            rename(source, target)
            return
        save()
        rename(source, target)
        if left:
            save()

    return call


def test_a_version_saved_while_the_failed_one_is_taken_stays(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    monkeypatch.setattr(os, "rename", saving(places.inbox / "a.xlsx", "dibetulkan"))
    publish(places, ledger, job)
    assert (places.inbox / "a.xlsx").read_text() == "dibetulkan"
    assert (places.gagal / "a.xlsx").read_text() == "isi"
    assert names(places.inbox) == [".renja-xl", "a.xlsx", "gagal", "selesai"]


def test_of_two_versions_saved_meanwhile_both_stay_and_that_is_said(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    monkeypatch.setattr(os, "rename", saving(places.inbox / "a.xlsx", "dibetulkan", "sekali lagi"))
    publish(places, ledger, job)
    other = f"a_versi-lain-{job.id}-1.xlsx"
    assert (places.inbox / "a.xlsx").read_text() == "sekali lagi"
    assert (places.inbox / other).read_text() == "dibetulkan"
    assert other in ledger.job(job.id).alasan
    assert other in (places.gagal / "a.xlsx.txt").read_text()


@pytest.mark.parametrize("target", ["a.xlsx", "berkas/a.xlsx", "y" * 300])
def test_a_link_that_leads_nowhere_is_no_version_that_failed(places: Places, target: str) -> None:
    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    (places.folder / "berkas").write_text("x")
    (places.inbox / "a.xlsx").unlink()
    (places.inbox / "a.xlsx").symlink_to(target)
    publish(places, ledger, job)
    assert (places.gagal / "a.xlsx").read_text() == "isi"
    assert (places.inbox / "a.xlsx").is_symlink()


def test_an_original_is_in_the_inbox_until_its_sentence_is_laid_down(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    inode = (places.inbox / "a.xlsx").stat().st_ino
    with monkeypatch.context() as patch:
        patch.setattr("renja_xl.watching.publish.move_new", full)
        with pytest.raises(OSError, match="full"):
            publish(places, ledger, job)
    assert inode in [path.stat().st_ino for path in places.inbox.iterdir()]
    publish(places, ledger, job)
    assert (places.gagal / "a.xlsx").stat().st_ino == inode


def test_an_input_that_may_not_be_taken_stays_and_is_not_done_again(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    ledger = Ledger(places.ledger)
    job = failed(places, ledger)
    monkeypatch.setattr(os, "rename", refused)
    publish(places, ledger, job)
    assert (places.gagal / "a.xlsx").read_text() == (places.inbox / "a.xlsx").read_text() == "isi"
    assert not (places.gagal / "a.xlsx").samefile(places.inbox / "a.xlsx")
    job = ledger.job(job.id)
    why = (places.gagal / "a.xlsx.txt").read_text()
    assert "masih di folder masuk, karena tidak dapat dipindahkan dari sana (tidak diizinkan)" in why
    assert "masih di folder masuk" in job.alasan
    ledger.finish(job, "t")
    assert ledger.job(job.id).keadaan == GAGAL
    assert ledger.seen("a.xlsx") == (job.stamp, "d")


def test_a_folder_that_is_away_for_a_moment_is_no_result_that_was_moved(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(places.ledger)
    job = complete(places, ledger)
    away = places.folder.with_name("pergi")
    places.folder.rename(away)
    with pytest.raises(FileNotFoundError):
        publish(places, ledger, job)
    away.rename(places.folder)
    publish(places, ledger, job)
    ledger.finish(job, "t")
    assert ledger.job(job.id).keadaan == SELESAI
    assert (places.selesai / "a_terisi.xlsx").read_text() == "hasil"


def test_the_same_name_fails_twice(places: Places) -> None:
    ledger = Ledger(places.ledger)
    for _ in range(2):
        job = failed(places, ledger)
        publish(places, ledger, job)
        ledger.finish(job, "t")
    stamped = "a_20261122-141503_1a2b3c4d.xlsx"
    assert names(places.gagal) == ["a.xlsx", "a.xlsx.txt", stamped, f"{stamped}.txt"]


def test_a_snapshot_is_of_the_version_that_was_stable(tmp_path: Path) -> None:
    source, copy = tmp_path / "a", tmp_path / "b"
    source.write_text("satu")
    stamp = stamp_at(source)
    assert stamp
    assert snapshot(source, copy, stamp) == hashlib.sha256(b"satu").hexdigest()
    assert copy.read_text() == "satu"
    source.write_text("dua kali")
    with pytest.raises(ChangedError):
        snapshot(source, copy, stamp)
    source.unlink()
    with pytest.raises(ChangedError):
        snapshot(source, copy, stamp)
    source.mkdir()
    with pytest.raises((UnreadableError, ChangedError)):
        snapshot(source, copy, stamp)


def test_a_snapshot_of_a_file_that_is_read_only_can_be_written(tmp_path: Path) -> None:
    source, copy = tmp_path / "a", tmp_path / "b"
    source.write_text("satu")
    source.chmod(0o444)
    os.utime(source, ns=(10**18, 10**18))
    stamp = stamp_at(source)
    assert stamp
    snapshot(source, copy, stamp)
    assert copy.stat().st_mode & 0o200, "it could not be brought to the disk, nor on Windows be removed"
    assert copy.stat().st_mtime_ns == 10**18
