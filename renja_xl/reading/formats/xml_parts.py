"""One part of a package through the standard library's XML parser, whatever its prefix or namespace."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from renja_xl.reading.formats.unreadable import DAMAGED_PART, UnreadableError

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """The text with Excel's `_xHHHH_` escapes turned back into letters, and line ends made plain."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        # Escapes may spell a letter as two halves; a half alone is no letter.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def local_name(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_: Any) -> None:
    raise UnreadableError("doctype")


def parse_part(
    package: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk a part with handlers for starts, ends and texts.

    Raises UnreadableError where the part is missing, damaged, no XML, or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    # Entities are declared in a doctype; a workbook has none, an attack does.
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _prefix_detector(parser, start, end)
    parser.CharacterDataHandler = text
    try:
        with package.open(part) as stream:
            parser.ParseFile(stream)
    except (*DAMAGED_PART, ValueError, IndexError, expat.ExpatError) as error:
        raise UnreadableError(part) from error


def _prefix_detector(
    parser: expat.XMLParserType,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
) -> Callable[[str, dict[str, str]], None]:
    """Choose, at the root element, handlers that need not look for a prefix at every element."""

    def first(name: str, attrs: dict[str, str]) -> None:
        if ":" in name:
            parser.StartElementHandler = lambda name, attrs: start(local_name(name), attrs)
            parser.EndElementHandler = (lambda name: end(local_name(name))) if end else None
            start(local_name(name), attrs)
        else:
            parser.StartElementHandler = start
            parser.EndElementHandler = end
            start(name, attrs)

    return first
