"""Which workbooks are meant: files, folders with all below them, patterns, addresses of other file systems."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from renja_xl.model.errors import InputError, RenjaError, UsageError
from renja_xl.model.part import Failure
from renja_xl.model.texts import printable, sentence, system_reason
from renja_xl.use_cases.gabung.ours import is_no_source

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv")
_NOT_OURS = ("~$", ".")
# What systems and we ourselves leave among files. All else may have been sent instead of a workbook.
_NOT_SENT = (".ini", ".db", ".toml", ".parquet", ".log", ".tmp")
# What the watcher writes beside a result.
_REPORT = "laporan.txt"


@dataclass(frozen=True, slots=True)
class Found:
    """One workbook: where it is, its size (bytes) and when it was last changed (seconds since 1970)."""

    berkas: str
    ukuran: int
    diubah: float


class Sources(NamedTuple):
    """The workbooks in the order they were named, each once; what was passed over in folders and patterns.

    Passed over are the region's own books and tables, and lists of agencies. `documents` are files that may hold a
    matrix and are no workbooks; neither is told apart on other file systems. `failures` are folders and files that
    could not be looked into.
    """

    found: list[Found]
    passed: list[str]
    documents: list[str]
    failures: list[Failure]


def find_sources(sources: Iterable[str | Path], listing: Sequence[Path]) -> Sources:
    """The workbooks that are meant; `listing` is the list of agencies in use.

    Raises InputError for a source that is not there and where there is nothing but documents, UsageError where
    there is nothing at all, or only what is passed over.
    """
    found: dict[str, Found] = {}
    passed: list[str] = []
    documents: list[str] = []
    failures: list[Failure] = []
    in_use = {str(path.resolve()): printable(str(path)) for path in listing}
    lists: dict[str, str] = {}
    left_out = set(in_use)
    for source in sources:
        for item, named in _expanded(str(source), failures):
            # One file named in two ways is one file.
            place = item.berkas if "://" in item.berkas else str(Path(item.berkas).resolve())
            if place in in_use:
                lists[place] = in_use[place]
            if place in found or place in left_out:
                continue
            if not named and not _is_workbook(Path(item.berkas).name):
                documents.append(printable(item.berkas))
                left_out.add(place)
            elif not named and is_no_source(Path(item.berkas)):
                passed.append(printable(item.berkas))
                left_out.add(place)
            else:
                found[place] = item
    if not found and not failures:
        raise no_sources([*lists.values(), *passed], documents)
    return Sources(list(found.values()), passed, documents, list(dict.fromkeys(failures)))


def no_sources(passed: Sequence[str], documents: Sequence[str]) -> RenjaError:
    """What to raise where there is no workbook but those passed over: what there is instead, if anything."""
    if documents:
        return InputError("hanya-dokumen", berkas="; ".join(documents))
    if passed:
        return UsageError("hanya-dilewati", berkas="; ".join(passed))
    return UsageError("tanpa-sumber")


def _expanded(source: str, failures: list[Failure]) -> Iterator[tuple[Found, bool]]:
    """Each file with whether it was named itself; folders that cannot be looked into go to `failures`."""
    if not source:
        raise UsageError("tanpa-sumber")
    if "://" in source:
        yield from ((item, True) for item in _remote(source))
        return
    path = Path(source)
    # These two say no where pathlib raises: below a folder that may not be entered.
    if os.path.isdir(path):  # noqa: PTH112
        yield from _below(path, failures)
    elif os.path.lexists(path):
        yield from ((item, True) for item in _files([path], failures))
    elif glob.has_magic(source):
        # A whole pattern, whether it begins at the root or here.
        matches = sorted(Path(match) for match in glob.glob(_pattern(path), recursive=True))  # noqa: PTH207
        if not matches:
            raise InputError("tidak-ada", berkas=source)
        for match in matches:
            if os.path.isdir(match):  # noqa: PTH112
                yield from _below(match, failures)
            elif _is_sent(match.name):
                yield from ((item, False) for item in _files([match], failures))
    else:
        raise InputError("tidak-ada", berkas=source)


def _pattern(path: Path) -> str:
    """A pattern in which folders that there are, such as `kiriman [2025]`, are what they are called."""
    known = next(folder for folder in path.parents if os.path.lexists(folder))
    return str(Path(glob.escape(str(known)), path.relative_to(known)))


def _below(folder: Path, failures: list[Failure]) -> Iterator[tuple[Found, bool]]:
    """Every workbook below a folder; hidden files and folders, and the locks of open files, are none."""

    def closed(error: OSError) -> None:
        place = printable(str(error.filename))
        words = sentence("galat.folder-tertutup", folder=place, sebab=system_reason(error))
        failures.append(Failure(place, words))

    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(_NOT_OURS)]
        failures += [_linked(path) for name in sorted(folders) if (path := Path(place, name)).is_symlink()]
        found += [Path(place, name) for name in names if _is_sent(name)]
    yield from ((item, False) for item in _files(sorted(found), failures))


def _linked(folder: Path) -> Failure:
    """A link to a folder is not followed: it may lead out of what was named, or back into it."""
    place, target = printable(str(folder)), printable(str(folder.resolve()))
    return Failure(place, sentence("galat.folder-tautan", folder=place, tujuan=target))


def _files(paths: Iterable[Path], failures: list[Failure]) -> Iterator[Found]:
    """The files among them; what cannot be looked at, as a link to nowhere, or is no file goes to `failures`."""
    for path in paths:
        try:
            status = path.stat()
        except OSError as error:
            why = InputError("gagal-dibaca", berkas=printable(str(path)), sebab=system_reason(error))
        else:
            if stat.S_ISREG(status.st_mode):
                yield Found(str(path), status.st_size, status.st_mtime)
                continue
            why = InputError("bukan-buku-kerja", berkas=printable(str(path)))
        failures.append(Failure(printable(str(path)), str(why)))


def _is_sent(name: str) -> bool:
    """Whether a matrix may be in a file, by its name: a workbook, or whatever was sent in its stead."""
    lower = name.lower()
    if lower.startswith(_NOT_OURS) or lower.endswith(_REPORT) or lower.removesuffix(".txt").endswith(ENDINGS):
        return _is_workbook(name)
    return not lower.endswith(_NOT_SENT)


def _is_workbook(name: str) -> bool:
    """By its name, where nobody named this file itself."""
    return name.lower().endswith(ENDINGS) and not name.startswith(_NOT_OURS)


def _remote(source: str) -> Iterator[Found]:
    """Files of another file system, by fsspec: one file, a folder with all below it, or a pattern."""
    try:
        import fsspec
    except ImportError:
        raise UsageError("tanpa-fsspec", berkas=source) from None
    try:
        system, place = fsspec.core.url_to_fs(source)
        if glob.has_magic(place):
            paths = sorted(system.glob(place))
        else:
            paths = sorted(system.find(place)) if system.isdir(place) else [place]
        fixed = re.split(r"[*?\[]", place)[0].rpartition("/")[0] if glob.has_magic(place) else place
        for path in paths:
            hidden = any(part.startswith(_NOT_OURS) for part in path.removeprefix(fixed).split("/"))
            if path == place or (_is_workbook(path) and not hidden):
                size = int(system.info(path).get("size") or 0)
                yield Found(system.unstrip_protocol(path), size, _changed(system, path))
    except Exception as error:  # each driver has kinds of its own
        why = system_reason(error) if isinstance(error, OSError) else str(error) or type(error).__name__
        raise InputError("tak-terjangkau", berkas=source, sebab=why) from error


def _changed(system: Any, path: str) -> float:
    """When a file of another file system was last changed; 0 where it does not tell."""
    try:
        return float(system.modified(path).timestamp())
    except NotImplementedError:
        return 0.0
