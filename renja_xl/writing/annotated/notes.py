"""The notes of one worksheet: its comments part, made or added to. A note that a cell has keeps its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from renja_xl.model.grid import address
from renja_xl.model.texts import sentence
from renja_xl.writing.annotated.addresses import Position, position_of
from renja_xl.writing.annotated.package import Copy
from renja_xl.writing.annotated.unpatchable import UnpatchableError
from renja_xl.writing.annotated.xml_places import SPREADSHEET, Edit, Element, insertion, prefixed, quoted
from renja_xl.writing.row_xml import MOST_LETTERS, xml_text

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_LOOK = '<rPr><sz val="9"/><rFont val="Tahoma"/><family val="2"/></rPr>'
_PHONETIC = ("rPh", "phoneticPr")


def add_notes(copy: Copy, sheet: str, notes: Mapping[Position, str]) -> list[Position]:
    """Put notes on the cells of a worksheet; returns the cells that had none, whose boxes must still be drawn."""
    part = next((found.part for found in copy.relations(sheet) if found.kind == "comments"), None)
    if part == "":
        raise UnpatchableError(sheet)
    if part:
        return _add_to(copy, part, notes)
    comments = "".join(_comment(place, text, 0) for place, text in sorted(notes.items()))
    author = xml_text(sentence("salinan.penulis"))
    part = copy.add(
        "xl/comments{}.xml",
        f'<comments xmlns="{SPREADSHEET}"><authors><author>{author}</author></authors>'
        f"<commentList>{comments}</commentList></comments>",
        _TYPE,
    )
    copy.relate(sheet, "comments", part)
    return sorted(notes)


def _add_to(copy: Copy, part: str, notes: Mapping[Position, str]) -> list[Position]:
    root = copy.outline(part, SPREADSHEET)
    authors, listed = root.child("authors"), root.child("commentList")
    if not authors or not listed:
        raise UnpatchableError(part)
    old = {
        place: comment
        for comment in listed.named("comment")
        if (place := position_of(comment.attrs.get("ref", "")))
    }
    for place, comment in old.items():
        if place in notes:
            copy.edit(part, *_continued(part, comment, notes[place]))
    fresh = sorted(notes.keys() - old.keys())
    if fresh:
        author = f"<{root.prefix}author>{xml_text(sentence('salinan.penulis'))}</{root.prefix}author>"
        copy.edit(part, authors.append(author))
        number = sum(1 for _ in authors.named("author"))
        markup = "".join(_comment(place, notes[place], number, root.prefix) for place in fresh)
        copy.edit(part, listed.append(markup))
    return fresh


def _continued(part: str, comment: Element, text: str) -> Iterable[Edit]:
    """An old note goes on with ours. Its text may be one piece, which becomes the first of two."""
    words = comment.child("text")
    if not words:
        raise UnpatchableError(part)
    prefix = comment.prefix
    run = _run(f"\n\n{text}" if words.children else text, prefix)
    whole = words.child("t")
    if whole:
        yield insertion(whole.at, f"<{prefix}r>")
        yield insertion(whole.end, f"</{prefix}r>")
    phonetic = next((child for child in words.children if child.name in _PHONETIC), None)
    yield insertion(phonetic.at, run) if phonetic else words.append(run)


def _comment(place: Position, text: str, author: int, prefix: str = "") -> str:
    return (
        f'<{prefix}comment ref="{quoted(address(*place))}" authorId="{author}">'
        f"<{prefix}text>{_run(text, prefix)}</{prefix}text></{prefix}comment>"
    )


def _run(text: str, prefix: str) -> str:
    words = xml_text(text[: MOST_LETTERS // 2])
    return (
        f'<{prefix}r>{prefixed(_LOOK, prefix)}<{prefix}t xml:space="preserve">{words}</{prefix}t></{prefix}r>'
    )
