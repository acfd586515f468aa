"""What says whose matrix it is and of when, and where that disagrees on the year or the quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from renja_xl.model.findings import Finding, finding
from renja_xl.model.part import Identity
from renja_xl.model.texts import sentence

TITLES, SHEET, FILE, FOLDER = "judul", "nama-lembar", "nama-berkas", "nama-folder"
LIST, FIGURES = "daftar", "angka"


def disagreements(titles: Identity, file_name: Identity, figures: int) -> Iterator[Finding]:
    """Years and quarters that titles, the file's name and the figures do not agree on."""
    years = {TITLES: _years(titles), FILE: _years(file_name)}
    if len({*titles.tahun_lain, titles.tahun, file_name.tahun} - {0}) > 1:
        used = titles.tahun or file_name.tahun
        yield _differ("tahun-beda", "tahun", {source: said for source, said in years.items() if said}, used)
    quarters = {TITLES: titles.triwulan, FILE: file_name.triwulan, FIGURES: figures}
    stated = {source: quarter for source, quarter in quarters.items() if quarter}
    if len(set(stated.values())) > 1:
        yield _differ("triwulan-beda", "triwulan", stated, next(iter(stated.values())))


def _years(stated: Identity) -> str:
    """The year that is meant, and those beside it."""
    return ", ".join(map(str, (stated.tahun, *stated.tahun_lain))) if stated.tahun else ""


def _differ(kode: str, kolom: str, stated: Mapping[str, object], used: int) -> Finding:
    parts = [f"{sentence(f'asal.{source}')} {value}" for source, value in stated.items()]
    blanks: dict[str, object] = {"pernyataan": "; ".join(parts), "dipakai": used}
    return finding(kode, blanks, kolom=kolom, tertulis=str(used))
