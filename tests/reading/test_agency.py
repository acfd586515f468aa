"""Whose matrix it is, as real titles, file names and lists say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from renja_xl.model.errors import UsageError
from renja_xl.model.part import Identity
from renja_xl.reading.agency import identity_by_pattern, identity_in_name, identity_in_tab, identity_in_titles
from renja_xl.reading.agency_list import Listed, is_agency_list, read_agency_list

AGENCIES = {
    "Renja Perangkat Daerah Badan Kepegawaian Dan Pengembangan Sumber Daya Manusia Kota Cirebon": (
        "Badan Kepegawaian Dan Pengembangan Sumber Daya Manusia"
    ),
    "Dinas Kesehatan, Pengendalian Penduduk dan Keluarga Berencana Kabupaten Balangan": (
        "Dinas Kesehatan, Pengendalian Penduduk dan Keluarga Berencana"
    ),
    "Nama SKPD : DINAS KESEHATAN, KABUPATEN BALANGAN": "DINAS KESEHATAN",
    "EVALUASI HASIL RENJA DINAS SOSIAL KOTA BANJAR TAHUN 2024": "DINAS SOSIAL",
    "Dinas Pekerjaan Umum dan Penataan Ruang (PUPR) Kabupaten Balangan": (
        "Dinas Pekerjaan Umum dan Penataan Ruang"
    ),
    "DINAS PUPR": "DINAS PUPR",
    "Dinas Sosial, 2024": "Dinas Sosial",
    "Kecamatan Paringin Selatan": "Kecamatan Paringin Selatan",
    "Kecamatan Barabai Kota": "Kecamatan Barabai Kota",
    "Kecamatan Barabai Kota Kabupaten Hulu Sungai Tengah": "Kecamatan Barabai Kota",
    "Dinas Tata Kota dan Pertamanan Kota Bandung": "Dinas Tata Kota dan Pertamanan",
    "RSUD Balangan": "RSUD Balangan",
    "RENJA DINAS KESEHATAN TA 2025": "DINAS KESEHATAN",
    "RENJA DINAS KESEHATAN T.A. 2025": "DINAS KESEHATAN",
    "Dinas Sosial Pemerintah Kabupaten Balangan": "Dinas Sosial",
    "DINAS SOSIAL PEMKAB BALANGAN": "DINAS SOSIAL",
    "Dinas Sosial Bulan Juni 2025": "Dinas Sosial",
    "Dinas Pemberdayaan Masyarakat dan Pemerintahan Desa": "Dinas Pemberdayaan Masyarakat dan Pemerintahan Desa",
    "Satuan Polisi Pamong Praja Kab. Balangan": "Satuan Polisi Pamong Praja",
    "Bagian Umum Sekretariat Daerah Kota Cirebon": "Sekretariat Daerah",
    "INSPEKTORAT KABUPATEN BALANGAN": "INSPEKTORAT",
    "Renja Dinas Sosial Keadaan 31 Desember 2024": "Dinas Sosial",
    "Renja 2024 Dinas Sosial berdasarkan Peraturan Bupati Nomor 12 Tahun 2026": "Dinas Sosial",
    "BKPSDM Kota Cirebon": "BKPSDM",
    "RENJA KECAMATAN KOTA UTARA KOTA GORONTALO": "KECAMATAN KOTA UTARA",
    "KECAMATAN KOTA BARU KABUPATEN KOTABARU": "KECAMATAN KOTA BARU",
    "Kelurahan Paringin Kota Kecamatan Paringin": "Kecamatan Paringin",
    "RENJA KEC. JUAI KAB. BALANGAN": "KEC. JUAI",
    "Renja Dinas Kesehatan dan Pencapaian Renstra Dinas Kesehatan s/d Tahun 2024": "Dinas Kesehatan",
    "DINAS SOSIAL QUARTAL III": "DINAS SOSIAL",
    "DINAS PEMBERDAYAAN MASYARAKAT, KELURAHAN DAN DESA": "DINAS PEMBERDAYAAN MASYARAKAT, KELURAHAN DAN DESA",
    "Dinas Pemberdayaan Masyarakat dan Kelurahan": "Dinas Pemberdayaan Masyarakat dan Kelurahan",
    "SATUAN POLISI PAMONG PRAJA DAN PEMADAM KEBAKARAN": "SATUAN POLISI PAMONG PRAJA DAN PEMADAM KEBAKARAN",
    "KANTOR KESBANGPOL KAB. X": "KESBANGPOL",
    "Renja (disampaikan kepada Bappeda Kabupaten Balangan)": "",
    "Kepada Yth. Kepala Badan Perencanaan Pembangunan Daerah": "",
    "Evaluasi Terhadap Hasil Renja Perangkat Daerah": "",
    "Pemerintah Kota Cirebon": "",
    "RENJA DINAS SOSIAL SD TRIWULAN II": "DINAS SOSIAL",
    "Renja Dinas Sosial sd. 30 Juni 2025": "Dinas Sosial",
    "Dinas ........ Kabupaten ........ Tahun 20..": "",
    "Dinas/Badan …………… Kabupaten Balangan": "",
    "Dinas / Badan ______": "",
}

TC29 = "Evaluasi Hasil Pelaksanaan Renja Perangkat Daerah dan Pencapaian Renstra Perangkat Daerah"

WHEN = {
    "Periode Pelaksanaan: 2026": (2026, 0),
    "s.d. Triwulan II Tahun 2024": (2024, 2),
    "Renstra 2021-2026": (0, 0),
    "Renstra Tahun 2021 s.d. Tahun 2026": (0, 0),
    "Renstra 2021 – 2026, evaluasi tahun 2023": (2023, 0),
    "Semester I": (0, 2),
    "Renja 2025, dicetak tanggal 5 Januari 2026": (2025, 0),
    "Renja Tahun 2025, dicetak Januari 2026": (2025, 0),
    "Renja 2025, dicetak 5 Jan 2026": (2025, 0),
    "Renja 2025, dicetak 05/01/2026": (2025, 0),
    "Renja 2025, dicetak 05.01.2026 10:22": (2025, 0),
    "Renja 2025, dicetak 2026-01-05": (2025, 0),
    "Renja TA 2025, Paringin, 31 Maret 2026": (2025, 0),
    "Tabel 2.1 2025": (2025, 0),
    "Keadaan sampai dengan 31 Desember 2025": (2025, 0),
    "RPJMD TAHUN 2025 HINGGA 2029": (0, 0),
    "TARGET AKHIR PERIODE RENSTRA TAHUN 2026": (0, 0),
    "Target Renstra pada akhir tahun 2026": (0, 0),
    "Sampai dengan akhir tahun 2024": (2024, 0),
    "s.d. Akhir Tahun Anggaran 2024": (2024, 0),
    "Keadaan 31 Des 2024": (2024, 0),
    "per 30 Sept 2024": (2024, 0),
    "Posisi 31-12-2024": (2024, 0),
    "Renja 2024 sesuai Permendagri Nomor 86 Tahun 2017": (2024, 0),
    "Renja 2024 (Permendagri 86/2017)": (2024, 0),
    "Renja 2024 menurut Peraturan Menteri Dalam Negeri No. 90 Th 2019": (2024, 0),
    "Perbup Nomor 5 Tahun 2026 tentang Renja Tahun 2025": (2025, 0),
    "Keputusan Kepala Dinas tentang Renja Tahun 2025": (2025, 0),
    "TW 3/2025": (2025, 3),
    "Formulir E.81 (Permendagri 86) Tahun 2025": (2025, 0),
    "Permendagri 86, Tahun 2025": (2025, 0),
    "Perda 5 - Renja 2025": (2025, 0),
    "Renja No 3 Tahun 2025": (2025, 0),
    "Keputusan Kepala Dinas tentang Evaluasi Renja Triwulan 2 Tahun 2025": (2025, 2),
    "Renja 2025 sesuai UU 23 Tahun 2014": (2025, 0),
    "Renja 2025 menurut PP 12 Tahun 2017": (2025, 0),
    "Renja 2025, Perpres 16 Tahun 2018": (2025, 0),
    "Tabel 2.1 Renja 2025": (2025, 0),
    "TW 2 Tahun 2025": (2025, 2),
    "SEMESTER II TAHUN 2023": (2023, 4),
    "Triwulan I, II, III dan IV Tahun 2023": (2023, 4),
    "TW 1 s.d. TW 3": (0, 3),
    "TW I - Inspektorat": (0, 1),
    "Tri Wulan ke-4": (0, 4),
    "Nomor 120234": (0, 0),
    "Evaluasi Renja Dinas Sosial Tahun 2024 dalam rangka penyusunan Renja Tahun 2026": (2024, 0),
    "Evaluasi Renja Tahun 2024 sebagai bahan RKPD Tahun 2026": (2024, 0),
    "Evaluasi Renja 2024 sebagai bahan RKPD Tahun 2026": (2024, 0),
    "Renja Tahun 2024 dan Perkiraan Capaian Tahun 2025": (2024, 0),
    "Evaluasi Renja Tahun 2024 terhadap target Renstra Tahun 2026": (2024, 0),
    "Pencapaian Renstra s/d Tahun 2026 dan Renja Tahun 2024": (2024, 0),
    "Pelaksanaan Renja dan Pencapaian Renstra s/d Tahun 2024": (2024, 0),
    "Evaluasi Rencana Kerja Tahun 2024 bahan Rencana Kerja Pemerintah Daerah Tahun 2026": (2024, 0),
    "Renja Tahun 2024 dan Renja Tahun 2025": (2025, 0),
    "Renja Triwulan IV 2024, Paringin, Januari 2025": (2024, 4),
    "Keadaan s.d. September 2024": (2024, 0),
    "Triwulan III Tahun 2024 dan rencana Triwulan IV": (2024, 3),
    "Evaluasi Triwulan III, tindak lanjut Triwulan IV": (0, 3),
    "Triwulan Kedua": (0, 2),
    "Triwulan pertama": (0, 1),
    "Triwulan II (Dua) 2024": (2024, 2),
    "QUARTAL III 2024": (2024, 3),
    "Kuartal IV": (0, 4),
    "Triwulan : II": (0, 2),
    "Semester: I": (0, 2),
    "Tahun : 2025, Triwulan: 3": (2025, 3),
    f"{TC29} s/d Tahun 2024": (2024, 0),
    f"{TC29} s/d Tahun 2024\nDalam rangka penyusunan Renja Tahun 2026": (2024, 0),
    f"{TC29} s.d. Tahun 2024\nDalam rangka penyusunan Renja Tahun 2026": (2024, 0),
    f"{TC29} sampai dengan Tahun 2024 (tahun berjalan)\nPenyusunan Renja Tahun 2026": (2024, 0),
    f"{TC29} sampai dengan akhir tahun 2024\nPenyusunan Renja Tahun 2026": (2024, 0),
    f"{TC29} s/d Triwulan II Tahun 2024, tindak lanjut Triwulan III": (2024, 2),
    "Evaluasi Renja Tahun 2024 dan Target Renstra s/d Tahun 2026": (2024, 0),
    "Evaluasi Renja terhadap Renstra - Tahun 2026\nRenja Tahun 2024": (2024, 0),
}

NAMES = {
    "Evaluasi_Renja_Dinas Kesehatan_2025_TW2": ("Dinas Kesehatan", 2025, 2),
    "Dinas Sosial sd 31 Des 2024": ("Dinas Sosial", 2024, 0),
    "Dinas Sosial_sd_TW2_2025": ("Dinas Sosial", 2025, 2),
    "Dinas Sosial TW1 SD TW3": ("Dinas Sosial", 0, 3),
    "Dinas Sosial sd. Juni": ("Dinas Sosial", 0, 0),
    "Dinas Sosial SD 2025": ("Dinas Sosial", 2025, 0),
    "Disdik SD": ("Disdik SD", 0, 0),
    "Tabel 2.1 - Dinas PUPR Kab Balangan TW II 2024 final": ("Dinas PUPR", 2024, 2),
    "01. Dinas Kesehatan": ("Dinas Kesehatan", 0, 0),
    "Dinas Kesehatan (1)": ("Dinas Kesehatan", 0, 0),
    "Dinas Sosial TW2 2025 (1) (1)": ("Dinas Sosial", 2025, 2),
    "Kiriman (2)": ("Kiriman 2", 0, 0),
    "Dinsos TW2 (1)": ("Dinsos 1", 0, 2),
    "Dinas Sosial TW2 2025 ttd": ("Dinas Sosial", 2025, 2),
    "Dinas Sosial APBD-P TW3 2025": ("Dinas Sosial", 2025, 3),
    "Dinas Sosial P-APBD": ("Dinas Sosial", 0, 0),
    "scan DPPA Dinas Sosial final banget": ("Dinas Sosial", 0, 0),
    "Renja 2025 Dinkes_terisi": ("Dinkes", 2025, 0),
    "Renstra 2021-2026 RSUD Balangan": ("RSUD Balangan", 0, 0),
    "RenjaTW3": ("", 0, 3),
    "12": ("", 0, 0),
    "Dinas Sosial rev2": ("Dinas Sosial", 0, 0),
    "Dinas Sosial revisi 3": ("Dinas Sosial", 0, 0),
    "Dinas Sosial v2 ok": ("Dinas Sosial", 0, 0),
    "Dinas Sosial_perbaikan kirim ulang": ("Dinas Sosial", 0, 0),
    "Dinas Sosial - Copy (2)": ("Dinas Sosial", 0, 0),
    "Dinas Sosial 15-10-2024": ("Dinas Sosial", 0, 0),
    "20241015 Dinkes": ("Dinkes", 0, 0),
    "Dinkes 12 Okt": ("Dinkes", 0, 0),
    "Kelurahan 7 Marga": ("Kelurahan 7 Marga", 0, 0),
    "Kecamatan Tanjung Baru TW2": ("Kecamatan Tanjung Baru", 0, 2),
    "Dinas Perpustakaan dan Arsip rev2": ("Dinas Perpustakaan dan Arsip", 0, 0),
}


@pytest.mark.parametrize("title", AGENCIES)
def test_agencies_in_titles(title: str) -> None:
    assert identity_in_titles([title]).perangkat_daerah == AGENCIES[title]


@pytest.mark.parametrize("title", WHEN)
def test_years_and_quarters_in_titles(title: str) -> None:
    found = identity_in_titles([title])
    assert (found.tahun, found.triwulan) == WHEN[title]


def test_several_titles() -> None:
    titles = ["Tabel 2.1", "Evaluasi Renja Dinas Sosial", "Tahun 2023", "s.d. TW III", "Renstra 2021-2026"]
    assert identity_in_titles(titles) == Identity("Dinas Sosial", 2023, 3)
    assert identity_in_titles([]) == Identity()


@pytest.mark.parametrize("stem", NAMES)
def test_file_names(stem: str) -> None:
    found = identity_in_name(stem)
    assert (found.perangkat_daerah, found.tahun, found.triwulan) == NAMES[stem]


# Titles, and the unit in them.
UNITS: dict[tuple[str, ...], str] = {
    ("Evaluasi Renja", "Sekretariat Daerah", "Kabupaten X", "Bagian Hukum", "Tahun 2025"): "Bagian Hukum",
    ("SEKRETARIAT DAERAH", "BAGIAN UMUM KABUPATEN X TAHUN 2025"): "BAGIAN UMUM",
    ("SKPD: Dinas Kesehatan", "Unit Kerja : UPTD Puskesmas Juai"): "UPTD Puskesmas Juai",
    ("Sekretariat Daerah (Bagian Organisasi)", "Tahun 2025"): "Bagian Organisasi",
    ("Dinas Pendidikan", "1. Cabang Dinas Wilayah I"): "Cabang Dinas Wilayah I",
    ("Kecamatan Paringin", "Kelurahan Paringin Timur"): "Kelurahan Paringin Timur",
    ("Dinas Kesehatan", "Bidang Urusan : Kesehatan"): "",
    ("Dinas Kesehatan", "Bidang Urusan Kesehatan"): "",
    ("Dinas Kesehatan", "Urusan/Bidang Kesehatan"): "",
    ("Dinas Kesehatan", "Bagian ........"): "",
    ("Bagian Hukum", "Evaluasi tanpa perangkat daerah"): "Bagian Hukum",
    ("Sekretariat Daerah (Bagian Umum) Kabupaten Contoh", "Tahun 2025"): "Bagian Umum",
    ("UPT Puskesmas Juai",): "UPT Puskesmas Juai",
    ("Sekretariat Daerah; Bagian Umum",): "Bagian Umum",
    ("Bidang Bina Marga Dinas PUPR", "Tahun 2025"): "Bidang Bina Marga",
    ("Dinas Kesehatan", "Sub Unit : 1.02.0.00.0.00.01.0001 UPTD Puskesmas Juai"): "UPTD Puskesmas Juai",
    ("Dinas Kesehatan", "UPT: Puskesmas Juai"): "Puskesmas Juai",
    ("Sekretariat Daerah", "Bag. Hukum"): "Bag. Hukum",
    ("Dinas Sosial", "Disusun oleh: Sub Bagian Perencanaan"): "",
    ("Dinas Sosial", "Penanggung jawab: Bidang Rehabilitasi"): "",
    ("Dinas Sosial", "Sumber data: Sub Bagian Perencanaan"): "",
    ("Dinas Kesehatan", "Urusan Wajib Pelayanan Dasar (Bidang Kesehatan)"): "",
    ("Dinas Sosial", "Bidang Pembangunan: Sosial"): "",
    ("Dinas Sosial", "Bagian dari RKPD Kabupaten X"): "",
    ("Dinas Sosial", "Bidang-bidang urusan sosial"): "",
    ("Dinas Sosial", "Bagian Pertama"): "",
    ("Dinas Sosial", "Bagian 1 dari 2"): "",
    ("Dinas Sosial", "Bagian lanjutan"): "",
    ("Dinas Sosial", "Bagian dua"): "",
    ("Kelurahan Paringin Kota Kecamatan Paringin",): "Kelurahan Paringin Kota",
    ("Sekretariat Daerah Provinsi X", "Biro Hukum"): "Biro Hukum",
    ("Dinas Sosial", "Bidang : Rehabilitasi Sosial"): "Bidang Rehabilitasi Sosial",
    ("Dinas Kesehatan", "PKM Juai"): "PKM Juai",
    ("Dinas Kesehatan", "Puskesmas Kecamatan Halong"): "Puskesmas Kecamatan Halong",
    ("Dinas Sosial Urusan/Bidang Sosial",): "",
    ("Dinas Sosial Kab. X Tahun 2025 disusun oleh Bidang Perencanaan",): "",
    ("DINAS PEKERJAAN UMUM (PUPR) BIDANG BINA MARGA",): "BIDANG BINA MARGA",
    ("Dinas Pendidikan", "Bidang SD"): "Bidang SD",
    ("Dinas Pendidikan", "BIDANG SD TRIWULAN II TAHUN 2025"): "BIDANG SD",
    ("Dinas Pendidikan", "BIDANG SMP SD TRIWULAN II TAHUN 2025"): "BIDANG SMP",
    (): "",
}


# One agency and its unit, as they are written in one line.
SETDA = (
    "SEKRETARIAT DAERAH KABUPATEN BALANGAN BAGIAN HUKUM TAHUN 2024",
    "SEKRETARIAT DAERAH KABUPATEN HULU SUNGAI TENGAH, BAGIAN HUKUM",
    "SEKRETARIAT DAERAH : BAGIAN HUKUM KABUPATEN BALANGAN",
    "SEKRETARIAT DAERAH/BAGIAN HUKUM KABUPATEN BALANGAN",
    "SEKRETARIAT DAERAH, BAGIAN HUKUM",
    "SEKRETARIAT DAERAH - BAGIAN HUKUM",
    "SEKRETARIAT DAERAH (BAGIAN HUKUM) TAHUN 2024",
    "BAGIAN HUKUM SEKRETARIAT DAERAH KABUPATEN BALANGAN",
    "EVALUASI RENJA BAGIAN HUKUM PADA SEKRETARIAT DAERAH",
    "SKPD : SEKRETARIAT DAERAH BAGIAN HUKUM",
)


@pytest.mark.parametrize("title", SETDA)
def test_an_agency_and_its_unit_in_one_line(title: str) -> None:
    found = identity_in_titles([title])
    assert (found.perangkat_daerah, found.bagian) == ("SEKRETARIAT DAERAH", "BAGIAN HUKUM")
    setda = identity_in_titles([title.replace("SEKRETARIAT DAERAH", "SETDA")])
    assert (setda.perangkat_daerah, setda.bagian) == ("SETDA", "BAGIAN HUKUM")


@pytest.mark.parametrize("label", ["OPD", "SKPD", "Perangkat Daerah", "Nama Perangkat Daerah", "1. Instansi"])
@pytest.mark.parametrize(
    "above",
    [
        ("PEMERINTAH KABUPATEN BALANGAN", "BADAN PERENCANAAN PEMBANGUNAN DAERAH", "EVALUASI HASIL RENJA"),
        ("EVALUASI HASIL RENJA (DISAMPAIKAN KEPADA BAPPEDA KABUPATEN BALANGAN)",),
    ],
)
def test_a_label_comes_before_a_letterhead(label: str, above: tuple[str, ...]) -> None:
    assert identity_in_titles((*above, f"{label} : DINAS SOSIAL")).perangkat_daerah == "DINAS SOSIAL"


def test_other_years_in_titles() -> None:
    title = "Evaluasi Renja Tahun 2024 (Renstra 2021-2026) bahan RKPD Tahun 2026, Perbup 3 Tahun 2023"
    assert identity_in_titles([title]).tahun_lain == (2026,)
    assert identity_in_titles(["Renja Tahun 2024", "TA 2024, Januari 2025"]).tahun_lain == ()


@pytest.mark.parametrize("words", ["PRAKIRAAN MAJU", "PERKIRAAN MAJU", "PROYEKSI CAPAIAN"])
def test_a_year_that_is_only_foreseen_is_no_other_opinion(words: str) -> None:
    found = identity_in_titles([f"EVALUASI HASIL RENJA TAHUN 2025 DAN {words} TAHUN 2026"])
    assert (found.tahun, found.tahun_lain) == (2025, ())


@pytest.mark.parametrize("titles", UNITS)
def test_units_in_titles(titles: tuple[str, ...]) -> None:
    assert identity_in_titles(titles).bagian == UNITS[titles]


# Sheets: what is left as the agency's name, whether it is stated, and the unit.
TABS = {
    "Kecamatan Awayan": ("Kecamatan Awayan", "dinyatakan", ""),
    "Dinas Sosial TW II": ("Dinas Sosial", "dinyatakan", ""),
    "Dinas Sosial (2)": ("Dinas Sosial", "dinyatakan", ""),
    "Dinas Sosial Maret 2025": ("Dinas Sosial", "dinyatakan", ""),
    "juni pupr": ("pupr", "", ""),
    "Bagian Hukum": ("Bagian Hukum", "dinyatakan", "Bagian Hukum"),
    "TW II Bagian Hukum Perubahan (2)": ("Bagian Hukum", "dinyatakan", "Bagian Hukum"),
    "Bidang Bina Marga": ("Bidang Bina Marga", "", "Bidang Bina Marga"),
    "Setda Bagian Hukum": ("Setda", "dinyatakan", "Bagian Hukum"),
    "Dinas Kesehatan - UPTD Puskesmas Juai": ("Dinas Kesehatan", "dinyatakan", "UPTD Puskesmas Juai"),
    "Bagian 2": ("Bagian 2", "", ""),
    "Bagian III": ("Bagian III", "", ""),
    "Bappeda": ("Bappeda", "dinyatakan", ""),
    "TW I": ("", "", ""),
    "Matriks": ("", "", ""),
    "Bid. SMP": ("Bid. SMP", "", "Bid. SMP"),
    "Bid. SD": ("Bid. SD", "", "Bid. SD"),
    "Pusk. Juai": ("Pusk. Juai", "dinyatakan", "Pusk. Juai"),
    "Pusk Kuta I": ("Pusk Kuta I", "dinyatakan", "Pusk Kuta I"),
    "sd TW II": ("", "", ""),
    "Bidang SD": ("Bidang SD", "", "Bidang SD"),
    "Murni": ("", "", ""),
    "Sheet1": ("Sheet1", "", ""),
    "Kecamatan": ("Kecamatan", "", ""),
    "Bagian kedua": ("Bagian kedua", "", ""),
    "Bagian 1 dari 2": ("Bagian 1 dari 2", "", ""),
    "Bagian lanjutan": ("Bagian lanjutan", "", ""),
    "Bagian 2 Dinas Sosial": ("Dinas Sosial", "dinyatakan", ""),
    "Kelurahan 7 Ulu": ("Kelurahan 7 Ulu", "dinyatakan", "Kelurahan 7 Ulu"),
    "Badan (2)": ("Badan", "", ""),
    "Kelurahan 2": ("Kelurahan 2", "", ""),
    "Bag. Hukum": ("Bag. Hukum", "dinyatakan", "Bag. Hukum"),
    "Kec. Juai": ("Kec. Juai", "dinyatakan", ""),
    "Kel. Batu Piring": ("Kel. Batu Piring", "dinyatakan", "Kel. Batu Piring"),
    "Bagian Hukum Setda": ("Setda", "dinyatakan", "Bagian Hukum"),
}


@pytest.mark.parametrize("name", TABS)
def test_names_of_sheets(name: str) -> None:
    found = identity_in_tab(name)
    assert (found.perangkat_daerah, found.asal, found.bagian) == TABS[name]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Dinas TW2",
            "Dinas 2.1",
            "Dinas Final",
            "Renja Dinas Perubahan",
            "Sekretariat TW2",
            "Kantor Pusat",
        ),
        *("Bagian Tabel", "Badan Matriks", "Bagian Awal", "Tabel 2.1 Dinas", "Sekretariat"),
    ],
)
def test_an_agency_word_beside_other_words_names_nobody(name: str) -> None:
    found = identity_in_tab(name)
    assert (found.asal, found.bagian) == ("", "")
    assert identity_in_name(name).asal == ""


@pytest.mark.parametrize(
    ("stem", "agency", "unit"),
    [
        ("Renja Dinas Sosial Subbagian Perencanaan", "Dinas Sosial", ""),
        ("Renja Dinas Sosial - Sub Bagian Perencanaan TW2", "Dinas Sosial", ""),
        ("Renja Bagian 2 Dinas Sosial", "Dinas Sosial", ""),
        ("Setda Bagian Hukum", "Setda", "Bagian Hukum"),
        ("Bidang Bina Marga Dinas PUPR", "Dinas PUPR", "Bidang Bina Marga"),
        ("Disdik Bidang SD TW2 2025", "Disdik Bidang SD", "Bidang SD"),
        ("Dinas Pendidikan Bidang SD", "Dinas Pendidikan", "Bidang SD"),
        (
            "Dinas Pendidikan - Bidang Pembinaan TK dan SD TW2",
            "Dinas Pendidikan",
            "Bidang Pembinaan TK dan SD",
        ),
        ("Dinas Pendidikan Bidang SMP sd TW2", "Dinas Pendidikan", "Bidang SMP"),
        ("12", "", ""),
    ],
)
def test_units_in_file_names(stem: str, agency: str, unit: str) -> None:
    found = identity_in_name(stem)
    assert (found.perangkat_daerah, found.bagian) == (agency, unit)


def test_who_made_it_is_no_agency() -> None:
    assert identity_in_titles(["Disusun oleh: Sub Bagian Perencanaan"]) == Identity()


def test_patterns() -> None:
    pattern = "{tahun}-tw{triwulan}-{perangkat_daerah}"
    assert identity_by_pattern("2025-TWii-Dinas_Sosial", pattern) == Identity("Dinas Sosial", 2025, 2)
    assert identity_by_pattern("2025-tw3-Dinas Sosial", pattern) == Identity("Dinas Sosial", 2025, 3)
    assert identity_by_pattern("Dinas Sosial 2025", pattern) is None
    assert identity_by_pattern("x.y Bappeda (2)", "{lain} {perangkat_daerah} (2)") == Identity("Bappeda")


@pytest.mark.parametrize(
    "pattern", ["{opd}", "{tahun}{tahun}", "{}", "{perangkat daerah}", "{tahun", "tetap"]
)
def test_patterns_that_are_none(pattern: str) -> None:
    with pytest.raises(UsageError, match=r"\{perangkat_daerah\}"):
        identity_by_pattern("a", pattern)


def test_a_pattern_with_its_ending() -> None:
    assert identity_by_pattern("Dinas A_2025", "{perangkat_daerah}_{tahun}.xlsx") == Identity("Dinas A", 2025)


def test_the_letter_above_the_titles_names_somebody_else() -> None:
    letter = "LAMPIRAN SURAT EDARAN KEPALA BADAN PERENCANAAN PEMBANGUNAN DAERAH"
    titles = (letter, "EVALUASI RENJA DINAS KESEHATAN TAHUN 2025")
    assert identity_in_titles(titles) == Identity("DINAS KESEHATAN", 2025)
    form = "Formulir E.81 (Lampiran Permendagri 86 Tahun 2017) Dinas Sosial Kab. X"
    assert identity_in_titles((form, "diterima oleh Bappeda")).perangkat_daerah == "Dinas Sosial"
    assert identity_in_titles((letter,)).perangkat_daerah == "BADAN PERENCANAAN PEMBANGUNAN DAERAH"


LISTS = {
    "baris untuk Excel": "sep=;\nperangkat_daerah;singkatan;berkas;aturan\nDinas A;DA;*a*;baku\nBadan B\n",
    "titik-koma": "perangkat_daerah;singkatan;berkas;aturan\nDinas A;DA;*a*;baku\n\n;;;\nBadan B\n",
    "koma": 'Nama OPD,Akronim,Nama Berkas,Aturan\n"Dinas A",DA,*a*,baku\nBadan B,,,\n',
    "tab": "SKPD\tSingkatan\tFile\tAturan\nDinas A\tDA\t*a*\tbaku\nBadan B\n",
    "kolom-lain": "No;Perangkat Daerah;Kepala;Aturan;Singkatan;Berkas\n1;Dinas A;X;baku;DA;*a*\n2; Badan B ;Y\n",
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_lists(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(LISTS[name], encoding=encoding)
    assert read_agency_list(path) == (Listed("Dinas A", "DA", "*a*", "baku"), Listed("Badan B"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kode;uraian\n1;a\n", "tidak punya kolom perangkat_daerah"),
        ("perangkat_daerah;aturan\n;baku\n", "tidak memuat satu pun nama"),
        ("", "tidak punya kolom perangkat_daerah"),
        ('perangkat_daerah;aturan\n"Dinas A;baku\nDinas B;baku\n', "bukan"),
    ],
)
def test_lists_that_are_none(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        read_agency_list(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No;SKPD;Singkatan\n1;Dinas A;DA\n", True),
        ("perangkat_daerah\nDinas A\n", True),
        ("SKPD;Dinas Sosial\nKode;Program\n", False),
        ("kode,nama,indikator\n1,a,b\n", False),
        ("", False),
    ],
)
def test_what_looks_like_a_list(tmp_path: Path, text: str, expected: bool) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    assert is_agency_list(tmp_path / "x.csv") == expected


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="tidak dapat dibaca"):
        read_agency_list(tmp_path / "tidak-ada.csv")


def excel_list(path: Path, *rows: tuple[object, ...], before: str = "") -> Path:
    """A workbook with these rows on a sheet, and maybe one without a list before it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if before:
        sheet.append((before,))
        sheet = book.create_sheet("Daftar")
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


