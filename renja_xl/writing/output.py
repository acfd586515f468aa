"""Where a result goes: checked before the work, written beside its place, moved there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from renja_xl.model.errors import OutputError
from renja_xl.model.texts import system_reason

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


def check_output(target: Path, source: Path | None, *, overwrite: bool, ending: str = ".xlsx") -> None:
    """Refuse, before any work is done, a target that cannot become the result. `source` is the input, if any."""
    if target.suffix.lower() != ending:
        raise OutputError("hasil-akhiran", berkas=target, akhiran=ending)
    try:
        _refuse_place(target, source, overwrite=overwrite)
    except OSError as error:  # a name too long for the system, a folder nobody may look into
        raise output_error(error, target) from error
    with _temporary(target):
        pass


def _refuse_place(target: Path, source: Path | None, *, overwrite: bool) -> None:
    if target.is_dir():
        raise OutputError("hasil-folder", berkas=target)
    if not target.parent.is_dir():
        raise OutputError("hasil-tanpa-folder", folder=target.parent)
    if target.exists():
        if source and source.exists() and target.samefile(source):
            raise OutputError("hasil-masukan", berkas=target)
        if not overwrite:
            raise OutputError("hasil-ada", berkas=target)
        _refuse_open(target)


@contextlib.contextmanager
def atomic_output(target: Path, *, overwrite: bool) -> Iterator[Path]:
    """A temporary path in the target's folder that takes the target's place when the block ends well."""
    with _temporary(target) as temporary:
        try:
            yield temporary
            _flush(temporary)
            _move(temporary, target, overwrite=overwrite)
        except OSError as error:
            raise output_error(error, target) from error


@contextlib.contextmanager
def _temporary(target: Path) -> Iterator[Path]:
    try:
        handle, name = tempfile.mkstemp(prefix=".renja-", suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise output_error(error, target) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
    finally:
        with contextlib.suppress(OSError):  # a scanner may hold it; what it was for is done, or told already
            temporary.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _move(temporary: Path, target: Path, *, overwrite: bool) -> None:
    with contextlib.suppress(OSError):
        temporary.chmod(0o666 & ~_umask())
    if overwrite:
        temporary.replace(target)
        return
    try:
        # A link fails where the name is taken, so no result that appeared meanwhile is overwritten.
        os.link(temporary, target)
    except FileExistsError:
        raise OutputError("hasil-ada", berkas=target) from None
    except OSError:
        if target.exists():
            raise OutputError("hasil-ada", berkas=target) from None
        temporary.rename(target)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refuse_open(target: Path) -> None:
    """An output that Excel or LibreOffice has open: Windows refuses to write, others leave a lock file."""
    locks = (target.with_name(f"~${target.name}"), target.with_name(f".~lock.{target.name}#"))
    if any(lock.exists() for lock in locks):
        raise OutputError("hasil-terbuka", berkas=target)
    try:
        with target.open("rb+"):
            pass
    except OSError:
        raise OutputError("hasil-terbuka", berkas=target) from None


def output_error(error: OSError, target: Path) -> OutputError:
    """What a refusal of the system means for a result, and what to do."""
    if error.errno in _FULL:
        return OutputError("hasil-penuh", folder=target.parent)
    if isinstance(error, PermissionError) and target.exists():
        return OutputError("hasil-terbuka", berkas=target)
    if error.errno in _DENIED:
        return OutputError("hasil-ditolak", folder=target.parent)
    return OutputError("hasil-gagal", berkas=target, sebab=system_reason(error))
