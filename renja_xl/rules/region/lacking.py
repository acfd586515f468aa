"""Which programs of a matrix others have not: what is lost where these go in and it stays out."""

from __future__ import annotations

from collections.abc import Iterable

from renja_xl.model.part import Head, ProgramRow
from renja_xl.rules.region.groups import name_key, program_key

Program = tuple[str, str]


def programs_of(*heads: Head) -> set[Program]:
    """The programs of matrices, each by its code and the letters of its name."""
    return {program_of(row) for head in heads for row in head.program_utama}


def program_of(row: ProgramRow) -> Program:
    """Which program a row is, for matrices that may leave out its code or write its name in another way."""
    return program_key(row)[0], name_key(row.nama)


def lacking(head: Head, others: Iterable[Head]) -> set[Program]:
    """The programs that others have not: by code, or by name where one of them has no code."""
    own, there = programs_of(head), programs_of(*others)
    codes = {code for code, _ in there if code}
    names, uncoded = {name for _, name in there}, {name for code, name in there if not code}
    return {
        (code, name) for code, name in own if code not in codes and name not in (uncoded if code else names)
    }
