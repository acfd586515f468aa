"""What the readers of every kind of file raise."""

from __future__ import annotations

import lzma
import zipfile
import zlib

# What zipfile raises on a part of a package that is damaged, encrypted, or packed in a way it does not know.
DAMAGED_PART = (
    KeyError,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)


class UnreadableError(Exception):
    """A file cannot be read. `kode` names the sentence under `[galat]` that says why, `isi` fills its blanks."""

    def __init__(self, reason: object = "", kode: str = "rusak", **isi: object) -> None:
        super().__init__(reason)
        self.kode = kode
        self.isi = isi
