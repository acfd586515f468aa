"""The short report that lies beside a result."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath

from renja_xl.model.texts import sentence
from renja_xl.use_cases.isi import IsiResult
from renja_xl.use_cases.report import filled_sentence, first_look
from renja_xl.watching.job import Job


def base_names(job: Job) -> str:
    """What the results of a job are called."""
    return ", ".join(PurePosixPath(output.tujuan).name for output in job.hasil)


def return_text(made: Job, replaced: Job, now: datetime) -> str:
    """That the result of an earlier job counts again, in place of one that was made since."""
    why = "kembali-aturan" if made.sha256 == replaced.sha256 else "kembali-isi"
    lines = [
        sentence("pantau.laporan.judul", berkas=made.nama),
        "",
        sentence("pantau.laporan.dicatat", waktu=f"{now:%d-%m-%Y %H.%M.%S}"),
        sentence("pantau.laporan.sidik", sidik=made.sha256),
        sentence("pantau.laporan.aturan", aturan=made.aturan),
        "",
        sentence(f"pantau.laporan.{why}"),
        sentence("pantau.laporan.berlaku", hasil=base_names(made)),
        sentence("pantau.laporan.tidak-berlaku", hasil=base_names(replaced)),
    ]
    return _as_text(lines)


def report_text(
    job: Job, results: list[IsiResult], names: list[str], notes: list[str], now: datetime, seconds: float
) -> str:
    """What a person wants to know before opening the result; `notes` are sentences about the file itself."""
    lines = [
        sentence("pantau.laporan.judul", berkas=job.nama),
        "",
        sentence(
            "pantau.laporan.waktu", waktu=f"{now:%d-%m-%Y %H.%M.%S}", detik=f"{seconds:.1f}".replace(".", ",")
        ),
        sentence("pantau.laporan.sidik", sidik=job.sha256),
        sentence("pantau.laporan.aturan", aturan=job.aturan),
        *notes,
    ]
    for result, name in zip(results, names, strict=True):
        lines += [
            "",
            sentence("pantau.laporan.hasil", hasil=name, lembar=result.filled.matrix.place.sheet),
            filled_sentence(result.filled),
            first_look(result.filled),
        ]
    return _as_text(lines)


def _as_text(lines: list[str]) -> str:
    return "\n".join(lines).encode("utf-8", "replace").decode() + "\n"
