"""Parts kept beside the result while the work goes on: an interrupted call goes on where it was."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Self

from filelock import FileLock, Timeout

from renja_xl.model.errors import OutputError
from renja_xl.model.part import Head, Part, head_from_json
from renja_xl.model.texts import system_reason
from renja_xl.model.version import VERSION
from renja_xl.use_cases.gabung.bring import Order
from renja_xl.use_cases.gabung.sources import Found
from renja_xl.writing.output import output_error

_HEAD, _BODY = ".kepala.json", ".isi.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """A part on disk: its head, and where its rows and findings are."""

    head: Head
    isi: Path


class Store:
    """A hidden folder beside the result. What is in it is for one way of reading and one state of each file."""

    def __init__(self, result: Path, order: Order) -> None:
        self.folder = result.with_name(f".{result.name}.bagian")
        self._order = hashlib.sha256(f"{VERSION}\n{_stated(order)}".encode()).hexdigest()
        self._result = result
        self._lock = FileLock(self.folder / "kunci")

    def __enter__(self) -> Self:
        """Hold the folder. Raises OutputError where it cannot be made, or another call holds it."""
        try:
            self.folder.mkdir(exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout:
            raise OutputError("gabung-lain", berkas=self._result) from None
        except OSError as error:
            raise output_error(error, self._result) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let the folder go, and remove it where it is of no use: all is done, or nothing was read."""
        if kind is None:
            for path in self.folder.glob("*.json"):  # while no other call can be at work in it
                path.unlink(missing_ok=True)
        self._lock.release()
        if not any(self.folder.glob("*.json")):
            shutil.rmtree(self.folder, ignore_errors=True)

    def known(self, found: Found) -> list[Kept] | None:
        """The parts of a workbook that was read before and has not changed since; None where it has to be read."""
        if not found.diubah:  # some file systems do not tell
            return None
        marker = self.folder / f"{self._key(found)}.json"
        try:
            names = json.loads(marker.read_text(encoding="utf-8"))
            return [self._whole(name) for name in names]
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, found: Found, parts: Sequence[tuple[str, str]], *, whole: bool) -> list[Kept]:
        """Write the parts of a workbook; it counts as read only when all of them are there.

        One that is not `whole` is read again by the next call, which has to tell why.
        """
        key = self._key(found)
        names = [f"{key}-{number}" for number in range(len(parts))]
        for name, (head, body) in zip(names, parts, strict=True):
            self._write(name + _HEAD, head)
            self._write(name + _BODY, body)
        if whole:
            self._write(f"{key}.json", json.dumps(names))
        return [self._kept(name) for name in names]

    def _kept(self, name: str) -> Kept:
        head = (self.folder / (name + _HEAD)).read_text(encoding="utf-8")
        return Kept(head_from_json(head), self.folder / (name + _BODY))

    def _whole(self, name: str) -> Kept:
        """A part of an earlier call, which a power cut may have left half written."""
        kept = self._kept(name)
        part_of(kept.head, kept.isi)
        return kept

    def _write(self, name: str, text: str) -> None:
        target = self.folder / name
        temporary = target.with_name(f"{name}.tmp")
        try:
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(target)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise OutputError("hasil-gagal", berkas=target, sebab=system_reason(error)) from error

    def _key(self, found: Found) -> str:
        place = f"{found.berkas}\n{found.ukuran}\n{found.diubah!r}\n{self._order}"
        return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _stated(value: object) -> str:
    """A plain value in words that are the same in every process, which `repr` of a set is not."""
    if is_dataclass(value):
        return _stated([(one.name, getattr(value, one.name)) for one in fields(value)])
    if isinstance(value, Mapping):
        return _stated(sorted(_stated(pair) for pair in value.items()))
    if isinstance(value, frozenset):
        return _stated(sorted(map(_stated, value)))
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_stated, value))}]"
    return repr(value)


def part_of(head: Head, path: Path) -> Part:
    """A head with its rows and findings, which are kept there."""
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Part(head, raw["kolom"], raw["temuan"])