HEADER = ("No", "Nama  OPD", "Singkatan", "Berkas", "Aturan")
ROWS = ((1, " Dinas A ", "DA", "*a*", "baku"), (None,), (2, "Badan B"))


@pytest.mark.parametrize("above", [(), (("DAFTAR PERANGKAT DAERAH",), ("Kabupaten Contoh",))])
@pytest.mark.parametrize("before", ["", "Catatan"])
def test_a_list_in_a_workbook(tmp_path: Path, above: tuple[tuple[str], ...], before: str) -> None:
    path = excel_list(tmp_path / "daftar.xlsx", *above, HEADER, *ROWS, before=before)
    assert read_agency_list(path) == (Listed("Dinas A", "DA", "*a*", "baku"), Listed("Badan B"))
    assert is_agency_list(path)


def test_workbooks_that_are_no_lists(tmp_path: Path) -> None:
    for rows, words in (
        ((("kode", "uraian"), ("1", "a")), "tidak punya kolom perangkat_daerah"),
        ((HEADER,), "tidak memuat satu pun nama"),
    ):
        with pytest.raises(UsageError, match=words):
            read_agency_list(excel_list(tmp_path / "x.xlsx", *rows))
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 bukan buku kerja")
    with pytest.raises(UsageError, match="tidak dapat dibaca"):
        read_agency_list(tmp_path / "x.xlsx")
    assert not is_agency_list(tmp_path / "x.xlsx")
    # A title that is called like a column, above a table that is wider; columns of the agency's own.
    for above in (("OPD",), ("OPD", "Alamat")):
        assert not is_agency_list(
            excel_list(tmp_path / "y.xlsx", above, ("Kode", "Program", "Rp"), (1, "P", 2))
        )


