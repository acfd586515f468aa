"""Matrices made in memory: random rows, filled by some rules, the figures standing there as printed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd

from renja_xl.model.fitted import Fitted
from renja_xl.model.form import load_forms
from renja_xl.model.frame import COMPUTED_NAMES, FIGURE_NAMES, LEVELS
from renja_xl.model.matrix import SUMMARY_KEYS, Matrix, Place, PrintedSummary
from renja_xl.model.result import Filled
from renja_xl.model.rule_set import Jenjang, RuleSet
from renja_xl.reading.rule_file import known_scales
from renja_xl.rules.fit.fitting import fit_rules
from renja_xl.use_cases.fill import fill
from tests.rules.frames import BAKU, NO_EVIDENCE, inputs, printed

UNITS = ("persen", "Dokumen", "Orang", "Nilai", "Orang/bulan", "%", "")
NAMES = ("Persentase layanan", "Jumlah dokumen", "Cakupan layanan")
Cell = tuple[str, int, str]


def fitted(matrix: Matrix, base: RuleSet) -> Fitted:
    """The rules that a matrix follows, as `--aturan auto` looks for them."""
    return fit_rules(matrix, base, known_scales())


def random_rows(chance: random.Random, programs: int = 10) -> pd.DataFrame:
    """Programs of two kegiatan of three sub kegiatan, some with further indicators, blanks and zeros among them."""
    rows: list[dict[str, Any]] = []
    for p in range(1, programs + 1):
        above = _add(rows, chance, "program", f"2.08.{p:02}", 0)
        for k in range(1, 3):
            parent = _add(rows, chance, "kegiatan", f"2.08.{p:02}.2.{k:02}", above)
            for s in range(1, 4):
                _add(rows, chance, "subkegiatan", f"2.08.{p:02}.2.{k:02}.{s:04}", parent)
    return inputs(*rows)


def _add(rows: list[dict[str, Any]], chance: random.Random, level: str, kode: str, parent: int) -> int:
    assert level in LEVELS
    place = {"level": level, "kode": kode, "nama": f"Baris {kode}", "induk": parent}
    owner = len(rows) + 1
    rows.append(place | _figures(chance, money=True))
    while chance.random() < 0.25:
        rows.append(place | {"jenis": "lanjutan", "pemilik": owner} | _figures(chance, money=False))
    return owner


def _figures(chance: random.Random, *, money: bool) -> dict[str, Any]:
    def number(most: int) -> int | None:
        return chance.choices((chance.randint(1, most), 0, None), weights=(12, 3, 1))[0]

    found: dict[str, Any] = {name: number(40) for name in FIGURE_NAMES if name.endswith("_k")}
    if money:
        found |= {name: number(10**6) for name in FIGURE_NAMES if name.endswith("_rp")}
    if chance.random() < 0.2:
        found |= {name: 0 for name in found if name.startswith("tw")}
    return found | {"satuan": chance.choice(UNITS), "indikator": chance.choice(NAMES)}


def random_rules(chance: random.Random) -> RuleSet:
    """A rule set with every setting that can be fitted drawn at random."""
    pick = chance.choice
    return replace(
        BAKU,
        nama="acak",
        triwulan_k=pick(("jumlah", "kumulatif", "rata-rata", "maksimum")),
        triwulan_rp=pick(("jumlah", "kumulatif", "rata-rata", "maksimum")),
        satuan_tidak_dijumlahkan=frozenset(
            unit for unit in ("persen", "orang", "nilai", "bulan") if pick((True, False))
        ),
        nama_tidak_dijumlahkan=frozenset(
            name for name in ("persentase", "jumlah", "cakupan") if pick((True, False))
        ),
        renstra_kosong_bila_nol=pick((True, False)),
        renstra_kosong_bila_target_renja_nol=pick((True, False)),
        rp_lanjutan=pick(("kosong", "nol")),
        target_nol=pick(("kosong", "nol", "galat")),
        target_kosong=pick(("kosong", "nol", "galat")),
        batas_100=pick(("tidak", "sel", "rata-rata")),
        efisiensi_rumus=pick(("13K/13Rp", "13K-13Rp")),
        efisiensi_kosong_bila_nol=pick((True, False)),
        rata_rata_indikator=pick(("semua", "utama")),
        rata_rata_nol=pick(("dihitung", "dilewati")),
        rata_rata_bobot=pick(("sama", "anggaran")),
        rata_rata_tanpa_nilai=pick(("kosong", "nol")),
        jenjang=pick((*known_scales().values(), _random_scale(chance))),
    )


def _random_scale(chance: random.Random) -> tuple[Jenjang, ...]:
    cuts = sorted(chance.sample(range(20, 95), 3), reverse=True)
    names = ("Baik Sekali", "Baik", "Cukup")
    steps = (Jenjang(n, Decimal(c), chance.random() < 0.5) for n, c in zip(names, cuts, strict=True))
    return (*steps, Jenjang("Kurang"))


def unfilled(data: pd.DataFrame) -> Matrix:
    """A matrix of such rows with nothing in columns 12 to 17."""
    return Matrix(
        form=next(form for form in load_forms() if form.nama == "tabel-2.1"),
        place=Place("Lembar", (1, 4), {}, list(range(5, 5 + len(data)))),
        titles=(),
        data=data,
        unread={},
        printed=printed(data),
        summaries=(),
        foot={},
        evidence=NO_EVIDENCE,
        findings=(),
    )


def filled_by(matrix: Matrix, rules: RuleSet) -> Matrix:
    """The matrix with everything printed that the rules compute."""
    return with_cells(matrix, cells_of(fill(matrix, rules)))


def cells_of(filled: Filled) -> dict[Cell, Any]:
    """Every figure of columns 12 to 17, mean and predicate, blanks included: (what it is, row or group, column)."""
    found: dict[Cell, Any] = {
        ("baris", urut, key): value
        for key in COMPUTED_NAMES
        for urut, value in zip(filled.frame["urut"], filled.frame[key], strict=True)
    }
    for row in filled.rekap.to_dict("records"):
        for key in SUMMARY_KEYS:
            found[f"rata_rata {row['cakupan']}", row["kelompok"], key] = row[key]
            found[f"predikat {row['cakupan']}", row["kelompok"], key] = row[f"predikat_{key}"]
    return found


def with_cells(matrix: Matrix, cells: Mapping[Cell, Any]) -> Matrix:
    """The matrix with such cells printed."""
    columns = {
        key: [cells["baris", urut, key] for urut in range(1, len(matrix.data) + 1)] for key in COMPUTED_NAMES
    }
    return replace(matrix, printed=pd.DataFrame(columns, dtype=object), summaries=tuple(_summaries(cells)))


def _summaries(cells: Mapping[Cell, Any]) -> Iterator[PrintedSummary]:
    for what, group in dict.fromkeys((what, group) for what, group, _ in cells if what != "baris"):
        jenis, cakupan = what.split()
        values = {key: cells[what, group, key] for key in SUMMARY_KEYS}
        known = {key: value for key, value in values.items() if value is not None}
        yield PrintedSummary(jenis, cakupan, group, known, {key: f"{what} {group} {key}" for key in known})


def corrupted(cells: Mapping[Cell, Any], share: float, chance: random.Random) -> dict[Cell, Any]:
    """The cells with a share of the filled ones changed: figures by a slip of typing, predicates by another's name."""
    names = sorted({value for value in cells.values() if isinstance(value, str)})
    filled = [place for place, value in cells.items() if value is not None]
    found = dict(cells)
    for place in chance.sample(filled, round(share * len(filled))):
        value = found[place]
        if isinstance(value, str):
            others = [name for name in names if name != value]
            found[place] = chance.choice(others) if others else value
        else:
            found[place] = chance.choice((value * 10 + 1, value + 7, (value / 10).quantize(Decimal("0.01"))))
    return found
