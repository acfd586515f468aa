"""From a work folder to where people look, job by job; the same again after a kill, as often as needed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath

from renja_xl.watching.inbox import stamp_at
from renja_xl.watching.job import Job, Output
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.names import fitted, free_names, most_characters, stamps
from renja_xl.watching.outbox import move_new, same_file, sync_file, sync_folder
from renja_xl.watching.places import GAGAL, SELESAI, Places

# Names inside the work folder of a job.
INPUT, RESULT, REPORT, REASON = "masukan", "hasil", "laporan.txt", "alasan.txt"
# A name that is cut has its hash and its ending at least.
_SHORTEST = 20


def result_outputs(
    places: Places, ledger: Ledger, job: Job, results: list[Path], when: datetime
) -> tuple[Output, ...]:
    """Final places for the results, and for the report last: what it names is there before it is."""
    stem = Path(job.nama).stem
    kinds = [(f"_terisi{result.stem.removeprefix(RESULT)}", result.suffix) for result in results]
    names = free_names(
        stem,
        [*kinds, ("_laporan", ".txt")],
        most_characters(places.selesai),
        stamps(when, job.sha256),
        _taken(places, ledger, SELESAI),
    )
    sources = [*(result.name for result in results), REPORT]
    return tuple(Output(source, f"{SELESAI}/{name}") for source, name in zip(sources, names, strict=True))


def failure_outputs(places: Places, ledger: Ledger, job: Job, when: datetime) -> tuple[Output, ...]:
    """Final places for the sentence that says why, and for the input itself."""
    path, taken = Path(job.nama), _taken(places, ledger, GAGAL)
    most = most_characters(places.gagal)
    for stamp in stamps(when, job.sha256):
        input_name = fitted(path.stem, f"{stamp}{path.suffix}", most - len(".txt"))
        if not taken(input_name) and not taken(f"{input_name}.txt"):
            break
    return (
        Output(REASON, f"{GAGAL}/{input_name}.txt"),
        Output(f"{INPUT}/{snapshot_name(places, job.nama)}", f"{GAGAL}/{input_name}"),
    )


def snapshot_name(places: Places, name: str) -> str:
    """What the copy of an input is called: as it is, unless a sheet or a system could not hold that."""
    path = Path(name)
    return fitted(path.stem, path.suffix, most_characters(places.kerja / "1234567" / INPUT))


def publish(places: Places, ledger: Ledger, job: Job) -> None:
    """Move every output that has not been moved. Raises OSError where that cannot be done yet."""
    for number in range(len(job.keluaran)):
        job = _brought(places, ledger, job, number)
    for folder in {str(PurePosixPath(output.tujuan).parent) for output in job.keluaran}:
        sync_folder(places.folder / folder)


def clear(places: Places, number: int) -> None:
    """Remove the work folder of a job that is finished or was thrown away."""
    shutil.rmtree(places.job(number), ignore_errors=True)


def _brought(places: Places, ledger: Ledger, job: Job, number: int) -> Job:
    """Bring one output to its place; the job as it is then, for the place may be another."""
    output = job.keluaran[number]
    try:
        if output.sumber.startswith(f"{INPUT}/"):
            _hand_back(places, job, output)
        else:
            _move(places, job, output)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENAMETOOLONG):
            raise
        return _brought(places, ledger, _with_another_place(places, ledger, job, output, error), number)
    return job


def _move(places: Places, job: Job, output: Output) -> None:
    source = places.job(job.id) / output.sumber
    if source.exists():  # else it was moved before a kill
        move_new(source, places.folder / output.tujuan)


def _hand_back(places: Places, job: Job, output: Output) -> None:
    """The input that failed leaves the inbox; if it has changed meanwhile it stays, and its copy goes instead."""
    source, target = places.inbox / job.nama, places.folder / output.tujuan
    copy, now = places.job(job.id) / output.sumber, stamp_at(source)
    try:
        if same_file(source, target):  # killed between the two steps of a move
            source.unlink()
        elif target.exists() and (now is None or not copy.exists()):  # moved before a kill
            if now == job.stamp:
                source.unlink()
        elif now == job.stamp:
            if _move_input(source, target, copy):
                _put_back_if_newer(source, target, job)
        elif copy.exists():
            move_new(copy, target)
    except FileNotFoundError:
        if stamp_at(source) == now:
            raise
        _hand_back(places, job, output)  # it was taken away in this very moment


def _move_input(source: Path, target: Path, copy: Path) -> bool:
    """Move the input, or its copy where it is a link or on another disk; whether it is the input itself."""
    if source.is_symlink():  # from another folder it might lead nowhere
        move_new(copy, target)
        source.unlink()
        return False
    try:
        move_new(source, target)
    except FileExistsError:
        raise
    except OSError:
        if os.stat(source.parent).st_dev == os.stat(target.parent).st_dev or not copy.exists():  # noqa: PTH116
            raise
        move_new(copy, target)
        source.unlink()
        return False
    return True


def _put_back_if_newer(source: Path, target: Path, job: Job) -> None:
    """A version saved in the very moment of the move belongs into the inbox."""
    moved = stamp_at(target)
    if moved and not moved.same_version(job.stamp) and not source.exists():
        move_new(target, source)


def _with_another_place(places: Places, ledger: Ledger, job: Job, output: Output, why: OSError) -> Job:
    """The job with another place for an output, whose own was taken by somebody or has too long a name here.

    The report then names it: the ledger changes to another report and to the place at once.
    """
    folder, _, name = output.tujuan.partition("/")
    path, most = Path(name), most_characters(places.folder / folder)
    if why.errno == errno.ENAMETOOLONG:
        if len(name) <= _SHORTEST:
            raise why
        most = min(most, max(_SHORTEST, len(name) // 2))
    for stamp in stamps(datetime.now(), job.sha256):
        other = fitted(path.stem, f"{stamp}{path.suffix}", most)
        if not _taken(places, ledger, folder)(other):
            break
    changes = {output: Output(output.sumber, f"{folder}/{other}")}
    if job.laporan and output != job.laporan and not job.alasan:
        changes[job.laporan] = _report_with(places.job(job.id), job.laporan, name, other)
    return ledger.exchange(job.id, changes)


def _report_with(folder: Path, report: Output, name: str, other: str) -> Output:
    """A report beside the present one, which names another result; half of it may be left by a kill."""
    path = folder / report.sumber
    beside = path.with_stem(f"{path.stem}+")
    beside.write_text(path.read_text(encoding="utf-8").replace(name, other), encoding="utf-8")
    sync_file(beside)
    sync_folder(folder)
    return Output(beside.name, report.tujuan)


def _taken(places: Places, ledger: Ledger, folder: str) -> Callable[[str], bool]:
    def taken(name: str) -> bool:
        return os.path.lexists(places.folder / folder / name) or ledger.taken(f"{folder}/{name}")

    return taken
