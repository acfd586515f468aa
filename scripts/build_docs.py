"""Write docs/data.md: the columns of Data and Rekap, from the schema the program itself checks.

make data
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from renja_xl.model.frame import DATA, REKAP, Column

TARGET = Path(__file__).parent.parent / "docs" / "data.md"
UNITS = {
    "urut": "bilangan bulat",
    "teks": "teks",
    "kinerja": "angka, dalam satuan kolom `satuan`",
    "rupiah": "rupiah",
    "persen": "poin persen (130,74; bukan pecahan)",
}
HEAD = """# Kolom lembar Data dan Rekap

Dibuat oleh `make data` dari skema yang diperiksa program (`renja_xl/model/frame.py`). Sel kosong berarti tidak
ada angka; 0 adalah angka. Dalam pandas (`renja_xl.isi(...).filled.frame`) angka adalah `decimal.Decimal`, kosong
adalah `None`.
"""


def text() -> str:
    """The whole page."""
    return (
        HEAD
        + "\n## Data: satu baris setiap indikator\n\n"
        + table(DATA)
        + "\n## Rekap: satu baris setiap rata-rata\n\n"
        + table(REKAP)
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
    TARGET.write_text(text(), encoding="utf-8")
