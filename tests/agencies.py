"""A region of generated agencies: programs of the published table in other sizes, forms, habits and rules.

What was written is kept as plain rows, from which `tests/by_hand.py` computes again what the region comes to.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from renja_xl import isi
from tests.conftest import SAMPLES
from tests.ods import as_ods

YEAR = 2025
ROMAN = ("I", "II", "III", "IV")
QUARTERS = ("tw1", "tw2", "tw3", "tw4")
SLOTS = ("target_renstra", "realisasi_lalu", "target_renja", *QUARTERS)
URUSAN = ("1.01", "1.02", "2.08", "2.10", "2.1", "5.01")
FIELDS = (
    *("Pendidikan", "Kesehatan", "Sosial", "Perhubungan", "Pariwisata", "Perikanan", "Perpustakaan"),
    *("Pertanian & Pangan", "Lingkungan Hidup", "Komunikasi dan Informatika", "Tenaga Kerja", "Perdagangan"),
    *("Kepemudaan dan Olahraga", "Pekerjaan Umum", "Kearsipan", "Transmigrasi", "Kebudayaan", "Energi"),
    *("Kesehatan, Pengendalian Penduduk dan Keluarga Berencana", "Koperasi"),
)
OWN_RULES = """\
nama = "daerah-sendiri"
triwulan = { k = "jumlah", rp = "jumlah" }
rata_rata.nol = "dilewati"
capaian.batas_100 = "rata-rata"
predikat.jenjang = [
    { nama = "Sangat Tinggi", mulai = "> 90" },
    { nama = "Tinggi", mulai = "> 75" },
    { nama = "Sedang", mulai = "> 65" },
    { nama = "Rendah", mulai = "> 50" },
    { nama = "Sangat Rendah" },
]
"""
RULES = ("baku", "balangan-2023", "skala-triwulan", "daerah.toml")
_PERCENT = ("persen", "nilai", "indeks", "rasio")
Figure = Decimal | None


@dataclass(frozen=True)
class Row:
    """One indicator as it was written. A further indicator repeats code and name of its owner, and has no Rp."""

    level: str
    jenis: str
    kode: str
    nama: str
    indikator: str
    satuan: str
    k: dict[str, Figure]
    rp: dict[str, Figure]


@dataclass
class Agency:
    """One agency: what its workbook says and how it says it."""

    nama: str
    aturan: str
    cara: str
    triwulan: int
    bentuk: str
    jenis: str
    dikenal: str
    rows: list[Row]
    path: Path = field(default_factory=Path)


@dataclass(frozen=True)
class Wanted:
    """A row of the published table: its figures are those of columns 5 and 7."""

    level: str
    jenis: str
    kode: tuple[str, ...]
    nama: str
    indikator: str
    satuan: str
    k: tuple[Figure, Figure]
    rp: tuple[int, int]


@cache
def published_programs() -> list[list[Wanted]]:
    """The programs of the published Tabel 2.1 that have a code, each with all below it."""
    book = load_workbook(SAMPLES / "tabel-2.1-balangan-2023.xlsx", read_only=True)
    programs: list[list[Wanted]] = []
    owner: tuple[Any, ...] = ()
    for row in book.worksheets[0].iter_rows(min_row=11, values_only=True):
        if not row[3]:
            continue
        if row[2]:
            owner = row
        if not owner[1]:
            continue  # the program without a code
        parts = tuple(str(owner[1]).split("."))
        level = {3: "program", 5: "kegiatan", 6: "subkegiatan"}[len(parts)]
        if level == "program" and row is owner:
            programs.append([])
        texts = [str(row[column] or "").partition(" ") for column in (4, 8)]
        programs[-1].append(
            Wanted(
                *(level, "utama" if row is owner else "lanjutan", parts[3:]),
                *(str(owner[2]), str(row[3]), texts[1][2]),
                tuple(Decimal(text[0]) if text[0] else None for text in texts),
                tuple(int(row[column] or 0) if row is owner else 0 for column in (5, 9)),
            )
        )
    book.close()
    return [rows for rows in programs if sum(rp for row in rows for rp in row.rp)]


def region(folder: Path, count: int, seed: int = 1) -> tuple[list[Agency], Path]:
    """The workbooks of `count` agencies in a folder, and the list of them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "daerah.toml").write_text(OWN_RULES, encoding="utf-8")
    found = []
    for number in range(count):
        agency = _agency(number, random.Random(f"{seed}-{number}"))
        agency.path = folder / f"{_stem(agency, number)}.{_ending(agency)}"
        WRITERS[agency.jenis](agency, folder)
        found.append(agency)
    return found, _list_of(folder, found)


