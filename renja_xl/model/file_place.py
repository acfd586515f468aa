"""Where a file lies and what it is called, in whatever way paths are written on the machine it is from."""

from __future__ import annotations

from typing import NamedTuple

from renja_xl.model.form import load_vocabulary


class FilePlace(NamedTuple):
    """A folder and the name of a file in it, with its ending."""

    folder: str
    nama: str

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.nama.rpartition(".")[0] or self.nama


def file_place(path: str) -> FilePlace:
    """The place of a file; what a watched folder sorts its files into is no place of its own."""
    *folders, name = path.replace("\\", "/").split("/")
    sorted_into = load_vocabulary()["perangkat_daerah"]["folder"]
    while folders and folders[-1].lower() in sorted_into:
        folders.pop()
    return FilePlace("/".join(folders), name)
