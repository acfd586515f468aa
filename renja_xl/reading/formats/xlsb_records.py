"""The records of an .xlsb part (MS-XLSB 2.1.4): a number, a length, and the bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from struct import error, unpack_from

from renja_xl.reading.formats.unreadable import DAMAGED_PART, UnreadableError

# What a damaged part makes reading fail with: text out of reach, a record too short, a number beyond its list.
BROKEN = (*DAMAGED_PART, error, IndexError, ValueError)


def records(package: zipfile.ZipFile, part: str) -> Iterator[tuple[int, bytes]]:
    """The records of a part, one after the other; raises UnreadableError where it is damaged or missing."""
    try:
        data = package.read(part)
    except BROKEN as reason:
        raise UnreadableError(part) from reason
    place, end = 0, len(data)
    while place < end:
        kind, place = _number(data, place, 2)
        length, place = _number(data, place, 4)
        if place + length > end:
            raise UnreadableError(part)
        yield kind, data[place : place + length]
        place += length


def _number(data: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of seven bits to the byte, the lowest first, at most so many bytes; and the place behind it."""
    number = 0
    for shift in range(0, 7 * most, 7):
        if place >= len(data):
            raise UnreadableError(place)
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return number, place


def wide_text(data: bytes, place: int) -> tuple[str, int]:
    """A text of UTF-16 behind its length, and the place behind it; "" for the mark that there is none."""
    (length,) = unpack_from("<I", data, place)
    place += 4
    if length == 0xFFFFFFFF:
        return "", place
    if place + 2 * length > len(data):
        raise UnreadableError(length)
    return data[place : place + 2 * length].decode("utf-16-le", "replace"), place + 2 * length


def compressed_number(bits: int) -> float:
    """An RkNumber: 30 bits of an integer or the high bits of a double, perhaps in hundredths."""
    if bits & 2:
        signed = bits - (1 << 32) if bits & 0x80000000 else bits
        number = float(signed >> 2)
    else:
        (number,) = unpack_from("<d", b"\0\0\0\0" + (bits & 0xFFFFFFFC).to_bytes(4, "little"))
    return number / 100 if bits & 1 else number
