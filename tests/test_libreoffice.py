"""LibreOffice recalculates every formula and must find the cached value, cell by cell."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from renja_xl import isi
from tests.conftest import SAMPLES
from tests.workbooks import KEGIATAN, PROGRAM, SUB, matrix

pytestmark = [pytest.mark.libreoffice, pytest.mark.lambat]
_CACHED = re.compile(rb'(?: t="str")?><f>([^<]*)</f><v>[^<]*</v>')


def recalculated(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice computes it, with every cached value taken out beforehand."""
    assert shutil.which("soffice"), "LibreOffice is not installed"
    bare = folder / "tanpa-nilai" / path.name
    bare.parent.mkdir()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            data = source.read(part)
            target.writestr(
                part, _CACHED.sub(rb"><f>\1</f>", data) if "worksheets/" in part.filename else data
            )
    profile = (folder / "profil").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "hitung"),
    ]
    subprocess.run([*command, str(bare)], check=True, capture_output=True, timeout=180)
    return folder / "hitung" / path.name


def compare(path: Path, folder: Path) -> tuple[int, dict[str, tuple[Any, Any]]]:
    """(formulas compared, those where LibreOffice differs from the cached value)."""
    formulas, cached = load_workbook(path), load_workbook(path, data_only=True)
    again = load_workbook(recalculated(path, folder), data_only=True)
    compared, differing = 0, {}
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    compared += 1
                    ours = cached[sheet.title][cell.coordinate].value
                    theirs = again[sheet.title][cell.coordinate].value
                    if not _same(ours, theirs):
                        differing[f"{sheet.title}!{cell.coordinate}"] = (ours, theirs)
    return compared, differing


def _same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= 1e-9 * max(1, abs(ours))
    return (ours or None) == (theirs or None)


@pytest.mark.parametrize(
    ("aturan", "triwulan"), [("baku", "auto"), ("baku", "jumlah"), ("balangan-2023", "auto")]
)
def test_the_sample(tmp_path: Path, aturan: str, triwulan: str) -> None:
    target = tmp_path / "hasil.xlsx"
    isi(SAMPLES / "tabel-2.1-balangan-2023.xlsx", target, aturan=aturan, triwulan=triwulan)
    compared, differing = compare(target, tmp_path)
    print(f"\n{aturan}, {triwulan}: {compared} formulas recalculated, {len(differing)} differ")
    assert compared == 1452
    assert differing == {}


@pytest.mark.parametrize("formula", ["(2T-R)/T", "(100-R)/(100-T)", "T/R"])
def test_awkward_figures_and_negative_indicators(tmp_path: Path, formula: str) -> None:
    """Ties in the second decimal, blanks, zeros, texts, huge and tiny figures, the smaller the better."""
    source = matrix(tmp_path / "m.xlsx", list(_awkward(random.Random(formula))))
    rules = tmp_path / "uji.toml"
    text = (Path(__file__).parent.parent / "renja_xl" / "rulesets" / "baku.toml").read_text(encoding="utf-8")
    text = text.replace('rumus = "(2T-R)/T"', f'rumus = "{formula}"').replace(
        "indikator = []", 'indikator = ["Rasio"]'
    )
    rules.write_text(text, encoding="utf-8")
    isi(source, tmp_path / "h.xlsx", aturan=str(rules), triwulan="jumlah")
    compared, differing = compare(tmp_path / "h.xlsx", tmp_path)
    assert compared > 1300
    assert differing == {}


SETTINGS = (
    """
triwulan = { k = "rata-rata", rp = "maksimum" }
capaian = { target_nol = "nol", batas_100 = "sel" }
rata_rata = { bobot = "anggaran", indikator = "utama" }
""",
    """
triwulan = { k = "maksimum", rp = "tetap", indikator = { "Rasio" = "jumlah" } }
capaian = { target_kosong = "nol", batas_100 = "rata-rata" }
efisiensi = { rumus = "13K-13Rp", jenjang = "selisih-5" }
rata_rata = { nol = "dilewati" }
""",
    """
capaian = { target_nol = "nol", target_kosong = "nol", batas_100 = "rata-rata" }
efisiensi = { rumus = "13K-13Rp", jenjang = "selisih-5", kosong_bila_nol = true }
rata_rata = { bobot = "anggaran", nol = "dilewati", tanpa_nilai = "nol" }
predikat.tw2 = [{ nama = "Baik", mulai = "> 45" }, { nama = "Kurang" }]
""",
)


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_rules_of_a_region(tmp_path: Path, settings: str) -> None:
    """Each setting computes the same in the frame and in the words of Excel."""
    rows: list[dict[str, Any]] = []
    chance = random.Random(settings)
    for row in _awkward(chance):
        rows.append(row)
        if row.get("tw2_k") and row["kode"].count(".") == 5:
            rows.append({"indikator": "tambahan", "target_renja_k": 8, "tw1_k": chance.randint(0, 12)})
    rules = tmp_path / "uji.toml"
    rules.write_text(f'nama = "uji"\n{settings}', encoding="utf-8")
    isi(matrix(tmp_path / "m.xlsx", rows), tmp_path / "h.xlsx", aturan=str(rules))
    compared, differing = compare(tmp_path / "h.xlsx", tmp_path)
    assert compared > 1300
    assert differing == {}


