"""What the readers of every kind of file raise."""

from __future__ import annotations


class UnreadableError(Exception):
    """A file cannot be read. `kode` names the sentence under `[galat]` that says why, `isi` fills its blanks."""

    def __init__(self, reason: object = "", kode: str = "rusak", **isi: object) -> None:
        super().__init__(reason)
        self.kode = kode
        self.isi = isi
