"""Mutated files of every kind: always a result or one of the contract's errors; never a traceback, a hang, a flood."""

from __future__ import annotations

import random
import re
import resource
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from types import FrameType

import pandas as pd
import pytest
from openpyxl import load_workbook

from renja_xl import isi
from renja_xl.model.errors import RenjaError
from tests.conftest import ROOT
from tests.measured import measured
from tests.ods import as_ods
from tests.varied import varied
from tests.workbooks import KEGIATAN, PROGRAM, SUB, matrix
from tests.xlsb import as_xlsb

pytestmark = pytest.mark.lambat
BATCHES, PER_BATCH, MOST_SECONDS = 20, 60, 10
MOST_BYTES = 1024**3
WORDS = [
    *("0", "-1", "1e308", "1e-308", "99999999999999999999", "NaN", "inf", "", " ", "-", "#DIV/0!", "#REF!", "TRUE"),
    *("1.234", "1,234.00", "Rp", "2 Dokumen", "PROGRAM X", "2.08", "2.08.02.2.01.0001", "Rata-rata (Kegiatan)"),
    *("Jumlah", "Disusun", "Faktor Pendorong", "K", "Triwulan", "=1+1", "&#0;", "&lt;", "ſ", "١٢", "½", "\u202e", "a" * 40_000),
]  # fmt: skip


class TooSlowError(Exception):
    """A mutated workbook kept the program busy for too long."""


@contextmanager
def limit(seconds: int) -> Iterator[None]:
    """No more than so many seconds, and no more than a gigabyte beyond what the process has now."""

    def late(_: int, __: FrameType | None) -> None:
        raise TooSlowError

    had = resource.getrlimit(resource.RLIMIT_AS)
    # Where pandas keeps texts in pyarrow, that reserves a gigabyte of addresses once, whatever is read.
    pd.Index(["teks"])
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MOST_BYTES, had[1]))
    signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        resource.setrlimit(resource.RLIMIT_AS, had)


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


def survived(raws: Iterator[bytes], folder: Path, ending: str) -> None:
    """Each file gives a result or an expected error, in time, and is left as it was."""
    source, target = folder / f"m.{ending}", folder / "h.xlsx"
    before = {path.name for path in folder.iterdir()}
    for number, raw in enumerate(raws):
        source.write_bytes(raw)
        try:
            with limit(MOST_SECONDS):
                isi(source, target, timpa=True)
        except RenjaError as error:
            assert str(error)
        except BaseException:
            print(f"file {number}")
            raise
        assert source.read_bytes() == raw
        assert {path.name for path in folder.iterdir()} <= before | {source.name, "h.xlsx"}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < MOST_BYTES


@pytest.mark.parametrize("batch", range(BATCHES))
def test_mutated_workbooks(tmp_path: Path, batch: int) -> None:
    chance = random.Random(batch)
    parts = small(tmp_path / "asal.xlsx")
    survived((mutated(parts, chance) for _ in range(PER_BATCH)), tmp_path, "xlsx")


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _bytes_changed(data: bytes, chance: random.Random, most: int) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, most)):
        changed[chance.randrange(len(changed))] = chance.choice([0, 1, 127, 128, 255, chance.randrange(256)])
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.05 else changed)


def mutated_ods(folder: Path, chance: random.Random) -> Iterator[bytes]:
    parts = _parts(as_ods(varied(folder / "a.xlsx"), folder / "a.ods"))
    while True:
        yield mutated(parts, chance)


def mutated_xlsb(folder: Path, chance: random.Random) -> Iterator[bytes]:
    whole = _parts(as_xlsb(varied(folder / "a.xlsx"), folder / "a.xlsb"))
    while True:
        parts = dict(whole)
        for name in chance.sample([name for name in whole if name.endswith(".bin")], chance.randint(1, 3)):
            parts[name] = _bytes_changed(parts[name], chance, 4)
        yield packed(parts)


def mutated_xls(_: Path, chance: random.Random) -> Iterator[bytes]:
    whole = (ROOT / "tests" / "data" / "beragam.xls").read_bytes()
    while True:
        yield _bytes_changed(whole, chance, 12)


def mutated_csv(folder: Path, chance: random.Random) -> Iterator[bytes]:
    sheet = load_workbook(varied(folder / "a.xlsx")).worksheets[0]
    lines = [[str(value or "") for value in line] for line in sheet.values]
    while True:
        changed = [list(line) for line in lines]
        for _ in range(chance.randint(1, 5)):
            line = chance.choice(changed)
            line[chance.randrange(len(line))] = chance.choice([*WORDS, '"', ";;;", "\n", "\r", "\0", "\x85"])
        raw = "\n".join(chance.choice(";;;;,\t").join(line) for line in changed).encode(
            "utf-8", "surrogatepass"
        )
        yield _bytes_changed(raw, chance, 6) if chance.random() < 0.3 else raw


@pytest.mark.parametrize("batch", range(4))
@pytest.mark.parametrize("kind", [mutated_ods, mutated_xls, mutated_xlsb, mutated_csv])
def test_mutated_files_of_other_kinds(
    tmp_path: Path, kind: Callable[[Path, random.Random], Iterator[bytes]], batch: int
) -> None:
    raws = kind(tmp_path, random.Random(batch))
    first = next(raws)  # the fixtures are written before the folder is looked at
    survived(chain([first], islice(raws, PER_BATCH)), tmp_path, kind.__name__.removeprefix("mutated_"))


LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)


def with_entities(name: str) -> Callable[[dict[str, bytes]], None]:
    """One part becomes a billion laughs."""

    def change(parts: dict[str, bytes]) -> None:
        root = re.search(rb"<([\w:]+)", parts[name].split(b"?>")[-1])
        assert root
        tag = root[1].decode()
        parts[name] = f"{LAUGHS}]><{tag}>&a9;</{tag}>".encode()

    return change


def with_zeros(name: str) -> Callable[[dict[str, bytes]], None]:
    """One part of a kilobyte unfolds to half a gigabyte."""

    def change(parts: dict[str, bytes]) -> None:
        parts[name] = bytes(500_000_000)

    return change


@pytest.mark.parametrize(
    ("ending", "change"),
    [
        ("xlsx", with_entities("xl/worksheets/sheet1.xml")),
        ("xlsx", with_entities("xl/workbook.xml")),
        ("xlsx", with_entities("xl/styles.xml")),
        ("xlsx", with_entities("_rels/.rels")),
        ("ods", with_entities("content.xml")),
        ("xlsb", with_entities("xl/_rels/workbook.bin.rels")),
        ("xlsx", with_zeros("xl/worksheets/sheet1.xml")),
        ("xlsx", with_zeros("xl/media/image1.png")),
        ("ods", with_zeros("content.xml")),
        ("xlsb", with_zeros("xl/worksheets/sheet1.bin")),
    ],
)
def test_attacks_are_refused(tmp_path: Path, ending: str, change: Callable[[dict[str, bytes]], None]) -> None:
    source = varied(tmp_path / "a.xlsx")
    writers = {"ods": as_ods, "xlsb": as_xlsb}
    parts = _parts(writers[ending](source, tmp_path / "b") if ending in writers else source)
    change(parts)
    path = tmp_path / f"m.{ending}"
    path.write_bytes(packed(parts))
    del parts
    took = measured("isi", path)
    assert took.code == 3
    assert len(took.stderr.splitlines()) == 1
    assert str(path) in took.stderr
    assert took.megabytes < 300
    assert took.seconds < MOST_SECONDS
