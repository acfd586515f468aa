"""A form that nobody has programmed: one TOML text, read and written like those that ship."""

from __future__ import annotations

import tomllib
from pathlib import Path

from renja_xl.model.form import form_from_toml, load_forms
from renja_xl.reading.matrix import read_matrix
from renja_xl.reading.rule_file import load_rule_set
from renja_xl.use_cases.fill import fill
from renja_xl.writing.workbook import write_result
from tests.results import table
from tests.workbooks import KEGIATAN, PROGRAM, SUB, matrix

FORM = """
nama = "bentuk-daerah"
lembar = "Matriks Daerah"
judul = ["Matriks Evaluasi", "Kabupaten Contoh"]
nama_lain = ["matriks daerah contoh"]
triwulan_bawaan = "jumlah"
tanda_tangan = [["Disusun", "KEPALA"], ["Disetujui", "BUPATI"]]
kolom = [
    { nama = "penanggung_jawab", nomor = "1", label = "Unit Penanggung Jawab", lebar = [10] },
    { nama = "kode", nomor = "2", label = "Kode Rekening", lebar = [12] },
    { nama = "nama", nomor = "3", label = "Urusan/Program/Kegiatan", lebar = [22] },
    { nama = "indikator", nomor = "4", label = "Indikator Kinerja", lebar = [22] },
    { nama = "target_renja", nomor = "5", label = "Target Renja", lebar = [8, 10] },
    { nama = "target_renstra", nomor = "6", label = "Target Renstra", lebar = [8, 10] },
    { nama = "realisasi_lalu", nomor = "7", label = "Realisasi s.d. tahun lalu", lebar = [8, 10] },
    { nama = "tw4", nomor = "8", kelompok = "Realisasi Kinerja Pada Triwulan", label = "IV", lebar = [8, 10] },
    { nama = "tw3", nomor = "9", kelompok = "Realisasi Kinerja Pada Triwulan", label = "III", lebar = [8, 10] },
    { nama = "tw2", nomor = "10", kelompok = "Realisasi Kinerja Pada Triwulan", label = "II", lebar = [8, 10] },
    { nama = "tw1", nomor = "11", kelompok = "Realisasi Kinerja Pada Triwulan", label = "I", lebar = [8, 10] },
    { nama = "realisasi_renja", nomor = "12", label = "Realisasi Capaian Kinerja dan Anggaran Renja", lebar = [8, 10] },
    { nama = "capaian_renja", nomor = "13", label = "Tingkat Capaian Kinerja dan Realisasi Anggaran Renja", lebar = [8, 8] },
    { nama = "realisasi_renstra", nomor = "14", label = "Realisasi Kinerja dan Anggaran Renstra", lebar = [8, 10] },
    { nama = "capaian_renstra", nomor = "15", label = "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra", lebar = [8, 8] },
]
"""
FIGURES = {
    "target_renstra_k": 20,
    "target_renja_k": 10,
    "tw1_k": 4,
    "tw2_k": 2,
    "tw4_k": 3,
    "target_renja_rp": 900,
    "tw1_rp": 90,
    "tw4_rp": 9,
}


def test_a_form_is_a_file(tmp_path: Path) -> None:
    form = form_from_toml(tomllib.loads(FORM))
    rules = load_rule_set("baku")
    rows = [row | FIGURES | {"penanggung_jawab": "Bidang A"} for row in (PROGRAM, KEGIATAN, SUB)]
    source = matrix(tmp_path / "m.xlsx", rows, sheet_name="Matriks Daerah Contoh")
    filled = fill(read_matrix(source, (form, *load_forms())), rules)
    assert filled.matrix.form.nama == "bentuk-daerah"
    assert filled.decisions["k"].cara == "jumlah"
    write_result(filled, tmp_path / "h.xlsx", overwrite=False)
    again = fill(read_matrix(tmp_path / "h.xlsx", (form, *load_forms()), "Matriks Daerah"), rules)
    write_result(again, tmp_path / "h2.xlsx", overwrite=False)
    first, second = table(tmp_path / "h.xlsx", "Data"), table(tmp_path / "h2.xlsx", "Data")
    assert [row | {"sumber": ""} for row in second] == [row | {"sumber": ""} for row in first]
    assert [row["capaian_renja_k"] for row in first] == [90, 90, 90]
    assert [row["tw4_k"] for row in second] == [3, 3, 3]
    assert [item for item in again.findings if item.tingkat == "galat"] == []
