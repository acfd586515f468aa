"""Moving finished files to where people look: never over another file, and the same again after a kill."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from pathlib import Path

from renja_xl.model.file_place import same_file


def move_new(source: Path, target: Path) -> None:
    """Move a file to a name that is free; raises FileExistsError where it is not.

    A move that was killed between its two steps is completed by calling it again.
    """
    if os.name == "nt":
        source.rename(target)  # Windows itself refuses a name that is taken
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if same_file(source, target):  # killed here before; or a share that did it and says it did not
            source.unlink()
            return
        if error.errno in (errno.EXDEV, errno.ENOENT):
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        source.rename(target)  # a file system without links
        return
    source.unlink()


def copy_whole(source: Path, target: Path, half: Path) -> None:
    """Copy a file to another disk, all of it or nothing: a name that is there holds all, whenever it was killed.

    `half`, on the disk of the target, is what the copy is called until it is whole; a kill leaves it there.
    Raises OSError where there is no room, or while somebody writes into it by a handle from before it was taken.
    """
    try:
        before = source.stat()
        shutil.copyfile(source, half)
        sync_file(half)
        after = source.stat()
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(source))
    except OSError:
        with contextlib.suppress(OSError):
            half.unlink()
        raise
    half.replace(target)
    sync_folder(target.parent)


def is_there(path: Path) -> bool:
    """Whether a name is in its folder. Raises OSError where the folder itself cannot be looked into."""
    return path.name in os.listdir(path.parent)  # noqa: PTH208 - one look, of which the answer is certain


def check_writable(folder: Path) -> None:
    """Raise OSError where a folder is not there, or nothing may be put into it."""
    folder.stat()
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def sync_file(path: Path) -> None:
    """Bring a file's bytes to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some shares refuse
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
