"""What says whose matrix it is and of when, and where that disagrees on the year or the quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from renja_xl.model.findings import Finding, finding
from renja_xl.model.region import Identity
from renja_xl.model.texts import sentence

TITLES, SHEET, FILE, LIST, FIGURES = "judul", "nama-lembar", "nama-berkas", "daftar", "angka"


def disagreements(titles: Identity, file_name: Identity, figures: int) -> Iterator[Finding]:
    """Years and quarters that titles, the file's name and the figures do not agree on."""
    if titles.tahun and file_name.tahun and titles.tahun != file_name.tahun:
        yield _differ("tahun-beda", "tahun", {TITLES: titles.tahun, FILE: file_name.tahun})
    quarters = {TITLES: titles.triwulan, FILE: file_name.triwulan, FIGURES: figures}
    stated = {source: quarter for source, quarter in quarters.items() if quarter}
    if len(set(stated.values())) > 1:
        yield _differ("triwulan-beda", "triwulan", stated)


def _differ(kode: str, kolom: str, stated: Mapping[str, int]) -> Finding:
    used = next(iter(stated.values()))
    parts = [f"{sentence(f'asal.{source}')} {value}" for source, value in stated.items()]
    blanks: dict[str, object] = {"pernyataan": "; ".join(parts), "dipakai": used}
    return finding(kode, blanks, kolom=kolom, tertulis=str(used))
