"""Make the pictures of README and docs/panduan.md from a fresh result of the sample.

make gambar        (needs LibreOffice, pdftoppm and the Liberation fonts)
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from make_large_matrix import make_large_matrix

from renja_xl import gabung, isi, periksa
from renja_xl.use_cases.periksa import annotate

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "gambar"
# Numbers as an Indonesian Excel shows them: 8.298.251.832 and 130,74.
LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop></item>
</oor:items>"""

# name: (a text on its page, left, top, width, height) in pixels at 130 dpi; F4 landscape is 1690 x 1105.
RESULT = {
    "hasil": ("Kabupaten Balangan", 40, 50, 1630, 640),
    "rata-rata": ("Kabupaten Balangan", 680, 140, 990, 480),
    "kaki": ("Disusun oleh", 40, 40, 1630, 900),
    "rekap": ("jumlah_indikator", 40, 40, 1630, 500),
    "temuan": ("penjelasan", 40, 40, 1630, 420),
    "metode": ("Bagaimana angka-angka", 30, 40, 1060, 520),
}
REGION = {
    "rekap-ringkasan": ("Ringkasan evaluasi", 55, 60, 1590, 625),
    "rekap-grafik": ("Grafik evaluasi", 55, 60, 920, 672),
    "rekap-sebaran": ("Kinerja terhadap serapan", 55, 60, 920, 530),
}
AGENCIES = (
    "Dinas Kesehatan", "Dinas Pendidikan", "Dinas Sosial", "Dinas Pertanian", "Dinas Perhubungan", "Inspektorat",
    "Dinas Perpustakaan dan Kearsipan", "Dinas Lingkungan Hidup", "Badan Kepegawaian Daerah", "Dinas Perikanan",
    "Dinas Pekerjaan Umum dan Penataan Ruang", "Badan Penanggulangan Bencana Daerah", "Dinas Perdagangan",
    "Satuan Polisi Pamong Praja", "Sekretariat DPRD", "Kecamatan Paringin", "Kecamatan Lampihong", "RSUD Balangan",
)  # fmt: skip
AUDITED = {"salinan": ("533,88", 75, 557, 770, 676)}
SAMPLES = ROOT / "sample_data"


def main() -> None:
    """Fill the sample and audit the published one, print both to PDF, cut the pictures out."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result, copy = folder / "hasil.xlsx", folder / "salinan.xlsx"
        isi(SAMPLES / "tabel-2.1-balangan-2023.xlsx", result, aturan="balangan-2023")
        (audit,) = periksa([SAMPLES / "tabel-2.1-balangan-2023-terbit.xlsx"], aturan="balangan-2023")
        annotate(audit, copy)
        cut_out(to_pdf(result, folder), RESULT)
        cut_out(to_pdf(copy, folder), AUDITED)
        cut_out(to_pdf(region_book(folder), folder), REGION)


def region_book(folder: Path) -> Path:
    """The book of a made-up region: a matrix for each agency but one, which the list names."""
    sources, listed = folder / "kiriman", folder / "daftar.csv"
    sources.mkdir()
    for number, name in enumerate(AGENCIES):
        make_large_matrix(sources / f"{name} 2023.xlsx", 60, seed=number, reach=0.55 + 0.025 * number % 0.45)
    names = [*AGENCIES, "Dinas Kebudayaan dan Pariwisata"]
    listed.write_text("\n".join(["perangkat_daerah", *names]), encoding="utf-8")
    return gabung([sources], folder / "rekap.xlsx", daftar=listed).hasil[0]


def cut_out(pdf: Path, pictures: Mapping[str, tuple[str, int, int, int, int]]) -> None:
    """The pictures from their pages."""
    for picture, (text, left, top, width, height) in pictures.items():
        page = page_of(pdf, text)
        cut = ["-x", left, "-y", top, "-W", width, "-H", height]
        pages = ["-f", page, "-l", page, "-singlefile", "-r", 130, "-png"]
        command = ["pdftoppm", *pages, *cut, pdf, TARGET / picture]
        subprocess.run([str(part) for part in command], check=True)
        print(TARGET / f"{picture}.png")


def to_pdf(workbook: Path, folder: Path) -> Path:
    """The workbook as LibreOffice prints it, with Indonesian numbers."""
    profile = folder / "profil"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(LOCALE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(workbook)], check=True, capture_output=True)
    return workbook.with_suffix(".pdf")


def page_of(pdf: Path, text: str) -> int:
    """The first page that holds a text."""
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    pages = said.stdout.split("\f")
    return next(number for number, page in enumerate(pages, start=1) if text in page)


if __name__ == "__main__":
    main()
