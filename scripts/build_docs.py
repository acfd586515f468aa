"""Write docs/data.md and docs/aturan.md from the schemas the program itself checks.

make data
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from renja_xl.model.frame import DATA, REKAP, Column
from renja_xl.reading.rule_schema import schema, shipped
from renja_xl.writing.region.tidy import TIDY

FOLDER = Path(__file__).parent.parent / "docs"
UNITS = {
    "urut": "bilangan bulat",
    "teks": "teks",
    "kinerja": "angka, dalam satuan kolom `satuan`",
    "rupiah": "rupiah",
    "persen": "poin persen (130,74; bukan pecahan)",
}
TIDY_HEAD = """
## Tabel panjang (`gabung --keluaran csv` atau `parquet`): satu baris setiap indikator dan angkanya

Angka yang kosong tidak menjadi baris. CSV: UTF-8 dengan BOM, RFC 4180, titik untuk desimal, angka persis seperti
dihitung. Parquet (perlu `pip install "renja-xl[parquet]"`): `nilai` adalah decimal128(38, 10), dibulatkan setengah
ke atas pada desimal kesepuluh; `tahun`, `triwulan` dan `urut` adalah int32, kolom lain teks berkamus.

"""
HEAD = """# Kolom lembar Data dan Rekap

Dibuat oleh `make data` dari skema yang diperiksa program (`renja_xl/model/frame.py`). Sel kosong berarti tidak
ada angka; 0 adalah angka. Dalam pandas (`renja_xl.isi(...).filled.frame`) angka adalah `decimal.Decimal`, kosong
adalah `None`.

Baris urusan dan bidang urusan juga berdiri di Data, sebagai judul. Yang disebut banyaknya indikator, di layar, di
`--json` (`jumlah`) dan di Ringkasan, adalah baris program, kegiatan dan sub kegiatan, utama dan lanjutan.
"""


RULES_HEAD = """# Pengaturan dalam berkas aturan

Dibuat oleh `make data` dari skema yang diperiksa program (`renja_xl/rulesets/skema.toml`). Mulailah dari
`renja-xl aturan baku > kita.toml`, ubah yang perlu, lalu `renja-xl isi matriks.xlsx --aturan kita.toml`.
Hanya `nama` yang wajib ada; yang tidak disebut mengikuti aturan `baku`. Pengaturan yang keliru ditolak dengan
nomor baris dan isi yang diharapkan.
"""


def rules_page() -> str:
    """docs/aturan.md: every setting with its kind, its choices, what `baku` says, and its meaning."""
    base = tomllib.loads(shipped("baku.toml"))
    lines = ["| pengaturan | isi | dalam `baku` | arti |", "| --- | --- | --- | --- |"]
    for key, rule in schema().items():
        choices = [*rule.get("pilihan", ()), *(f'"{name}"' for name in rule.get("bernama", ()))]
        kind = rule["jenis"] + (f": {', '.join(choices)}" if choices else "")
        lines.append(f"| `{key}` | {kind} | {_usual(base, key)} | {rule['arti']} |")
    return RULES_HEAD + "\n" + "\n".join(lines) + "\n"


def _usual(base: dict[str, Any], key: str) -> str:
    value: Any = base
    for part in key.split("."):
        value = value[part]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return ", ".join(item["nama"] for item in value)
    if isinstance(value, int):  # true and false too
        return str(value).lower()
    return (", ".join(value) if isinstance(value, list) else str(value or "")) or "–"


def data_page() -> str:
    """docs/data.md: the columns of Data, Rekap and the long table of a region."""
    return (
        HEAD
        + "\n## Data: satu baris setiap indikator\n\n"
        + table(DATA)
        + "\n## Rekap: satu baris setiap rata-rata\n\n"
        + table(REKAP)
        + TIDY_HEAD
        + table(TIDY).replace(UNITS["kinerja"], "angka, dalam satuan kolom `satuan_nilai`")
    )


def table(columns: Sequence[Column]) -> str:
    """One line per column: name, meaning, unit, where the form prints it."""
    lines = ["| kolom | arti | satuan | sumber |", "| --- | --- | --- | --- |"]
    lines += [
        f"| `{column.nama}` | {column.makna} | {UNITS[column.jenis]} | {column.sumber} |"
        for column in columns
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (FOLDER / "data.md").write_text(data_page(), encoding="utf-8")
    (FOLDER / "aturan.md").write_text(rules_page(), encoding="utf-8")
