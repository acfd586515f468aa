"""The result of the sample, part by part as normalised XML, against the workbook that was looked at."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from renja_xl import isi
from tests.conftest import ROOT, SAMPLES
from tests.results import table

GOLDEN = ROOT / "tests" / "golden" / "tabel-2.1-baku.xlsx"
sys.path.insert(0, str(ROOT / "scripts"))

import build_sample_data  # noqa: E402
import build_templates  # noqa: E402


def parts(path: Path) -> dict[str, list[str]]:
    """The lines of every XML part, but for the moment of writing."""
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name != "docProps/core.xml"]
        texts = {name: ElementTree.canonicalize(package.read(name)) for name in names}
    return {name: text.replace("><", ">\n<").splitlines() for name, text in texts.items()}


def assert_same_parts(found: Path, expected: Path) -> None:
    ours, golden = parts(found), parts(expected)
    assert list(ours) == list(golden)
    for name in golden:
        differing = [(a, b) for a, b in zip(ours[name], golden[name], strict=False) if a != b]
        assert not differing, f"{name}: {differing[0]}; if it is meant: make emas"
        assert len(ours[name]) == len(golden[name]), name


def test_the_result_of_the_sample(tmp_path: Path) -> None:
    isi(SAMPLES / "tabel-2.1-balangan-2023.xlsx", tmp_path / "h.xlsx")
    assert_same_parts(tmp_path / "h.xlsx", GOLDEN)


def test_the_result_goes_back_in(tmp_path: Path) -> None:
    """`isi` on its own output gives the same figures and averages."""
    isi(SAMPLES / "tabel-2.1-balangan-2023.xlsx", tmp_path / "satu.xlsx")
    isi(tmp_path / "satu.xlsx", tmp_path / "dua.xlsx")
    for sheet, aside in (("Data", {"sumber"}), ("Rekap", set())):
        first, second = table(tmp_path / "satu.xlsx", sheet), table(tmp_path / "dua.xlsx", sheet)
        assert [{k: v for k, v in row.items() if k not in aside} for row in second] == [
            {k: v for k, v in row.items() if k not in aside} for row in first
        ]
    assert "galat" not in {row["tingkat"] for row in table(tmp_path / "dua.xlsx", "Temuan")}


@pytest.mark.parametrize("name", ["tabel-2.1-balangan-2023.xlsx", "tabel-2.1-balangan-2023-terbit.xlsx"])
def test_the_samples_are_what_their_script_builds(tmp_path: Path, name: str) -> None:
    build_sample_data.main(tmp_path)
    assert (tmp_path / name).read_bytes() == (SAMPLES / name).read_bytes()


def test_the_templates_are_what_their_script_builds(tmp_path: Path) -> None:
    build_templates.main(tmp_path)
    for built in sorted(tmp_path.iterdir()):
        assert_same_parts(built, ROOT / "templates_xlsx" / built.name)


def test_every_sample_figure_is_the_published_one() -> None:
    truth = ROOT.parent / "shared" / "truth" / "tabel-2.1-tercetak.csv"
    if truth.exists():
        assert (SAMPLES / truth.name).read_bytes() == truth.read_bytes()
