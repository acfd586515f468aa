"""Which workbooks are meant: files, folders with all below them, patterns, addresses of other file systems."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from renja_xl.model.errors import InputError, UsageError

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv")
_NOT_OURS = ("~$", ".", "._")


@dataclass(frozen=True, slots=True)
class Found:
    """One workbook: where it is, its size (bytes) and when it was last changed (seconds since 1970)."""

    berkas: str
    ukuran: int
    diubah: float


def find_sources(sources: Iterable[str | Path], others: Iterable[Path]) -> list[Found]:
    """The workbooks in the order they were named, each once, without `others`: the result, the list of agencies.

    Raises InputError for a source that is not there, UsageError where there is no workbook at all.
    """
    found: dict[str, Found] = {}
    left_out = {path.resolve() for path in others}
    for source in sources:
        for item in _expanded(str(source)):
            if "://" in item.berkas or Path(item.berkas).resolve() not in left_out:
                found.setdefault(item.berkas, item)
    if not found:
        raise UsageError("tanpa-sumber")
    return list(found.values())


def _expanded(source: str) -> Iterator[Found]:
    if "://" in source:
        yield from _remote(source)
        return
    path = Path(source)
    if path.is_dir():
        yield from _below(path)
    elif path.exists():
        yield _local(path)
    elif glob.has_magic(source):
        # A whole pattern, whether it begins at the root or here.
        matches = sorted(Path(match) for match in glob.glob(source, recursive=True))  # noqa: PTH207
        if not matches:
            raise InputError("tidak-ada", berkas=source)
        for match in matches:
            yield from _below(match) if match.is_dir() else [_local(match)]
    else:
        raise InputError("tidak-ada", berkas=source)


def _below(folder: Path) -> Iterator[Found]:
    """Every workbook below a folder; hidden files and folders, and the locks of open files, are none."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        ours = not any(part.startswith(_NOT_OURS) for part in parts)
        if ours and path.suffix.lower() in ENDINGS and path.is_file():
            yield _local(path)


def _local(path: Path) -> Found:
    status = path.stat()
    return Found(str(path), status.st_size, status.st_mtime)


def _remote(source: str) -> Iterator[Found]:
    """Files of another file system, by fsspec: one file, a folder with all below it, or a pattern."""
    try:
        import fsspec
    except ImportError:
        raise UsageError("tanpa-fsspec", berkas=source) from None
    system, place = fsspec.core.url_to_fs(source)
    try:
        if glob.has_magic(place):
            paths = sorted(system.glob(place))
        else:
            paths = sorted(system.find(place)) if system.isdir(place) else [place]
        for path in paths:
            name = PurePosixPath(path).name
            if len(paths) == 1 or (name.lower().endswith(ENDINGS) and not name.startswith(_NOT_OURS)):
                status = system.info(path)
                changed = status.get("mtime") or status.get("LastModified") or status.get("created") or 0
                stamp = changed.timestamp() if hasattr(changed, "timestamp") else float(changed)
                yield Found(system.unstrip_protocol(path), int(status.get("size") or 0), stamp)
    except OSError as error:
        raise InputError("tak-terjangkau", berkas=source, sebab=error.strerror or str(error)) from error
