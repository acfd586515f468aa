"""`renja-xl pantau FOLDER --riwayat`: what became of every file. Nothing heavy is loaded, nothing is changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from renja_xl.model.errors import InputError, OutputError
from renja_xl.model.texts import system_reason
from renja_xl.use_cases.pantau_catatan import check_record, record_error
from renja_xl.watching.history import recorded
from renja_xl.watching.job import Job
from renja_xl.watching.places import Places


@dataclass(frozen=True, slots=True)
class Catatan:
    """What became of one version of one file.

    `hasil` and `laporan` are below the watched folder; of a file that failed they are the file itself, as it was
    handed back, and the sentence that says why. With `kembali` they are those of an earlier version, or of earlier
    rules, which count again.
    """

    waktu: str
    nama: str
    sha256: str
    keadaan: str
    aturan: str
    setelan: str
    hasil: tuple[str, ...]
    laporan: str
    alasan: str
    kembali: bool


def riwayat(folder: str | Path) -> list[Catatan]:
    """The record of a watched folder, in the order the files were begun; empty where none was ever kept.

    Raises InputError where there is no such folder, OutputError where the record cannot be read.
    """
    places = Places(Path(folder))
    try:
        if not places.folder.is_dir():
            raise InputError("pantau-folder", folder=folder)
        check_record(places)
        if not places.ledger.exists():
            return []
        jobs = {job.id: job for job in recorded(places.ledger)}
        return [_note(job, jobs.get(job.kembali, job)) for job in jobs.values()]
    except sqlite3.Error as error:
        raise record_error(places.ledger, error) from error
    except OSError as error:
        raise OutputError(
            "pantau-catatan-tertutup", berkas=places.ledger, sebab=system_reason(error)
        ) from error


def _note(job: Job, made: Job) -> Catatan:
    """`made` is the job whose results count."""
    return Catatan(
        waktu=job.akhir or job.mulai,
        nama=job.nama,
        sha256=job.sha256,
        keadaan=job.keadaan,
        aturan=job.aturan,
        setelan=job.setelan,
        hasil=tuple(output.tujuan for output in made.hasil),
        laporan=job.laporan.tujuan if job.laporan else "",
        alasan=job.alasan,
        kembali=bool(job.kembali),
    )


def riwayat_json(folder: str | Path, notes: Sequence[Catatan]) -> str:
    """The object that `--riwayat --json` prints."""
    whole = {"versi_skema": 1, "folder": str(folder), "riwayat": [asdict(note) for note in notes]}
    return json.dumps(whole, ensure_ascii=False, indent=1)
