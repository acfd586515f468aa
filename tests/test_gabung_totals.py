"""Forty generated agencies in different forms and rules: every total and mean equals one computed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from renja_xl.model.region import Group, Region
from renja_xl.use_cases.gabung import gabung
from tests.agencies import RULES, SLOTS, WRITERS, YEAR, Agency, region
from tests.by_hand import Expected, Sums, grouped, mean, percent, places, total
from tests.results import table

WEIGHTS = {"capaian_renja_k": 50, "serapan_rp": 50}
LEVELS = ("program", "kegiatan", "subkegiatan")


@dataclass
class Made:
    """The region as it was generated, computed by hand, and consolidated."""

    agencies: list[Agency]
    expected: list[Expected]
    region: Region
    book: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("wilayah")
    agencies, listing = region(folder, 40)
    book = folder / "rekap.xlsx"
    done = gabung([folder], book, daftar=listing, keluaran=("csv", "parquet"))
    agencies = sorted(agencies, key=lambda one: one.nama.lower().replace("&", "dan").replace(",", ""))
    return Made(agencies, [Expected(one) for one in agencies], done.region, book)


def test_the_region_is_as_varied_as_it_should_be(made: Made) -> None:
    seen = {
        "jenis": set(WRITERS),
        "aturan": set(RULES),
        "bentuk": {"tabel-2.1", "tabel-2.2", "e81"},
        "cara": {"jumlah", "kumulatif"},
        "dikenal": {"judul", "nama-berkas", "daftar"},
        "triwulan": {1, 2, 3, 4},
    }
    for name, values in seen.items():
        assert {getattr(one, name) for one in made.agencies} == values


def test_every_agency(made: Made) -> None:
    assert (made.region.gagal, made.region.kehadiran.belum_ada) == ([], [])
    assert [head.identitas.perangkat_daerah for head in made.region.heads] == [
        one.nama for one in made.agencies
    ]
    for head, hand in zip(made.region.heads, made.expected, strict=True):
        one = hand.agency
        assert (head.identitas.tahun, head.identitas.triwulan) == (YEAR, one.triwulan), one.path.name
        assert (head.kebiasaan.cara_k, head.kebiasaan.cara_rp) == (one.cara, one.cara), one.path.name
        assert head.jumlah.items() >= hand.counts().items(), one.path.name
        figures = {
            "target_renja_rp": hand.budget(),
            "realisasi_renja_rp": hand.realised(),
            "serapan_rp": hand.absorbed(),
            "capaian_renja_k": hand.mean("k"),
            "capaian_renja_rp": hand.mean("rp"),
        }
        assert {name: head.angka[name] for name in figures} == figures, one.path.name
        assert head.predikat == {
            f"predikat_capaian_renja_{kind}": hand.predicate(kind) for kind in ("k", "rp")
        }
        assert head.terisi == tuple(hand.filled(quarter) for quarter in range(1, 5)), one.path.name
        assert head.realisasi[: one.triwulan] == tuple(
            hand.money_up_to(quarter) for quarter in range(1, one.triwulan + 1)
        )


def test_nothing_is_lost_on_the_way(made: Made) -> None:
    """Every figure of every form stands in `Semua Indikator` as it was written, text tables included."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in table(made.book, "Semua Indikator"):
        rows.setdefault(row["perangkat_daerah"], []).append(row)
    for one in made.agencies:
        written = [slot for slot in SLOTS if one.bentuk != "tabel-2.2" or slot != "realisasi_lalu"]
        assert len(rows[one.nama]) == len(one.rows)
        for found, row in zip(rows[one.nama], one.rows, strict=True):
            assert (found["level"], found["jenis"], found["berkas"]) == (row.level, row.jenis, str(one.path))
            figures = {f"{slot}_{kind}": getattr(row, kind)[slot] for slot in written for kind in ("k", "rp")}
            assert {name: _decimal(found[name]) for name in figures} == figures, (one.path.name, row.nama)


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_the_long_tables(made: Made, ending: str) -> None:
    path = made.book.with_suffix(ending)
    frame = pd.read_csv(path, dtype=str) if ending == ".csv" else pd.read_parquet(path)
    found = {
        (agency, int(urut), measure): Decimal(value)
        for agency, urut, measure, value in zip(
            *(frame[name] for name in ("perangkat_daerah", "urut", "ukuran", "nilai")), strict=True
        )
    }
    measures = {f"{slot}_{kind}" for slot in SLOTS for kind in ("k", "rp")}
    written = {
        (one.nama, urut, f"{slot}_{kind}"): figure
        for one in made.agencies
        for urut, row in enumerate(one.rows, start=1)
        for kind in ("k", "rp")
        for slot, figure in getattr(row, kind).items()
        if figure is not None and (one.bentuk != "tabel-2.2" or slot != "realisasi_lalu")
    }
    assert {key: value for key, value in found.items() if key[2] in measures} == written


