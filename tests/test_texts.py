"""The sentences in one place: every finding has its words, every word is used, the docs name real commands."""

from __future__ import annotations

import errno
import re
import string
import sys
from decimal import Decimal

import pytest

from renja_xl.model.findings import TINGKAT
from renja_xl.model.texts import entry, percent_text, system_reason
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import build_docs

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "renja_xl").rglob("*.py")))

PLACES = {"berkas", "folder", "nama", "cara", "alamat", "aturan", "pola", "sebab"}
# What is missing is no file or setting but something of the call.
OF_THE_CALL = {"tanpa-sumber", "tanpa-klaster"}


@pytest.mark.parametrize("code", sorted(entry("temuan")))
def test_every_finding_has_a_level_an_explanation_and_advice(code: str) -> None:
    words = entry(f"temuan.{code}")
    assert set(words) == {"tingkat", "penjelasan", "saran"}
    assert words["tingkat"] in TINGKAT
    assert words["penjelasan"].endswith(".")
    assert words["saran"].endswith(".")
    assert f'"{code}"' in SOURCES, "no code makes this finding"


@pytest.mark.parametrize("code", sorted(entry("galat")))
def test_every_error_is_one_sentence_that_names_its_place(code: str) -> None:
    text = entry(f"galat.{code}")
    blanks = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    assert blanks & PLACES or code in OF_THE_CALL
    assert text.endswith(".")
    assert "\n" not in text
    assert re.search(rf'"(galat\.)?{code}"', SOURCES)


def test_the_readme_names_commands_options_and_files_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake (\w+)", text)) - {"and"} <= targets
    for link in re.findall(r"\]\(((?!http)[^)]+)\)", text):
        assert (ROOT / link).exists(), link


def test_the_data_page_is_what_its_script_writes() -> None:
    assert (ROOT / "docs" / "data.md").read_text(encoding="utf-8") == build_docs.data_page()
    assert (ROOT / "docs" / "aturan.md").read_text(encoding="utf-8") == build_docs.rules_page()


def test_the_guide_shows_pictures_that_exist() -> None:
    text = (ROOT / "docs" / "panduan.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\((gambar/[^)]+)\)", text):
        assert (ROOT / "docs" / link).exists(), link


@pytest.mark.parametrize("name", sorted(set(re.findall(r"errno\.(E[A-Z]+)", SOURCES))))
def test_every_reason_of_the_system_that_is_handled_has_its_words(name: str) -> None:
    assert name in entry("sebab-sistem")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ELOOP, "Too many levels of symbolic links"), entry("sebab-sistem.ELOOP")),
        (OSError(errno.ENOTCONN, "Transport endpoint is not connected"), "sambungannya terputus"),
        (OSError(errno.ENOTTY, "Inappropriate ioctl for device"), "ditolak oleh sistem, kode ENOTTY"),
        (OSError(-2, "Name or service not known"), "Name or service not known"),
        (OSError("katanya begitu"), "katanya begitu"),
        (OSError(), "OSError"),
    ],
)
def test_why_the_system_refused_is_said_in_indonesian(error: OSError, words: str) -> None:
    assert system_reason(error) == words


def test_what_python_does_not_know_of_windows_is_said_by_its_number() -> None:
    class WindowsError(OSError):
        winerror = 362

    assert system_reason(WindowsError(errno.EINVAL, "The cloud file provider …")) == (
        "ditolak oleh sistem, kode Windows 362"
    )
    WindowsError.winerror = 123
    assert system_reason(WindowsError(errno.EINVAL, "The filename …")) == entry("sebab-sistem.EINVAL")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("78.69", "78,69%"),
        ("0.125", "0,13%"),
        ("-0.125", "-0,13%"),
        ("2.675", "2,68%"),
        ("99.99499999999999999999999999", "99,99%"),
        ("12345678901234567890123456789.125", "12345678901234567890123456789,13%"),
    ],
)
def test_percentages_are_rounded_half_up_like_every_figure(value: str, text: str) -> None:
    assert percent_text(Decimal(value)) == text
    assert percent_text(None) == "-"
