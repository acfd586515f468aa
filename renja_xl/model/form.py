"""A form as data: its columns with their printed numbers, labels and widths. The TOML files in `forms/`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column, or a pair of K and Rp, of a form.

    `nama` is the semantic name, `nomor` what the number row prints, `kelompok` the label of the group
    above it, `lebar` the widths of its cells in characters.
    """

    nama: str
    nomor: str
    label: str
    lebar: tuple[float, ...]
    kelompok: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of `Data` this one holds: K and Rp, or just one."""
        return (f"{self.nama}_k", f"{self.nama}_rp") if len(self.lebar) == 2 else (self.nama,)

    @property
    def number(self) -> str:
        """The column number alone: `13` of `13 = 12/7 x 100%`."""
        return self.nomor.split("=")[0].strip()


@dataclass(frozen=True, slots=True)
class Form:
    """A form that can be read and written.

    `nama_lain` are pieces of titles that name it; `ringkasan` is berjenjang (averages behind every kegiatan and
    program) or akhir (one average and predicate at the foot); `kaki` the free texts it leaves room for.
    """

    nama: str
    lembar: str
    judul: tuple[str, ...]
    triwulan_bawaan: str
    kolom: tuple[FormColumn, ...]
    tanda_tangan: tuple[tuple[str, ...], ...]
    nama_lain: tuple[str, ...] = ()
    ringkasan: str = "berjenjang"
    kaki: tuple[str, ...] = ("pendorong", "penghambat")

    def named_in(self, text: str) -> bool:
        """Whether a title, in lower case with single spaces, names this form."""
        return any(name in text for name in self.nama_lain)

    def keys(self) -> list[str]:
        """The keys of all its cells from left to right."""
        return [key for column in self.kolom for key in column.keys]


def form_from_toml(raw: dict[str, Any]) -> Form:
    """A form from the tables of its TOML file."""
    return Form(
        nama=raw["nama"],
        lembar=raw["lembar"],
        judul=tuple(raw["judul"]),
        triwulan_bawaan=raw["triwulan_bawaan"],
        kolom=tuple(
            FormColumn(
                nama=column["nama"],
                nomor=column["nomor"],
                label=column["label"],
                lebar=tuple(column["lebar"]),
                kelompok=column.get("kelompok", ""),
            )
            for column in raw["kolom"]
        ),
        tanda_tangan=tuple(tuple(block) for block in raw["tanda_tangan"]),
        nama_lain=tuple(raw.get("nama_lain", ())),
        ringkasan=raw.get("ringkasan", "berjenjang"),
        kaki=tuple(raw.get("kaki", ("pendorong", "penghambat"))),
    )


@cache
def load_forms() -> tuple[Form, ...]:
    """Every form that ships with the package."""
    folder = resources.files("renja_xl").joinpath("forms")
    raws = [
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    ]
    return tuple(form_from_toml(raw) for raw in raws if "kolom" in raw and isinstance(raw["kolom"], list))


@cache
def load_vocabulary() -> dict[str, Any]:
    """How the labels of columns and rows are written in real sheets: `forms/istilah.toml`."""
    text = resources.files("renja_xl").joinpath("forms", "istilah.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def load_urusan() -> dict[str, str]:
    """The names of bidang urusan and unsur by code (Permendagri 90/2019): `forms/urusan.toml`."""
    text = resources.files("renja_xl").joinpath("forms", "urusan.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
