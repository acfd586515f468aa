"""Whose matrix it is, from what its titles, its file's name, the region's list and its figures say.

The list comes before the titles, these before the file's name; what is settled by the weaker ones is said, and so
is every disagreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fnmatch import fnmatch
from typing import cast

from renja_xl.model.findings import Finding, finding
from renja_xl.model.form import load_vocabulary
from renja_xl.model.region import Identity
from renja_xl.model.texts import sentence

# Shorter words differ by a letter and mean another place.
_LONG = 6
TITLES, FILE, LIST, FIGURES = "judul", "nama-berkas", "daftar", "angka"
# Whose matrix it is was stated, or is only what a file is called.
STATED, GUESSED = "dinyatakan", "diduga"


@dataclass(frozen=True, slots=True)
class Known:
    """An agency that is known beforehand: its name, what it is also called, the files that are its own."""

    nama: str
    singkatan: str = ""
    berkas: str = ""


def agency_key(name: str) -> str:
    """A name as it is compared: lower case, "&" as "dan", letters and digits alone."""
    return " ".join(re.findall(r"\w+", name.lower().replace("&", " dan ")))


def identify(
    titles: Identity, file_name: Identity, figures: int, name: str, known: Sequence[Known]
) -> tuple[Identity, list[Finding]]:
    """Whose matrix it is, and what is to be said of how that was found.

    `titles` and `file_name` are what these state, `figures` the last quarter with any figure, `name` the file's.
    """
    agency, said = _agency(titles.perangkat_daerah, file_name.perangkat_daerah, name, known)
    listed = any(agency_key(one.nama) == agency_key(agency) for one in known)
    stated = titles.perangkat_daerah or listed or file_name.asal == STATED
    year = titles.tahun or file_name.tahun
    quarter = titles.triwulan or file_name.triwulan or figures
    found = Identity(agency, year, quarter, STATED if stated else GUESSED)
    return found, [*said, *_disagreements(titles, file_name, figures)]


def _agency(stated: str, in_name: str, file: str, known: Sequence[Known]) -> tuple[str, list[Finding]]:
    by_file = next(
        (one.nama for one in known if one.berkas and _is_file(file.lower(), one.berkas.lower())), ""
    )
    by_title, by_name = _listed(stated, known), _named_in(in_name, known)
    found = by_file or by_title or stated or by_name or in_name or file
    said = []
    elsewhere = by_name or (in_name if _names_another(in_name, stated) else "")
    others = {agency_key(other): other for other in (by_file, by_title or stated, elsewhere) if other}
    if len(others) > 1:
        blanks: dict[str, object] = {
            "dipakai": found,
            "lain": "; ".join(o for o in others.values() if o != found),
        }
        said.append(
            finding("perangkat-daerah-beda", blanks, kolom="perangkat_daerah", tertulis=stated or in_name)
        )
    elif not (by_file or stated):
        source = sentence("asal.daftar-nama-berkas" if by_name else "asal.nama-berkas")
        said.append(
            finding(
                "perangkat-daerah-disimpulkan", {"dipakai": found, "asal": source}, kolom="perangkat_daerah"
            )
        )
    elif by_title and agency_key(by_title) != agency_key(stated):
        said.append(
            finding(
                "perangkat-daerah-mirip", {"dipakai": by_title}, kolom="perangkat_daerah", tertulis=stated
            )
        )
    if known and not (by_file or by_title or by_name):
        said.append(finding("perangkat-daerah-di-luar-daftar", {"dipakai": found}, kolom="perangkat_daerah"))
    return found, said


def _is_file(name: str, pattern: str) -> bool:
    """Whether a file's name is the one of the list, or fits it; brackets are letters before they are a pattern."""
    return name == pattern or fnmatch(name, pattern)


def _listed(stated: str, known: Sequence[Known]) -> str:
    """The agency of the list that a title means: the same, by its short name, or all but the same."""
    keys: dict[str, str] = {}
    for one in known:
        keys |= {agency_key(name): one.nama for name in (one.singkatan, one.nama) if name}
    key = agency_key(stated)
    if key in keys or not key:
        return keys.get(key, "")
    alike = [name for name in keys if _all_but_same(key.split(), name.split())]
    return keys[alike[0]] if len(alike) == 1 else ""


def _all_but_same(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two names differ by slips in long words: Raya is none for Jaya, Pertanahan none for Pertanian."""
    return len(words) == len(others) and all(map(_slip, words, others))


def _slip(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter."""
    most = max(len(one), len(other))
    if one == other or most < _LONG:
        return one == other
    # Twice the letters they share over those of both: what one letter more, less, other or moved leaves.
    return SequenceMatcher(None, one, other).ratio() >= 1 - 1 / most


def _named_in(text: str, known: Sequence[Known]) -> str:
    """The one agency of the list whose name or short name stands in a file's name; of several within one
    another (Kecamatan Paringin, Kecamatan Paringin Selatan) the longest.
    """
    words = f" {agency_key(text)} "
    keys = {f" {agency_key(name)} ": one.nama for one in known for name in (one.singkatan, one.nama) if name}
    found = sorted((key for key in keys if key in words), key=len)
    if not found or not all(key in found[-1] or keys[key] == keys[found[-1]] for key in found):
        return ""
    return keys[found[-1]]


def _names_another(in_name: str, stated: str) -> bool:
    """Whether a file's name spells out an agency that is not the one in the titles, nor an acronym of it."""
    kinds = [kind for kind in map(_words, _kinds()) if _words(in_name)[: len(kind)] == kind]
    rest, words = _words(in_name)[max(map(len, kinds), default=0) :], _words(stated)
    if not kinds or not rest or not words:
        return False
    initials = "".join(word[0] for word in words)
    return not any(word in words or word in initials for word in rest)


def _kinds() -> Sequence[str]:
    """What the names of agencies begin with, in one or more words."""
    return cast("Sequence[str]", load_vocabulary()["perangkat_daerah"]["awal"])


def _words(name: str) -> list[str]:
    return [word for word in agency_key(name).split() if word != "dan"]


def _disagreements(titles: Identity, file_name: Identity, figures: int) -> Iterator[Finding]:
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
