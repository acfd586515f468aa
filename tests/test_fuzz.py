"""Mutated workbooks: always a result or one of the contract's errors; never another exception, never a hang."""

from __future__ import annotations

import random
import re
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from types import FrameType

import pytest

from renja_xl import isi
from renja_xl.model.errors import RenjaError
from tests.workbooks import KEGIATAN, PROGRAM, SUB, matrix

pytestmark = pytest.mark.lambat
BATCHES, PER_BATCH, MOST_SECONDS = 20, 60, 10
WORDS = [
    *("0", "-1", "1e308", "1e-308", "99999999999999999999", "NaN", "inf", "", " ", "-", "#DIV/0!", "#REF!", "TRUE"),
    *("1.234", "1,234.00", "Rp", "2 Dokumen", "PROGRAM X", "2.08", "2.08.02.2.01.0001", "Rata-rata (Kegiatan)"),
    *("Jumlah", "Disusun", "Faktor Pendorong", "K", "Triwulan", "=1+1", "&#0;", "&lt;", "ſ", "١٢", "½", "\u202e", "a" * 40_000),
]  # fmt: skip


class TooSlowError(Exception):
    """A mutated workbook kept the program busy for too long."""


@contextmanager
def limit(seconds: int) -> Iterator[None]:
    def late(_: int, __: FrameType | None) -> None:
        raise TooSlowError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def small(path: Path) -> dict[str, bytes]:
    """The parts of a small matrix with everything in it."""
    rows = [
        PROGRAM | {"target_renja_k": "76.49 persen", "target_renja_rp": 400, "tw1_k": 10, "tw1_rp": 5},
        {"indikator": "tambahan", "target_renja_k": 3},
        KEGIATAN | {"target_renja_k": 3, "target_renja_rp": 300, "tw1_k": "1 Desa", "tw1_rp": "Rp 1.000,-"},
        SUB
        | {"target_renja_k": 12, "target_renja_rp": 7, "tw1_k": 2, "tw2_k": 4, "realisasi_renja_k": "=K9+M9"},
        {"label": "Rata-rata Capaian Kinerja (Sub Kegiatan) (%)", "capaian_renja_k": 50},
        {"label": "Predikat Kinerja (Sub Kegiatan)", "capaian_renja_k": "Rendah"},
        {"label": "Faktor Pendorong Keberhasilan Kinerja", "indikator": "dana"},
    ]
    with zipfile.ZipFile(matrix(path, rows)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def mutated(parts: dict[str, bytes], chance: random.Random) -> bytes:
    """One to four mutations of the sheet, its parts or the raw bytes of the file."""
    parts = dict(parts)
    for _ in range(chance.randint(1, 4)):
        chance.choice([_text, _text, _attribute, _attribute, _tag, _part, _cut])(parts, chance)
    raw = packed(parts)
    if chance.random() < 0.2:
        data = bytearray(raw)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        raw = bytes(data)
    return raw[: chance.randrange(len(raw))] if chance.random() < 0.05 else raw


def _pick(parts: dict[str, bytes], chance: random.Random) -> str:
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    heavy = [name for name in names if "sheet1" in name or "sharedStrings" in name]
    return chance.choice(heavy * 4 + names) if names else next(iter(parts), "")


def _replace(parts: dict[str, bytes], name: str, found: re.Match[bytes] | None, new: bytes) -> None:
    if found:
        data = parts[name]
        parts[name] = data[: found.start(1)] + new + data[found.end(1) :]


def _any(pattern: bytes, data: bytes, chance: random.Random) -> re.Match[bytes] | None:
    matches = list(re.finditer(pattern, data))
    return chance.choice(matches) if matches else None


def _text(parts: dict[str, bytes], chance: random.Random) -> None:
    name = _pick(parts, chance)
    word = chance.choice(WORDS).encode("utf-8", "surrogatepass")
    _replace(parts, name, _any(rb">([^<>]+)<", parts.get(name, b""), chance), word)


def _attribute(parts: dict[str, bytes], chance: random.Random) -> None:
    name = _pick(parts, chance)
    words = [
        b"0",
        b"-1",
        b"s",
        b"str",
        b"e",
        b"b",
        b"d",
        b"n",
        b"inlineStr",
        b"A1",
        b"XFD1048576",
        b"A1:XFD1048576",
        b"99999",
        b"",
        b"x",
    ]
    _replace(parts, name, _any(rb'="([^"]*)"', parts.get(name, b""), chance), chance.choice(words))


def _tag(parts: dict[str, bytes], chance: random.Random) -> None:
    """Double, drop or rename one element."""
    name = _pick(parts, chance)
    found = _any(rb"(<(?:c|row|mergeCell|xf|si|sheet|f|v)\b[^>]*>)", parts.get(name, b""), chance)
    if found:
        _replace(parts, name, found, chance.choice([b"", found[1] * 2, b"<y>", b"<c r='B2'>"]))


def _part(parts: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice(list(parts)) if parts else ""
    data = parts.pop(name, b"")
    if chance.random() < 0.5:
        parts[chance.choice([name, name.upper(), f"{name}x"])] = chance.choice(
            [b"", b"<a/>", data[::-1], data * 2]
        )


def _cut(parts: dict[str, bytes], chance: random.Random) -> None:
    name = _pick(parts, chance)
    data = parts.get(name, b"")
    if data:
        parts[name] = data[: chance.randrange(len(data))]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_mutated_workbooks(tmp_path: Path, batch: int) -> None:
    chance = random.Random(batch)
    parts = small(tmp_path / "asal.xlsx")
    source, target = tmp_path / "m.xlsx", tmp_path / "h.xlsx"
    for number in range(PER_BATCH):
        raw = mutated(parts, chance)
        source.write_bytes(raw)
        try:
            with limit(MOST_SECONDS):
                isi(source, target, timpa=True)
        except RenjaError as error:
            assert str(error)
        except BaseException:
            print(f"batch {batch}, workbook {number}")
            raise
        assert source.read_bytes() == raw
        assert {path.name for path in tmp_path.iterdir()} <= {"asal.xlsx", "m.xlsx", "h.xlsx"}