def _awkward(chance: random.Random) -> Any:
    figures = [
        None,
        0,
        1,
        2,
        3,
        7,
        8,
        16,
        40,
        200,
        400,
        800,
        20_000,
        0.1,
        0.2,
        0.125,
        33.33,
        99.995,
        1e-4,
        123_456_789_012,
    ]
    yield PROGRAM
    for number in range(12):
        yield KEGIATAN | {
            "kode": f"2.08.02.2.{number + 10}",
            "target_renja_k": 8,
            "tw1_k": number,
            "target_renja_rp": 800,
            "tw1_rp": 1 + 2 * number,
        }
        for sub in range(10):
            row = {
                f"{name}_{kind}": chance.choice(figures)
                for name in ("target_renstra", "realisasi_lalu", "target_renja", "tw1", "tw2")
                for kind in ("k", "rp")
            }
            yield (
                SUB
                | row
                | {
                    "kode": f"2.08.02.2.{number + 10}.{sub:04d}",
                    "indikator": chance.choice(["Rasio", "Jumlah"]),
                }
            )


def test_ties_are_rounded_the_same_way(tmp_path: Path) -> None:
    """1/8, 1/16 … and 201/20000 give ties in the third decimal, where floats go either way."""
    rows: list[dict[str, Any]] = [dict(PROGRAM), dict(KEGIATAN)]
    for number in range(1, 160):
        rows.append(
            SUB
            | {
                "kode": f"2.08.02.2.01.{number:04d}",
                "target_renja_k": 20_000,
                "tw1_k": 2 * number + 1,
                "target_renja_rp": 800_000,
                "tw1_rp": 40 * number + 20,
            }
        )
    isi(matrix(tmp_path / "m.xlsx", rows), tmp_path / "h.xlsx", triwulan="jumlah")
    compared, differing = compare(tmp_path / "h.xlsx", tmp_path)
    assert compared > 1200
    assert differing == {}


def test_unread_cells_kept_figures_and_money_of_further_rows(tmp_path: Path) -> None:
    """Texts nobody could read stay in the sheet; what is built on them stays blank in Excel too."""
    figures: dict[str, Any] = {
        f"{name}_{kind}": 8
        for name in ("target_renstra", "realisasi_lalu", "target_renja")
        for kind in ("k", "rp")
    }
    odd: list[dict[str, Any]] = [
        {"tw1_k": "BB", "tw2_k": 3, "tw1_rp": 2, "tw2_rp": "lima"},
        {"tw1_k": 2, "tw1_rp": 2, "realisasi_lalu_k": "WTP", "realisasi_lalu_rp": "ada"},
        {"tw1_k": "2 persen", "target_renja_k": "8 persen", "realisasi_lalu_k": "WTP"},
        {"tw1_k": 2, "target_renja_k": "BB", "target_renstra_rp": "banyak"},
        {"tw1_k": "BB", "realisasi_renja_k": 6, "tw1_rp": 1, "realisasi_renja_rp": 7},
        {"tw1_k": 1, "tw2_k": 0, "tw3_k": 0},
        {"realisasi_renja_k": "BB", "realisasi_renja_rp": "4,5 M"},
        {"realisasi_renja_rp": "4,5 M", "realisasi_lalu_rp": "ada"},
        {"tw1_rp": 3, "realisasi_renja_rp": "4,5 M"},
    ]
    # A second program whose money nobody could read: the totals are blank, not what the first one has.
    unread = {"target_renja_rp": "1,5 M", "tw1_rp": 68, "tw2_rp": "lima", "realisasi_lalu_rp": "ada"}
    other = PROGRAM | unread | {"kode": "2.08.01", "target_renja_k": 8, "tw1_k": 7}
    rows: list[dict[str, Any]] = [other, PROGRAM | figures | {"tw1_rp": 5}, dict(KEGIATAN)]
    for number, cells in enumerate(odd):
        rows.append(SUB | figures | cells | {"kode": f"2.08.02.2.01.{number:04d}"})
        rows.append(figures | {"indikator": "tambahan", "tw1_k": 1, "tw1_rp": 3})
    for cara in ("jumlah", "kumulatif"):
        folder = tmp_path / cara
        folder.mkdir()
        isi(matrix(folder / "m.xlsx", rows), folder / "h.xlsx", triwulan=cara)
        compared, differing = compare(folder / "h.xlsx", folder)
        assert compared > 100
        assert differing == {}
