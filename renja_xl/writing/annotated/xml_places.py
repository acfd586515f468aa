"""Where things stand in an XML part, by byte, and edits at such places: a part is never written anew.

Everything inserted is ASCII with character references, so it fits any encoding that is accepted here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, NamedTuple
from xml.parsers import expat

from renja_xl.writing.annotated.unpatchable import UnpatchableError
from renja_xl.writing.row_xml import xml_text

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_CHUNK = 1 << 18
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(rb"<[^\s/>]+")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_ENCODINGS = ("utf-8", "us-ascii", "ascii")


class Edit(NamedTuple):
    """The bytes from `at` up to `end` give way to `new`; an insertion where both are the same."""

    at: int
    end: int
    new: bytes


def insertion(at: int, text: str) -> Edit:
    """Markup put in at a place."""
    return Edit(at, at, encoded(text))


def encoded(markup: str) -> bytes:
    """Markup as bytes that mean the same in every encoding that is accepted."""
    return markup.encode("ascii", "xmlcharrefreplace")


def quoted(text: str) -> str:
    """Text for an attribute in double quotes; line ends would else become blanks."""
    return xml_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def prefixed(markup: str, prefix: str) -> str:
    """Markup whose elements bear a prefix, for a part whose own elements do."""
    return re.sub(r"<(/?)", rf"<\1{prefix}", markup) if prefix else markup


def with_attribute(tag: bytes, at: int, name: str, value: str) -> Edit:
    """The edit that gives an attribute a value, in an opening tag that begins at `at`."""
    wanted, written = name.encode(), encoded(quoted(value))
    place = _NAME.match(tag).end()  # type: ignore[union-attr]
    while found := _ATTRIBUTE.match(tag, place):
        if found[1] == wanted:
            return Edit(at + found.start(2) + 1, at + found.end(2) - 1, written)
        place = found.end()
    return Edit(at + place, at + place, b" " + wanted + b'="' + written + b'"')


def inside(tag: bytes, at: int, close: int, markup: str) -> Edit:
    """The edit that puts markup last into an element that `tag` opens at `at`; its end tag begins at `close`."""
    if not tag.endswith(b"/>"):
        return insertion(close, markup)
    name = _NAME.match(tag).group()[1:]  # type: ignore[union-attr]
    end = at + len(tag)
    return Edit(end - 2, end, b">" + encoded(markup) + b"</" + name + b">")


def edited(source: IO[bytes], edits: Iterable[Edit]) -> Iterator[bytes]:
    """The bytes of a part with its edits made, piece by piece; edits of one place in the order given."""
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.at):
        yield from _up_to(source, edit.at - at)
        yield edit.new
        source.read(edit.end - edit.at)
        at = edit.end
    yield from iter(lambda: source.read(_CHUNK), b"")


def _up_to(source: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0 and (piece := source.read(min(size, _CHUNK))):
        size -= len(piece)
        yield piece


class Walk:
    """One pass over a part. While a handler runs, `at` and `tag` say where the event stands and what opens it.

    Names reach the handlers without the prefix of the part's own namespace, which is `prefix` with its colon.
    """

    def __init__(self, part: str, namespace: str) -> None:
        self.prefix = ""
        self._part = part
        self._namespace = namespace
        self._parser = expat.ParserCreate()
        self._kept = b""
        self._kept_at = 0

    @property
    def at(self) -> int:
        """The byte at which the current event begins."""
        return self._parser.CurrentByteIndex

    def tag(self) -> bytes:
        """The opening tag whose handler runs."""
        found = _TAG.match(self._kept, self.at - self._kept_at)
        if not found:
            raise UnpatchableError(self._part)
        return found.group()

    def run(
        self,
        source: IO[bytes],
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
    ) -> None:
        """Walk the part. Raises UnpatchableError for another namespace, encoding or a document type."""
        parser = self._parser
        parser.StartDoctypeDeclHandler = self._refuse
        parser.XmlDeclHandler = self._declaration
        parser.StartElementHandler = lambda name, attrs: self._root(name, attrs, start, end)
        while piece := source.read(_CHUNK):
            # What lies before the last event has been handed out; an unfinished tag begins behind it.
            done = max(parser.CurrentByteIndex - self._kept_at, 0)
            self._kept = self._kept[done:] + piece
            self._kept_at += done
            if not self._kept_at and self._kept.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise UnpatchableError(self._part)
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _root(
        self,
        name: str,
        attrs: dict[str, str],
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
    ) -> None:
        prefix, colon, _ = name.rpartition(":")
        if attrs.get(f"xmlns:{prefix}" if colon else "xmlns") != self._namespace:
            raise UnpatchableError(self._part)
        self.prefix = prefix + colon
        if colon:
            self._parser.StartElementHandler = lambda name, attrs: start(
                name.removeprefix(self.prefix), attrs
            )
            self._parser.EndElementHandler = lambda name: end(name.removeprefix(self.prefix))
        else:
            self._parser.StartElementHandler = start
            self._parser.EndElementHandler = end
        start(name.removeprefix(self.prefix), attrs)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            raise UnpatchableError(self._part)

    def _refuse(self, *_: Any) -> None:
        raise UnpatchableError(self._part)


@dataclass(slots=True)
class Element:
    """An element of a small part: its opening tag, which begins at `at`, and where its end tag begins."""

    name: str
    attrs: dict[str, str]
    at: int
    tag: bytes
    prefix: str
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """The first child of that name."""
        return next(self.named(name), None)

    def named(self, name: str) -> Iterator[Element]:
        """The children of that name."""
        return (child for child in self.children if child.name == name)

    def append(self, markup: str) -> Edit:
        """The edit that puts markup in as last child."""
        return inside(self.tag, self.at, self.close, markup)

    def set(self, name: str, value: object) -> Edit:
        """The edit that gives an attribute a value."""
        return with_attribute(self.tag, self.at, name, str(value))

    def behind(self, names: Iterable[str]) -> int:
        """The place for a child that the schema wants behind those of these names."""
        earlier = set(names)
        ends = [child.end for child in self.children if child.name in earlier]
        return ends[-1] if ends else self.at + len(self.tag)


def outline(data: bytes, part: str, namespace: str) -> Element:
    """All elements of a part that is small enough to stand in memory; its root is returned."""
    walk = Walk(part, namespace)
    root: list[Element] = []
    opened: list[Element] = []

    def start(name: str, attrs: dict[str, str]) -> None:
        element = Element(name, attrs, walk.at, walk.tag(), walk.prefix)
        (opened[-1].children if opened else root).append(element)
        opened.append(element)

    def end(_name: str) -> None:
        element = opened.pop()
        if element.tag.endswith(b"/>"):
            element.close = element.end = element.at + len(element.tag)
        else:
            element.close = walk.at
            element.end = data.index(b">", walk.at) + 1

    walk.run(io.BytesIO(data), start, end)
    return root[0]
