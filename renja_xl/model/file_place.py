"""Where a file lies and what it is called, in whatever way paths are written on the machine it is from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from renja_xl.model.form import load_vocabulary

_NUMERAL = re.compile(r"i{1,3}|iv")


class FilePlace(NamedTuple):
    """A folder and the name of a file in it, with its ending."""

    folder: str
    nama: str

    @property
    def tempat(self) -> str:
        """The folder without those below it that only say of when their files are (TW 1) or how they came.

        Folders with numbers alone stay: they may be what tells two agencies apart.
        """
        folders = self.folder.split("/")
        while folders and _says_when(folders[-1]):
            folders.pop()
        return "/".join(folders)

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.nama.rpartition(".")[0] or self.nama


def own_words(name: str) -> list[str]:
    """The words of a file's or folder's name that say neither what it is nor of when, nor how it came."""
    known = load_vocabulary()["perangkat_daerah"]
    general = {*known["berkas"], *known["folder"], *known["folder_umum"], *known["versi"]}
    words = re.findall(r"[^\W\d_]+", name.lower())
    return [word for word in words if word not in general and not _NUMERAL.fullmatch(word)]


def _says_when(folder: str) -> bool:
    return bool(re.search(r"[^\W\d_]", folder)) and not own_words(folder)


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths are one file, in whatever way they are written; not where one of them is not there."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def file_place(path: str) -> FilePlace:
    """The place of a file; what a watched folder sorts its files into is no place of its own."""
    *folders, name = path.replace("\\", "/").split("/")
    sorted_into = load_vocabulary()["perangkat_daerah"]["folder"]
    while folders and folders[-1].lower() in sorted_into:
        folders.pop()
    return FilePlace("/".join(folders), name)
