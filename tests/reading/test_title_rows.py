"""Whose matrix it is where titles say it in several rows, or behind a label."""

from __future__ import annotations

import pytest

from renja_xl.reading.agency import identity_in_name, identity_in_tab, identity_in_titles

HEALTH = "DINAS KESEHATAN KABUPATEN CONTOH"
# Titles, the agency and its unit.
ROWS: dict[tuple[str, ...], tuple[str, str]] = {
    # A unit above the agency that it is of.
    ("EVALUASI RENJA UPTD PUSKESMAS JUAI", HEALTH, "TW II 2025"): ("DINAS KESEHATAN", "UPTD PUSKESMAS JUAI"),
    ("EVALUASI RENJA UPT PUSKESMAS TEBING TINGGI", "DINAS KESEHATAN"): (
        *("DINAS KESEHATAN", "UPT PUSKESMAS TEBING TINGGI"),
    ),
    ("EVALUASI RENJA PUSKESMAS JUAI", "TAHUN 2025 TRIWULAN II", "PADA DINAS KESEHATAN"): (
        *("DINAS KESEHATAN", "PUSKESMAS JUAI"),
    ),
    ("EVALUASI RENJA KELURAHAN DAHAI", "KECAMATAN PARINGIN"): ("KECAMATAN PARINGIN", "KELURAHAN DAHAI"),
    ("LAPORAN EVALUASI RENJA TAHUN 2025", "BAGIAN HUKUM", "SEKRETARIAT DAERAH"): (
        *("SEKRETARIAT DAERAH", "BAGIAN HUKUM"),
    ),
    ("EVALUASI RENJA BIDANG BINA MARGA", "DINAS PUPR"): ("DINAS PUPR", "BIDANG BINA MARGA"),
    ("EVALUASI RENJA RSUD BALANGAN", "DINAS KESEHATAN"): ("DINAS KESEHATAN", "RSUD BALANGAN"),
    ("UPTD PUSKESMAS JUAI", "SKPD : DINAS KESEHATAN"): ("DINAS KESEHATAN", "UPTD PUSKESMAS JUAI"),
    ("PUSKESMAS JUAI", "KECAMATAN JUAI", "DINAS KESEHATAN"): ("DINAS KESEHATAN", "PUSKESMAS JUAI"),
    # Whose row stands below a unit's without being that of its agency.
    ("EVALUASI RENJA PUSKESMAS JUAI", "KECAMATAN JUAI KABUPATEN CONTOH"): (
        "PUSKESMAS JUAI",
        "PUSKESMAS JUAI",
    ),
    ("EVALUASI RENJA PUSKESMAS JUAI", "Kepada Yth. Kepala Dinas Kesehatan"): (
        *("PUSKESMAS JUAI", "PUSKESMAS JUAI"),
    ),
    ("EVALUASI RENJA PUSKESMAS JUAI", "diterima oleh Dinas Kesehatan"): ("PUSKESMAS JUAI", "PUSKESMAS JUAI"),
    ("EVALUASI RENJA RSUD BALANGAN", "KABUPATEN BALANGAN"): ("RSUD BALANGAN", "RSUD BALANGAN"),
    ("EVALUASI RENJA KECAMATAN PARINGIN", "DINAS KESEHATAN"): ("KECAMATAN PARINGIN", ""),
    ("KECAMATAN PARINGIN", "KELURAHAN DAHAI"): ("KECAMATAN PARINGIN", "KELURAHAN DAHAI"),
    ("EVALUASI RENJA URUSAN PEMERINTAHAN BIDANG KESEHATAN", "DINAS KESEHATAN"): ("DINAS KESEHATAN", ""),
    ("RENJA TAHUN 2025 disusun oleh Bidang Perencanaan", "DINAS SOSIAL"): ("DINAS SOSIAL", ""),
    # The unit of those who ask for it, in their letterhead.
    ("SEKRETARIAT DAERAH", "BAGIAN ORGANISASI", "EVALUASI RENJA TAHUN 2025", "SKPD : DINAS SOSIAL"): (
        *("DINAS SOSIAL", ""),
    ),
    ("BIDANG PENGENDALIAN BAPPEDA", "EVALUASI RENJA", "OPD : DINAS SOSIAL"): ("DINAS SOSIAL", ""),
    # The secretariat of an agency, and agencies that are one.
    ("EVALUASI RENJA DINAS KESEHATAN", "SEKRETARIAT", "TW II 2025"): ("DINAS KESEHATAN", "SEKRETARIAT"),
    ("EVALUASI RENJA SEKRETARIAT", "DINAS KESEHATAN"): ("DINAS KESEHATAN", "SEKRETARIAT"),
    ("EVALUASI RENJA SEKRETARIAT DINAS KESEHATAN TW II 2025",): ("DINAS KESEHATAN", "SEKRETARIAT"),
    ("DINAS KESEHATAN (SEKRETARIAT)",): ("DINAS KESEHATAN", "SEKRETARIAT"),
    ("EVALUASI RENJA SEKRETARIAT DAERAH",): ("SEKRETARIAT DAERAH", ""),
    ("EVALUASI RENJA", "SEKRETARIAT DPRD", "KABUPATEN CONTOH"): ("SEKRETARIAT DPRD", ""),
    ("EVALUASI RENJA SEKRETARIAT", "TAHUN 2025"): ("", ""),
    # A name over several rows.
    ("DINAS KEPENDUDUKAN DAN", "PENCATATAN SIPIL", "TW II 2025"): (
        "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
        "",
    ),
    ("EVALUASI RENJA", "DINAS PEKERJAAN UMUM", "DAN PENATAAN RUANG"): (
        *("DINAS PEKERJAAN UMUM DAN PENATAAN RUANG", ""),
    ),
    ("DINAS PERTANIAN, KETAHANAN PANGAN", "& PERIKANAN TW II 2025"): (
        *("DINAS PERTANIAN, KETAHANAN PANGAN & PERIKANAN", ""),
    ),
    (
        "DINAS PEMBERDAYAAN PEREMPUAN, PERLINDUNGAN ANAK,",
        "PENGENDALIAN PENDUDUK SERTA",
        "KELUARGA BERENCANA",
    ): (
        "DINAS PEMBERDAYAAN PEREMPUAN, PERLINDUNGAN ANAK, PENGENDALIAN PENDUDUK SERTA KELUARGA BERENCANA",
        "",
    ),
    ("DINAS PEMBERDAYAAN MASYARAKAT", "DAN KELURAHAN KABUPATEN CONTOH"): (
        *("DINAS PEMBERDAYAAN MASYARAKAT DAN KELURAHAN", ""),
    ),
    ("DINAS PENDIDIKAN", "BIDANG SARANA DAN", "PRASARANA"): (
        "DINAS PENDIDIKAN",
        "BIDANG SARANA DAN PRASARANA",
    ),
    # What is no more of it.
    ("DINAS SOSIAL,", "KABUPATEN CONTOH"): ("DINAS SOSIAL", ""),
    ("DINAS SOSIAL,", "Jl. A. Yani Km 3 Paringin"): ("DINAS SOSIAL", ""),
    ("DINAS SOSIAL,", "PROVINSI KALIMANTAN SELATAN"): ("DINAS SOSIAL", ""),
    ("DINAS SOSIAL,", "PERIODE : JANUARI S.D. JUNI"): ("DINAS SOSIAL", ""),
    ("DINAS SOSIAL,", "BIDANG REHABILITASI"): ("DINAS SOSIAL", "BIDANG REHABILITASI"),
    ("EVALUASI RENJA DINAS SOSIAL", "DAN PENCAPAIAN RENSTRA TAHUN 2025"): ("DINAS SOSIAL", ""),
    ("EVALUASI RENJA DINAS SOSIAL", "DAN PRAKIRAAN MAJU TAHUN 2026"): ("DINAS SOSIAL", ""),
    ("BADAN KEPEGAWAIAN DAN PENGEMBANGAN", "SUMBER DAYA MANUSIA"): ("BADAN KEPEGAWAIAN DAN PENGEMBANGAN", ""),
}


