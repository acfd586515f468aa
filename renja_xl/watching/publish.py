"""From a work folder to where people look, job by job; the same again after a kill, as often as needed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath

from renja_xl.watching.handback import hand_over, take
from renja_xl.watching.job import REASON, Job, Output
from renja_xl.watching.ledger import Ledger
from renja_xl.watching.names import fitted, free_names, most_characters, stamps
from renja_xl.watching.outbox import (
    check_writable,
    copy_whole,
    is_there,
    move_new,
    sync_file,
    sync_folder,
)
from renja_xl.watching.places import GAGAL, INPUT, SELESAI, Places

# Names inside the work folder of a job.
RESULT, REPORT = "hasil", "laporan.txt"
# A name that is cut has its hash and its ending at least.
_SHORTEST = 20
# Beside a target on another disk: its copy until that is whole.
_HALF = ".renja-sebagian"


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
    if job.alasan:
        check_writable(places.gagal)  # while it is not, the input is best where its owner sees it
        job = take(places, ledger, job)
    for number in range(len(job.keluaran)):
        if job.alasan and number:  # as late as can be: until then the original is safe beside where it lay
            hand_over(places, job)
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
        _move(places, job, output)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENAMETOOLONG):
            raise
        return _brought(places, ledger, _with_another_place(places, ledger, job, output, error), number)
    return job


def is_moved(places: Places, job: Job, output: Output) -> bool:
    """Whether an output is at its place, or whole on its disk."""
    return is_there(places.folder / output.tujuan) or is_there(_across(places, job, output))


def _across(places: Places, job: Job, output: Output) -> Path:
    """Where the target is on another disk the whole file is there first, under this name, which nobody sees."""
    number = job.keluaran.index(output)
    return (places.folder / output.tujuan).with_name(f".renja-{job.id}-{job.sha256[:16]}-{number}")


def _move(places: Places, job: Job, output: Output) -> None:
    """Move an output, unless that was done before a kill: what its folder, seen to be there, no longer holds.

    That a name is not found says nothing, because the whole folder may be away for a moment.
    """
    source, target = places.job(job.id) / output.sumber, places.folder / output.tujuan
    across, half = _across(places, job, output), target.with_name(_HALF)
    if is_there(source):
        for left_by_a_kill in (across, half):
            left_by_a_kill.unlink(missing_ok=True)
        try:
            move_new(source, target)
            return
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
        copy_whole(source, across, half)
        source.unlink()  # before the move: one that was killed behind it would not be known to have been done
    if is_there(across):
        move_new(across, target)


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
