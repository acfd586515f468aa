"""What the record says of one version of one file: how far it is, and where its outputs belong.

A job is `mulai` (begun: after a kill it is thrown away and done again), `jadi` (its outputs are complete in its
work folder and their final names laid down: after a kill the moves are completed), then `selesai` or `gagal`.
"""

from __future__ import annotations

from dataclasses import dataclass

from renja_xl.watching.inbox import Stamp

MULAI, JADI, SELESAI, GAGAL = "mulai", "jadi", "selesai", "gagal"

# The sentence that says why, in the work folder; and the one that says besides what became of the input.
REASON, REASON_MORE = "alasan.txt", "alasan-lanjut.txt"


@dataclass(frozen=True, slots=True)
class Output:
    """A file of a job: its name in the work folder, and its final place below the watched folder."""

    sumber: str
    tujuan: str


@dataclass(frozen=True, slots=True)
class Job:
    """One version of one file, by one set of settings; with an `alasan` it failed.

    Where the file went back to a version, or to settings, whose result is there, `kembali` is the job of that
    result: it counts again, and of this one there is a report alone.

    Outputs are in the order they are moved: results before the report that names them, but the sentence that says
    why before the input that is handed back.
    """

    id: int
    nama: str
    sha256: str
    setelan: str
    aturan: str
    stamp: Stamp
    keadaan: str
    percobaan: int
    mulai: str
    akhir: str
    alasan: str
    kembali: int = 0
    keluaran: tuple[Output, ...] = ()

    @property
    def hasil(self) -> tuple[Output, ...]:
        """The results; of a job that failed the input that is handed back."""
        return self.keluaran[1:] if self.alasan else self.keluaran[:-1]

    @property
    def laporan(self) -> Output | None:
        """The report, or the sentence that says why; None until the outputs are complete."""
        if not self.keluaran:
            return None
        return self.keluaran[0 if self.alasan else -1]

    @property
    def tertinggal(self) -> bool:
        """Whether the file failed and lies in the inbox still, so that this version is not to be taken again."""
        return bool(self.alasan and self.keluaran) and self.keluaran[0].sumber == REASON_MORE
