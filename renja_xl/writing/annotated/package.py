"""The copy of a workbook's package: what is edited, what is new; every other part as it was, in its order."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Container
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from renja_xl.writing.annotated.unpatchable import UnpatchableError
from renja_xl.writing.annotated.xml_places import (
    CONTENT_TYPES,
    OFFICE_RELATIONS,
    RELATIONSHIPS,
    Edit,
    Element,
    edited,
    outline,
    quoted,
)

_TYPES = "[Content_Types].xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# New parts bear the date that spreadsheet programs give theirs, so that the same input gives the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


class Relation(NamedTuple):
    """Where a part points: the end of the relation's type in small letters, and the part it names."""

    id: str
    kind: str
    part: str


@dataclass(slots=True)
class Copy:
    """A package while its edits are collected; `write` makes them."""

    package: zipfile.ZipFile
    edits: dict[str, list[Edit]] = field(default_factory=dict)
    added: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _new_types: list[str] = field(default_factory=list)
    _new_relations: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.package.namelist():
            if name.casefold() in self._names:
                raise UnpatchableError(name)
            self._names[name.casefold()] = name

    def find(self, part: str) -> str:
        """The part as the package spells it, "" where there is none; names differ in case and %20 at times."""
        return self._names.get(part.casefold(), "") or self._names.get(unquote(part).casefold(), "")

    def read(self, part: str) -> bytes:
        """The bytes of a part as it was."""
        return self.added[part] if part in self.added else self.package.read(part)

    def outline(self, part: str, namespace: str) -> Element:
        """The elements of a small part."""
        return outline(self.read(part), part, namespace)

    def edit(self, part: str, *edits: Edit) -> None:
        """Keep edits of a part."""
        self.edits.setdefault(part, []).extend(edits)

    def relations(self, part: str) -> list[Relation]:
        """Where a part of the old package points inside it; "" is the package itself."""
        listing = self.find(_listing(part))
        if not listing:
            return []
        found = []
        for child in self.outline(listing, RELATIONSHIPS).named("Relationship"):
            if child.attrs.get("TargetMode") != "External":
                whole = posixpath.join("/", posixpath.dirname(part), child.attrs.get("Target", ""))
                target = self.find(posixpath.normpath(whole).lstrip("/"))
                kind = child.attrs.get("Type", "").rpartition("/")[2].lower()
                found.append(Relation(child.attrs.get("Id", ""), kind, target))
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation from a part to another; its id."""
        listing = self.find(_listing(part)) or _listing(part)
        if listing not in self._new_relations:
            if not self.find(listing):
                self.added[listing] = f'{_DECLARATION}<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
            old = self.outline(listing, RELATIONSHIPS).named("Relationship")
            self._new_relations[listing] = dict.fromkeys((child.attrs.get("Id", "") for child in old), "")
        known = self._new_relations[listing]
        number = _free("rId{}", known)
        known[number] = (
            f'Relationship Id="{number}" Type="{OFFICE_RELATIONS}/{kind}" Target="/{quoted(target)}"'
        )
        return number

    def add(self, pattern: str, data: str, content_type: str) -> str:
        """A new part under the first free name of a pattern such as `xl/comments{}.xml`; the name."""
        name = _free(pattern, {*self._names, *(name.casefold() for name in self.added)})
        self.added[name] = (_DECLARATION + data).encode()
        self._new_types.append(f'Override PartName="/{quoted(name)}" ContentType="{content_type}"')
        return name

    def write(self, target: Path) -> None:
        """The new package: old parts in their order and with their compression, new ones behind them."""
        self._settle()
        with zipfile.ZipFile(target, "w") as written:
            written.comment = self.package.comment
            for old in self.package.infolist():
                new = zipfile.ZipInfo(old.filename, old.date_time)
                new.compress_type, new.external_attr = old.compress_type, old.external_attr
                new.create_system, new.comment, new.file_size = old.create_system, old.comment, old.file_size
                with self.package.open(old) as source, written.open(new, "w") as sink:
                    for piece in edited(source, self.edits.get(old.filename, ())):
                        sink.write(piece)
            for name, data in self.added.items():
                info = zipfile.ZipInfo(name, _DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                written.writestr(info, b"".join(edited(io.BytesIO(data), self.edits.get(name, ()))))

    def _settle(self) -> None:
        """New relations and types become one edit each: an empty list has room for one only."""
        lists = [(part, RELATIONSHIPS, list(new.values())) for part, new in self._new_relations.items()]
        for part, namespace, tags in [*lists, (_TYPES, CONTENT_TYPES, self._new_types)]:
            root = self.outline(part, namespace)
            self.edit(part, root.append("".join(f"<{root.prefix}{tag}/>" for tag in tags if tag)))


def _listing(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _free(pattern: str, taken: Container[str]) -> str:
    """The pattern with the first number that gives a name not taken."""
    names = (pattern.format(number) for number in count(1))
    return next(name for name in names if name not in taken and name.casefold() not in taken)