@pytest.mark.parametrize("depth", [2, 3])
def test_groups(made: Made, depth: int) -> None:
    by_hand = grouped(made.expected, depth)
    groups = made.region.urusan if depth == 2 else made.region.program
    found = {group.kode or (group.nama.lower() if depth == 3 else ""): group for group in groups}
    assert set(found) == set(by_hand)
    for key, sums in by_hand.items():
        assert _of_group(found[key]) == _of_sums(sums), key
    # The same in the book, and their totals.
    sheet = rows_of(made.book, "Per Urusan" if depth == 2 else "Per Program", len(groups))
    for row, group in zip(sheet, groups, strict=False):
        money = [group.target_renja_rp, group.realisasi_renja_rp, group.serapan_rp]
        means = [group.capaian_renja_k, group.capaian_renja_rp]
        assert list(map(_decimal, row[9:14])) == [*money, *means]
        assert row[4] == len(group.perangkat_daerah)
    assert list(map(_decimal, sheet[-1][9:12])) == _whole(made)


def _whole(made: Made) -> list[Any]:
    budget, spent = (
        total(getattr(hand, name)() for hand in made.expected) for name in ("budget", "realised")
    )
    return [budget, spent, percent(spent, budget)]


def _of_group(group: Group) -> tuple[Any, ...]:
    return (
        *(set(group.perangkat_daerah), [getattr(group, level) for level in LEVELS]),
        *(group.target_renja_rp, group.realisasi_renja_rp, group.serapan_rp),
        *(group.capaian_renja_k, group.capaian_renja_rp),
    )


def _of_sums(sums: Sums) -> tuple[Any, ...]:
    return (
        *(sums.names, [sums.counts[level] for level in LEVELS]),
        *(sums.budget, sums.spent, percent(sums.spent, sums.budget)),
        *(mean(sums.k), mean(sums.rp)),
    )


def rows_of(book: Path, sheet: str, count: int) -> list[tuple[Any, ...]]:
    """The numbered rows of a sheet, and the row behind them."""
    workbook = load_workbook(book, data_only=True, read_only=True)
    rows = list(workbook[sheet].iter_rows(values_only=True))
    workbook.close()
    first = next(place for place, row in enumerate(rows) if row[0] == 1)
    return rows[first : first + count + 1]


def test_the_summary(made: Made) -> None:
    *rows, whole = rows_of(made.book, "Ringkasan", 40)
    scores = [hand.score(WEIGHTS) for hand in made.expected]
    severities = [
        [_count(made, hand.agency.nama, tingkat) for tingkat in ("galat", "peringatan", "info")]
        for hand in made.expected
    ]
    for row, hand, score, place, found in zip(
        rows, made.expected, scores, places(scores), severities, strict=True
    ):
        counts = hand.counts()
        assert row[1:4] == (hand.agency.nama, YEAR, ("I", "II", "III", "IV")[hand.agency.triwulan - 1])
        assert list(row[4:8]) == [counts[name] for name in (*LEVELS, "indikator")]
        money = [hand.budget(), hand.realised(), hand.absorbed()]
        assert list(map(_decimal, row[8:13])) == [*money, hand.mean("k"), hand.mean("rp")]
        assert (row[13], row[14]) == (hand.predicate("k"), hand.predicate("rp"))
        assert (_decimal(row[15]), row[16]) == (score, place)
        assert list(row[17:20]) == found
        filled = [percent(Decimal(hand.filled(n)), Decimal(counts["indikator"])) for n in range(1, 5)]
        assert list(map(_decimal, row[20:24])) == filled
    assert list(map(_decimal, whole[8:11])) == _whole(made)
    means = [mean([value for hand in made.expected for value in hand.percents(kind)]) for kind in ("k", "rp")]
    assert list(map(_decimal, whole[11:13])) == means
    assert list(whole[4:8]) == [
        sum(hand.counts()[name] for hand in made.expected) for name in (*LEVELS, "indikator")
    ]


def _count(made: Made, agency: str, tingkat: str) -> int:
    """How many findings of a matrix stand in `Temuan`; those of the region itself are not counted with it."""
    return sum(row["perangkat_daerah"] == agency and row["tingkat"] == tingkat for row in _findings(made))


def _findings(made: Made) -> Sequence[dict[str, Any]]:
    assert made.region.temuan == []
    if made.book not in _FINDINGS:
        _FINDINGS[made.book] = table(made.book, "Temuan")
    return _FINDINGS[made.book]


_FINDINGS: dict[Path, list[dict[str, Any]]] = {}


@pytest.mark.parametrize("weights", [{"serapan_rp": 1}, {"capaian_renja_rp": 1, "capaian_renja_k": 3}])
def test_another_ranking(made: Made, tmp_path: Path, weights: dict[str, int]) -> None:
    some = made.expected[:5]
    rule = ",".join(f"{name}={weight}" for name, weight in weights.items())
    listing = made.book.with_name("daftar.csv")
    paths = [hand.agency.path for hand in some]
    done = gabung(paths, tmp_path / "r.xlsx", daftar=listing, peringkat=rule)
    scores = [hand.score(weights) for hand in some]
    assert [(place.nilai, place.peringkat) for place in done.region.peringkat] == list(
        zip(scores, places(scores), strict=True)
    )
    assert len(done.region.kehadiran.belum_ada) == 35


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
