"""Names of results: the input's name, what it is, and where that is taken a time and a short hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

# What ext4, NTFS, SMB and cloud folders all take, and some room for what a program puts before a name ("~$").
_MOST_BYTES = 240
# Excel opens no file whose whole path is longer.
_MOST_PATH = 218
_LEAST = 60
_HASH = 8
# What is longer behind the last dot is no ending by which a program knows a file.
_LONGEST_ENDING = 10
_UNWRITABLE = re.compile('[\N{REPLACEMENT CHARACTER}\\x00-\\x1f\\x7f-\\x9f<>:"/\\\\|?*]')


def most_characters(folder: Path) -> int:
    """How many characters a name may have in a folder, so that Excel opens the file."""
    return max(_LEAST, _MOST_PATH - len(str(folder.absolute())) - 1)


def fitted(stem: str, tail: str, most: int) -> str:
    """Stem and tail as one name; a stem that is too long is cut, and a short hash tells it from others.

    A tail that does not fit by itself, such as that of a sheet with an endless name, is cut up to its ending.
    """
    stem, tail = _writable(stem), _writable(tail)
    whole = stem + tail
    if _fits(whole, most):
        return whole
    if not _fits(_mark(stem) + tail, most):
        ending = Path(whole).suffix
        tail = ending if len(ending) <= _LONGEST_ENDING else ""
        stem = whole.removesuffix(tail)
    tail = _mark(stem) + tail
    while stem and not _fits(stem + tail, most):
        stem = stem[:-1]
    return stem.rstrip(" .") + tail


def free_names(
    stem: str,
    endings: Sequence[tuple[str, str]],
    most: int,
    stamps: Iterator[str],
    taken: Callable[[str], bool],
) -> list[str]:
    """A name for each (what it is, ending), all with the first stamp for which none of them is taken."""
    for stamp in stamps:
        names: list[str] = []
        for kind, ending in endings:
            names.append(_apart(stem, f"{kind}{stamp}", ending, most, names))
        if not any(taken(name) for name in names):
            return names
    raise AssertionError("stamps never end")


def _apart(stem: str, kind: str, ending: str, most: int, others: Sequence[str]) -> str:
    """A name unlike the others, on systems too that make no difference between `A` and `a`."""
    used, number = {other.casefold() for other in others}, 1
    name = fitted(stem, f"{kind}{ending}", most)
    while name.casefold() in used:
        number += 1
        name = fitted(stem, f"{kind}-{number}{ending}", most)
    return name


def stamps(now: datetime, sha256: str) -> Iterator[str]:
    """Nothing, then time and short hash, then these with a number."""
    yield ""
    stamp = f"_{now:%Y%m%d-%H%M%S}_{sha256[:_HASH]}"
    yield stamp
    number = 1
    while True:
        number += 1
        yield f"{stamp}-{number}"


def _mark(text: str) -> str:
    return f"~{hashlib.sha256(text.encode()).hexdigest()[:_HASH]}"


def _fits(name: str, most: int) -> bool:
    return len(name.encode()) <= _MOST_BYTES and len(name.encode("utf-16-le")) // 2 <= most


def _writable(text: str) -> str:
    """Bytes that are no UTF-8, as some archives leave in names, control characters and signs become `_`.

    No sheet or report can hold the first, the second would forge lines wherever names are listed, and the third
    Windows and its shares refuse.
    """
    return _UNWRITABLE.sub("_", text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