@pytest.mark.parametrize("titles", ROWS)
def test_agency_and_unit_in_several_rows(titles: tuple[str, ...]) -> None:
    found = identity_in_titles(titles)
    assert (found.perangkat_daerah, found.bagian) == ROWS[titles]


def test_a_name_goes_on_where_the_longer_one_is_known() -> None:
    longer = "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA"
    titles = ["BADAN KEPEGAWAIAN DAN PENGEMBANGAN", "SUMBER DAYA MANUSIA", "KABUPATEN CONTOH TW II 2025"]
    assert identity_in_titles(titles, longer.__eq__).perangkat_daerah == longer
    selatan = ["EVALUASI RENJA KECAMATAN PARINGIN", "SELATAN TAHUN 2025"]
    assert identity_in_titles(selatan, "KECAMATAN PARINGIN SELATAN".__eq__).perangkat_daerah == (
        "KECAMATAN PARINGIN SELATAN"
    )


@pytest.mark.parametrize(
    ("label", "agency"),
    [
        ("SKPD : DISPERINDAG", "DISPERINDAG"),
        ("Nama SKPD: Disperindag Kabupaten Contoh", "Disperindag"),
        ("OPD : 3.30.0.00.0.00.01.0000 DISPERINDAG TAHUN 2025", "DISPERINDAG"),
        ("Perangkat Daerah : Disperindag", "Disperindag"),
        ("Unit Organisasi : DISPERINDAG", "DISPERINDAG"),
        ("SKPD : ..........", ""),
        ("SKPD :", ""),
        ("Organisasi : Pemerintah Kabupaten Contoh", ""),
        ("SKPD : Dinas", ""),
        ("OPD : (diisi nama OPD)", ""),
        ("Instansi : 12", ""),
        ("Unit Kerja : Bina Marga", ""),
    ],
)
def test_a_label_states_the_agency_in_any_words(label: str, agency: str) -> None:
    found = identity_in_titles(["PEMERINTAH KABUPATEN CONTOH", "Evaluasi Renja Triwulan II", label])
    assert (found.perangkat_daerah, found.bagian) == (agency, "")


def test_a_unit_behind_a_label_is_no_agency() -> None:
    titles = ["DINAS PUPR", "SKPD : BIDANG BINA MARGA"]
    assert identity_in_titles(titles).perangkat_daerah == "DINAS PUPR"
    titles = ["DINAS PUPR", "Unit Organisasi : Bina Marga"]
    assert identity_in_titles(titles).perangkat_daerah == "DINAS PUPR"


def test_the_secretariat_in_names_of_files_and_sheets() -> None:
    for stem in ("Dinas Kesehatan (Sekretariat)", "Sekretariat Dinas Kesehatan TW2"):
        for found in (identity_in_name(stem), identity_in_tab(stem)):
            assert (found.perangkat_daerah, found.bagian) == ("Dinas Kesehatan", "Sekretariat")
    assert identity_in_name("Sekretariat DPRD").bagian == ""
    assert identity_in_name("Sekretariat Daerah").bagian == ""