REFERENCE = (("No", "SKPD"), (1, "Dinas A"), (2, "Dinas B"))


def sheets(path: Path, *tables: tuple[tuple[object, ...], ...]) -> Path:
    """A workbook with one sheet for each table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in tables:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_table_beside_a_list_is_no_list(tmp_path: Path) -> None:
    """Many matrices have a sheet that their drop-downs are filled from."""
    table = (("EVALUASI RENJA DINAS B",), ("Kode", "Uraian", "Tgt"), ("2.08.02", "Program X", 1))
    for tables, expected in (
        ((REFERENCE,), True),
        ((REFERENCE, (), (("Petunjuk",), ("Isi semua baris",))), True),
        ((table, REFERENCE), False),
        ((REFERENCE, table), False),
    ):
        assert is_agency_list(sheets(tmp_path / "x.xlsx", *tables)) == expected


TOPS: dict[str, tuple[tuple[object, ...], ...]] = {
    "nama di atas tabel": (("Nama", "Bappeda Contoh"), ("Tanggal", "1 Januari"), ("No", "Perangkat Daerah")),
    "opd di atas tabel": (("OPD", "Bappeda Contoh"), ("No", "Nama")),
    "nama pejabat di samping": (("No", "OPD", "Nama", "NIP"),),
    "nama di depan": (("No", "SKPD", "Nama"),),
    "baris nomor kolom": (("No", "Perangkat Daerah", "Singkatan"), (1, 2, 3), ("(1)", "(2)", "(3)")),
}


def excel_and_csv(folder: Path, *rows: tuple[object, ...]) -> tuple[Path, Path]:
    """The same list in both kinds."""
    table = folder / "daftar.csv"
    lines = (";".join("" if cell is None else str(cell) for cell in row) for row in rows)
    table.write_text("\n".join(lines), encoding="utf-8")
    return excel_list(folder / "daftar.xlsx", *rows), table


@pytest.mark.parametrize("name", TOPS)
def test_the_header_is_the_row_that_tells_most(tmp_path: Path, name: str) -> None:
    for path in excel_and_csv(tmp_path, *TOPS[name], (1, "Dinas A"), (2, "Badan B")):
        assert read_agency_list(path) == (Listed("Dinas A"), Listed("Badan B"))


FEET: dict[str, tuple[tuple[object, ...], ...]] = {
    "jumlah": ((None, "Jumlah"), (None, "Mengetahui")),
    "jumlah di kolom nomor": (("Jumlah", None), (None, "Orang Lain")),
    "jumlah perangkat daerah": ((None, "Jumlah Perangkat Daerah: 2"),),
    "tanda tangan": ((None, "Contoh, 2 Januari 2025"), (None, "Kepala Bappeda"), (None, "Budi, S.Sos")),
    "sesudah baris kosong": ((None, None), (None, "Sekretaris"), (None, "Budi, S.Sos")),
    "sumber": ((None, "Sumber: Bagian Organisasi"),),
    "angka": ((None, 2), (None, "2,5"), (None, "-")),
}


@pytest.mark.parametrize("name", FEET)
def test_what_stands_below_a_list_is_no_agency(tmp_path: Path, name: str) -> None:
    rows = (("No", "OPD"), (1, "Dinas A"), (2, "Badan B"), *FEET[name])
    for path in excel_and_csv(tmp_path, *rows):
        assert read_agency_list(path) == (Listed("Dinas A"), Listed("Badan B"))


def test_a_list_goes_on_below_a_blank_row(tmp_path: Path) -> None:
    """Where what follows is numbered, or called as agencies are; and one may stand right below the header."""
    rows = (("No", "OPD"), (), (1, "Perumda Air"), (), (2, "Perumda Pasar"), (), (None, "Dinas A"))
    for path in excel_and_csv(tmp_path, *rows):
        names = [one.perangkat_daerah for one in read_agency_list(path)]
        assert names == ["Perumda Air", "Perumda Pasar", "Dinas A"]


def test_a_numbered_agency_is_one_even_if_it_is_called_as_who_signs(tmp_path: Path) -> None:
    rows = (("No", "OPD", "Pegawai"), ("1.", "Sekretaris Daerah", 9), (2, "Dinas A", 8), (None, "Total", 17))
    for path in excel_and_csv(tmp_path, *rows):
        assert read_agency_list(path) == (Listed("Sekretaris Daerah"), Listed("Dinas A"))


def test_names_of_people_are_no_list(tmp_path: Path) -> None:
    people = (("Nama", "NIP"), ("Budi", 1))
    for path in excel_and_csv(tmp_path, *people):
        with pytest.raises(UsageError, match="tidak punya kolom perangkat_daerah"):
            read_agency_list(path)
        assert not is_agency_list(path)
    agencies = (Listed("Dinas A"), Listed("Dinas B"))
    contacts = (("Nama", "Alamat"), ("Budi", "Jl. Contoh"))
    for first in (people, contacts):
        assert read_agency_list(sheets(tmp_path / "x.xlsx", first, REFERENCE)) == agencies


@pytest.mark.parametrize(
    ("stem", "agency"),
    [
        ("Matriks dari Bappeda - Dinas Perikanan", "Dinas Perikanan"),
        ("Dinas Perikanan (format dari Bappeda)", "Dinas Perikanan"),
        ("Renja_untuk_Bappeda_Kec Juai TW2", "Kec Juai"),
        # Who is named alone is whose it is.
        ("Matriks dari Bappeda", "Bappeda"),
        ("Kiriman dari Inspektorat TW2", "Inspektorat"),
    ],
)
def test_who_asked_for_it_is_not_whose_it_is(stem: str, agency: str) -> None:
    assert identity_in_name(stem).perangkat_daerah == agency