def _list_of(folder: Path, agencies: Sequence[Agency]) -> Path:
    """`daftar.csv`: every agency, its rules, and its file where nothing else says whose that is."""
    path = folder / "daftar.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["perangkat_daerah", "singkatan", "berkas", "aturan"])
        for one in agencies:
            pattern = f"{one.path.stem}.*" if one.dikenal == "daftar" else ""
            writer.writerow([one.nama, "", pattern, "" if one.aturan == "baku" else one.aturan])
    return path


def _agency(number: int, chance: random.Random) -> Agency:
    aturan = RULES[number % 4]
    cara = {"balangan-2023": "kumulatif", "daerah.toml": "jumlah"}.get(
        aturan, chance.choice(("jumlah", "kumulatif"))
    )
    kind = ("Dinas", "Badan")[number // len(FIELDS) % 2]
    triwulan = chance.randint(1, 4)
    return Agency(
        nama=f"{kind} {FIELDS[number % len(FIELDS)]}",
        aturan=aturan,
        cara=cara,
        triwulan=triwulan,
        bentuk=("tabel-2.1", "tabel-2.2", "e81")[number % 3],
        jenis=tuple(WRITERS)[number // 3 % len(WRITERS)],
        dikenal=("judul", "nama-berkas", "daftar")[number // 2 % 3],
        rows=_rows(cara, triwulan, chance),
    )


def _rows(cara: str, triwulan: int, chance: random.Random) -> list[Row]:
    """Some programs, their K and Rp by factors of their own."""
    programs = published_programs()
    urusan = chance.choice(URUSAN)
    rows = []
    for place in sorted(chance.sample(range(len(programs)), chance.randint(1, 3))):
        factor = chance.uniform(0.2, 3)
        block = []
        for row in programs[place]:
            k, rp = _performance(row, cara, triwulan, chance), _money(row, factor, cara, triwulan, chance)
            code = ".".join((urusan, f"{place + 1:02}", *row.kode))
            block.append(Row(row.level, row.jenis, code, row.nama, row.indikator, row.satuan, k, rp))
        _add_up([row for row in block if row.jenis == "utama"])
        rows += block
    return rows


def _add_up(rows: Sequence[Row]) -> None:
    """A kegiatan and a program have what the rows below them have together, to the rupiah."""
    for level, below in (("kegiatan", "subkegiatan"), ("program", "kegiatan")):
        parent, fresh = None, False
        for row in rows:
            if row.level == level:
                parent, fresh = row, True
            elif row.level == below and parent:
                for slot, amount in row.rp.items():
                    before = None if fresh else parent.rp[slot]
                    parent.rp[slot] = before if amount is None else amount + (before or 0)
                fresh = False


def _performance(row: Wanted, cara: str, triwulan: int, chance: random.Random) -> dict[str, Figure]:
    whole = row.satuan.lower() not in _PERCENT
    limit = 900 if whole else 100
    renstra, target = (
        None if figure is None else _shown(min(float(figure) * chance.uniform(0.6, 1.2), limit), whole)
        for figure in row.k
    )
    reached = _quarters(float(target or 0) * chance.uniform(0, 1.3), cara, triwulan, chance)
    shown = [None if value is None else _shown(value, whole) for value in reached]
    # A dash, as where nothing was reported.
    if chance.random() < 0.1:
        shown[chance.randrange(triwulan)] = None
    return dict(zip(SLOTS, (renstra, Decimal(chance.randint(0, 3)), target, *shown), strict=True))


def _money(row: Wanted, factor: float, cara: str, triwulan: int, chance: random.Random) -> dict[str, Figure]:
    if row.jenis == "lanjutan":
        return dict.fromkeys(SLOTS)
    renstra, target = (Decimal(int(amount * factor)) for amount in row.rp)
    spent = _quarters(float(target) * chance.uniform(0, 1.05), cara, triwulan, chance)
    amounts = (None if value is None else Decimal(int(value)) for value in spent)
    return dict(zip(SLOTS, (renstra, Decimal(0), target, *amounts), strict=True))


def _quarters(whole: float, cara: str, triwulan: int, chance: random.Random) -> list[float | None]:
    """What was reached in each quarter, or up to each; quarters to come are blank, or 0."""
    weights = [chance.uniform(0.1, 1) for _ in range(triwulan)]
    parts = [whole * weight / sum(weights) for weight in weights]
    if cara == "kumulatif":
        parts = [sum(parts[: place + 1]) for place in range(triwulan)]
    return [*parts, *[chance.choice((0.0, None))] * (4 - triwulan)]


def _shown(value: float, whole: bool) -> Decimal:
    return Decimal(round(value)) if whole else Decimal(f"{value:.2f}")


def _stem(agency: Agency, number: int) -> str:
    if agency.dikenal == "nama-berkas":
        return f"Evaluasi Renja_{agency.nama}_{YEAR}_TW{agency.triwulan}"
    return f"olah-{number:03}"


def _ending(agency: Agency) -> str:
    return agency.jenis if agency.jenis in ("ods", "csv") else "xlsx"


# The forms: key, label and number of each column; a pair gets K and Rp.
_PAIRS = (
    ("target_renstra", "Target Renstra Perangkat Daerah pada akhir periode", "5"),
    ("realisasi_lalu", "Realisasi Capaian Kinerja Renstra sampai dengan tahun lalu", "6"),
    ("target_renja", "Target Kinerja dan Anggaran Renja tahun berjalan yang dievaluasi", "7"),
    *((f"tw{n}", f"Realisasi Kinerja Pada Triwulan {ROMAN[n - 1]}", str(n + 7)) for n in range(1, 5)),
    ("realisasi_renja", "Realisasi Capaian Kinerja dan Anggaran Renja yang dievaluasi", "12"),
)
_TEXTS: dict[str, tuple[tuple[str, str], ...]] = {
    "tabel-2.1": (
        ("nomor", "No"),
        ("kode", "Kode"),
        ("nama", "Program/Kegiatan/Sub Kegiatan"),
        ("indikator", "Indikator Kinerja"),
    ),
    "tabel-2.2": (("nama", "Program/Kegiatan/Sub Kegiatan"), ("indikator", "Indikator Kinerja")),
    "e81": (
        *((f"kode{n}", "Kode Rekening" if n == 1 else "") for n in range(1, 6)),
        ("nama", "Urusan/Bidang Urusan dan Program/Kegiatan/Sub Kegiatan"),
        ("indikator", "Indikator Kinerja"),
        ("satuan", "Satuan"),
    ),
}
_TITLES = {
    "tabel-2.1": "Tabel 2.1 Evaluasi Terhadap Hasil Renja",
    "tabel-2.2": "Tabel 2.2 Evaluasi Terhadap Hasil Renja",
    "e81": "Formulir E.81 Evaluasi Terhadap Hasil Renja",
}
_PREFIX = {"program": "", "kegiatan": "Kegiatan ", "subkegiatan": "Sub Kegiatan "}
Money = Callable[[Decimal], Any]


def grid(agency: Agency, money: Money) -> list[list[Any]]:
    """The sheet as rows of values."""
    texts = _TEXTS[agency.bentuk]
    pairs = [pair for pair in _PAIRS if agency.bentuk != "tabel-2.2" or pair[0] != "realisasi_lalu"]
    named = agency.dikenal == "judul"
    titles = [
        [_TITLES[agency.bentuk] + (f" {agency.nama.upper()} KABUPATEN CONTOH" if named else "")],
        [f"s.d. Triwulan {ROMAN[agency.triwulan - 1]}" if named else "Renstra 2021-2026"],
        [f"Tahun {YEAR}" if agency.dikenal != "nama-berkas" else None],
    ]
    adds = agency.cara == "jumlah" and agency.aturan != "daerah.toml"
    numbers = [number + (" = 8+9+10+11" if adds and number == "12" else "") for _, _, number in pairs]
    blank: list[Any] = [None] * len(texts)
    head = [
        [label or None for _, label in texts] + [cell for _, label, _ in pairs for cell in (label, None)],
        [*blank, *["K", "Rp"] * len(pairs)],
        ["1", *blank[1:], *(cell for number in numbers for cell in (number, None))],
    ]
    slots = [slot for slot, _, _ in pairs]
    return [*titles, *head, *(_line(agency, row, slots, money) for row in agency.rows)]


def _line(agency: Agency, row: Row, slots: Sequence[str], money: Money) -> list[Any]:
    main = row.jenis == "utama"
    parts = row.kode.split(".")
    split = [*parts[:3], *filter(None, [".".join(parts[3:5])]), *parts[5:]]
    known = {
        "kode": row.kode if main else None,
        **({f"kode{n}": part for n, part in enumerate(split, start=1)} if main else {}),
        "nama": written_name(agency, row) if main else None,
        "indikator": row.indikator,
        "satuan": row.satuan,
    }
    cells = [known.get(key) for key, _ in _TEXTS[agency.bentuk]]
    for slot in slots:
        k, rp = row.k.get(slot), row.rp.get(slot)
        cells += [_k_cell(agency, row, k), None if rp is None else money(rp)]
    return cells


def written_name(agency: Agency, row: Row) -> str:
    """The name as the sheet has it: without codes it must tell the level."""
    return (_PREFIX[row.level] if agency.bentuk == "tabel-2.2" else "") + row.nama


def _k_cell(agency: Agency, row: Row, k: Figure) -> Any:
    if k is None:
        return "-"
    if agency.bentuk == "e81":
        return float(k)
    return f"{k} {row.satuan}".strip().replace(".", "," if agency.jenis != "xlsx" else ".")


def _dotted(amount: Decimal) -> str:
    return f"Rp {amount:,},-".replace(",", ".").replace(".-", ",-")


def _xlsx(path: Path, agency: Agency, money: Money) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in grid(agency, money):
        sheet.append(row)
    book.save(path)
    return path


def _as_numbers(agency: Agency, _: Path) -> None:
    _xlsx(agency.path, agency, int)


def _as_text(agency: Agency, _: Path) -> None:
    _xlsx(agency.path, agency, _dotted)


def _as_ods(agency: Agency, folder: Path) -> None:
    raw = _xlsx(folder / ".mentah.xlsx", agency, int)
    as_ods(raw, agency.path)
    raw.unlink()


def _as_csv(agency: Agency, _: Path) -> None:
    with agency.path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        for row in grid(agency, _dotted if agency.triwulan % 2 else int):
            writer.writerow(
                [str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row]
            )


def _as_result(agency: Agency, folder: Path) -> None:
    """What `isi` made of it: columns 12 to 17 filled, formulas, average rows, further sheets."""
    raw = _xlsx(folder / ".mentah.xlsx", agency, int)
    named = agency.aturan if agency.aturan != "daerah.toml" else str(folder / agency.aturan)
    isi(raw, agency.path, aturan=named)
    raw.unlink()


WRITERS: dict[str, Callable[[Agency, Path], None]] = {
    "xlsx": _as_numbers,
    "uang-teks": _as_text,
    "ods": _as_ods,
    "csv": _as_csv,
    "hasil-isi": _as_result,
}
