"""What one row below the header says and shows of itself, before anything is concluded from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from renja_xl.reading.codes import are_numbers, known_code


@dataclass(frozen=True, slots=True)
class Head:
    """What a row says of itself.

    `closed` is the scope of the averages that stand just above it; `own` that it has a number and money of
    its own, so that it is no further indicator even without a name; `measured` that it has an indicator or
    a performance figure; `typed` is what stands in the code column where that is no code.
    """

    kode: str
    nama: str
    level: str = ""
    jenis: str = ""
    closed: str = ""
    sel: str = ""
    own: bool = False
    nomor: str = ""
    measured: bool = False
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How the name of a row is set: spaces and steps in front of it, bold, ground colour."""

    indent: int = 0
    bold: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What only the sheet shows of its rows: looks by row, Rp figures by column and row, and their cells."""

    looks: Sequence[Look]
    rupiah: Mapping[str, Sequence[Decimal | None]] = field(default_factory=dict)
    cell: Callable[[int, str], str] = lambda _, __: ""


def is_further(head: Head) -> bool:
    """Whether a row is a further indicator of the one above."""
    return head.jenis == "lanjutan" or not (head.kode or head.nama or head.own)


def numbers_apart(heads: Sequence[Head]) -> list[Head]:
    """The heads with what is no code in the code column as their number, where they have none."""
    counting = are_numbers(known_code(head.kode) for head in heads)
    return [
        replace(head, kode="", typed=head.kode, nomor=head.nomor or head.kode)
        if head.kode and head.nama and (counting or not known_code(head.kode))
        else head
        for head in heads
    ]
