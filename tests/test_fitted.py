"""`--aturan auto` on real sheets, and the rule set that it writes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renja_xl.model.fitted import Fitted
from renja_xl.model.form import load_forms
from renja_xl.model.matrix import Matrix
from renja_xl.model.rule_set import CARA, NEGATIF, Jenjang, RuleSet, Skala, indicator_key
from renja_xl.reading.matrix import read_matrix
from renja_xl.reading.rule_file import load_rule_set, parse_rule_set, rule_set_names
from renja_xl.reading.rule_schema import schema
from renja_xl.use_cases.fill import fill
from renja_xl.writing.rule_toml import rule_set_toml
from tests.conftest import REAL_SHEETS, SAMPLES
from tests.filled_sheets import fitted
from tests.rules.frames import BAKU, BALANGAN
from tests.test_published import BUILT_ON_CUT, CUT, MEANS_BUILT_ON_CUT, PREDICATES_BUILT_ON_CUT


@pytest.fixture(scope="module")
def terbit() -> Matrix:
    return read_matrix(SAMPLES / "tabel-2.1-balangan-2023-terbit.xlsx", load_forms())


@pytest.fixture(scope="module")
def found(terbit: Matrix) -> Fitted:
    return fitted(terbit, BAKU)


def setting(fitted_rules: Fitted, kunci: str) -> Any:
    return next(item for item in fitted_rules.settings if item.kunci == kunci)


def test_the_predicate_cuts_of_the_published_table(found: Fitted) -> None:
    """From this sheet alone; the intervals of both published tables together are narrower, and the scale is in them."""
    intervals = {cut.nama: (cut.bawah, cut.atas) for cut in found.cuts}
    narrow = {
        "Rendah": (37.39, 38.22),
        "Sedang": (54.4, 56.76),
        "Tinggi": (56.93, 57.78),
        "Sangat Tinggi": (68, 70.52),
    }
    assert set(intervals) == set(narrow)
    chosen = {step.nama: step.batas for step in found.rules.jenjang if step.batas is not None}
    for name, (low, high) in narrow.items():
        below, above = intervals[name]
        assert below is not None and above is not None
        assert below <= Decimal(str(low)) < Decimal(str(high)) <= above
        assert Decimal(str(low)) <= chosen[name] <= Decimal(str(high))
    assert found.contradictions == ()
    predicates = setting(found, "predikat.jenjang")
    assert (predicates.cocok, predicates.semua) == (176, 176)


@pytest.mark.parametrize("base", [BAKU, BALANGAN], ids=lambda rules: rules.nama)
def test_the_quarter_convention_of_the_published_table_cannot_be_told(terbit: Matrix, base: RuleSet) -> None:
    rules = fitted(terbit, base)
    assert (rules.rules.triwulan_k, rules.rules.triwulan_rp) == (base.triwulan_k, base.triwulan_rp)
    for kunci in ("triwulan.k", "triwulan.rp"):
        said = setting(rules, kunci)
        assert not said.terbukti
        assert "Tidak dapat dibedakan dari triwulannya: hanya TW IV yang terisi" in said.alasan


def test_the_found_rules_reproduce_the_published_table_but_for_what_was_cut(
    terbit: Matrix, found: Fitted
) -> None:
    """As tests/test_published.py counts it with the rules that people found: the same 33 cells, for both."""
    text = rule_set_toml(found.rules, found.reasons)
    rules = parse_rule_set(text, "disimpulkan.toml")
    wrong = [
        (item.kode, item.sel, item.tertulis, item.seharusnya)
        for item in fill(terbit, rules).findings
        if item.kode in ("hitung-beda", "rata-rata-beda", "predikat-beda")
    ]
    codes = [code for code, *_ in wrong]
    assert codes.count("hitung-beda") == len(CUT) + len(BUILT_ON_CUT) == 11
    assert codes.count("rata-rata-beda") == len(MEANS_BUILT_ON_CUT) == 13
    assert codes.count("predikat-beda") == len(PREDICATES_BUILT_ON_CUT) == 9
    expected = [
        (item.kode, item.sel, item.tertulis, item.seharusnya)
        for item in fill(terbit, BALANGAN).findings
        if item.kode in ("hitung-beda", "rata-rata-beda", "predikat-beda")
    ]
    assert wrong == expected
    blank = fill(terbit, rules).frame[list(terbit.printed.columns)]
    known = fill(terbit, BALANGAN).frame[list(terbit.printed.columns)]
    assert blank.equals(known)


def test_the_settings_of_the_published_table(found: Fitted) -> None:
    same = (
        "renstra_kosong_bila_nol", "renstra_kosong_bila_target_renja_nol", "rp_lanjutan", "efisiensi_rumus", "efisiensi_kosong_bila_nol",
        "rata_rata_indikator", "rata_rata_nol", "rata_rata_bobot", "rata_rata_tanpa_nilai", "batas_100", "jenjang",
    )  # fmt: skip
    for name in same:
        assert getattr(found.rules, name) == getattr(BALANGAN, name), name
    # Column 6 is 0 throughout: no cell can tell what is added.
    units = setting(found, "renstra.satuan_tidak_dijumlahkan")
    assert (units.semua, units.terbukti) == (0, False)
    assert found.rules.satuan_tidak_dijumlahkan == BAKU.satuan_tidak_dijumlahkan


@pytest.mark.nyata
def test_what_a_real_e81_follows() -> None:
    matrix = read_matrix(REAL_SHEETS / "formulir-e81-kota-cirebon-2026-tw2.xlsx", load_forms())
    rules = fitted(matrix, BAKU)
    assert (rules.rules.triwulan_k, rules.rules.triwulan_rp) == ("jumlah", "jumlah")
    assert (setting(rules, "triwulan.k").cocok, setting(rules, "triwulan.k").semua) == (16, 18)
    assert (setting(rules, "triwulan.rp").cocok, setting(rules, "triwulan.rp").semua) == (26, 28)
    # This agency adds percentages over the years.
    assert not {"persen", "poin"} & rules.rules.satuan_tidak_dijumlahkan
    assert (rules.rules.target_nol, rules.rules.target_kosong) == ("nol", "nol")
    assert not setting(rules, "predikat.jenjang").terbukti


@pytest.mark.parametrize("name", rule_set_names())
def test_shipped_rule_sets_are_written_and_read_back(name: str) -> None:
    rules = load_rule_set(name)
    reasons = {
        "triwulan.k": "Sebab yang panjang sekali, " * 12,
        "rata_rata.nol": 'Dengan "kutip" dan # pagar.',
    }
    assert parse_rule_set(rule_set_toml(rules), name) == rules
    text = rule_set_toml(rules, reasons)
    assert parse_rule_set(text, name) == rules
    assert "# Sebab yang panjang sekali" in text
    assert '# Dengan "kutip" dan # pagar.\nnol = ' in text


_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
_NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)


def _tables(choices: tuple[str, ...]) -> st.SearchStrategy[Any]:
    entries = st.dictionaries(_NAMES.map(indicator_key).filter(any), st.sampled_from(choices), max_size=4)
    return entries.map(lambda table: (table,))


def _scales(*, empty: bool) -> st.SearchStrategy[tuple[Jenjang, ...]]:
    cuts = st.lists(st.decimals(-200, 200, places=3), unique=True, max_size=5)
    made = st.builds(
        lambda limits, names, included: (
            *(Jenjang(n, c, i) for n, c, i in zip(names, sorted(limits, reverse=True), included, strict=False)),
            Jenjang(names[-1]),
        ),
        cuts, st.lists(_TEXTS, min_size=6, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6),
    )  # fmt: skip
    return st.one_of(st.just(()), made) if empty else made


def _choice(kunci: str) -> st.SearchStrategy[str]:
    return st.sampled_from(schema()[kunci]["pilihan"])


_LISTS = st.frozensets(_NAMES, max_size=4)
_SKALA = st.builds(
    Skala,
    _NAMES,
    st.lists(_NAMES, min_size=1, max_size=4, unique_by=str.casefold).map(tuple),
    st.lists(_NAMES, max_size=3).map(tuple),
)
_RULES = st.builds(
    RuleSet,
    nama=_TEXTS,
    keterangan=_TEXTS,
    triwulan_k=_choice("triwulan.k"),
    triwulan_rp=_choice("triwulan.rp"),
    triwulan_indikator=_tables(CARA),
    satuan_tidak_dijumlahkan=_LISTS,
    nama_tidak_dijumlahkan=_LISTS,
    renstra_indikator=_tables(("jumlah", "terakhir")),
    renstra_kosong_bila_nol=st.booleans(),
    renstra_kosong_bila_target_renja_nol=st.booleans(),
    rp_lanjutan=_choice("capaian.rp_lanjutan"),
    target_nol=_choice("capaian.target_nol"),
    target_kosong=_choice("capaian.target_kosong"),
    batas_100=_choice("capaian.batas_100"),
    efisiensi_rumus=_choice("efisiensi.rumus"),
    efisiensi_kosong_bila_nol=st.booleans(),
    efisiensi_jenjang=_scales(empty=True),
    rata_rata_indikator=_choice("rata_rata.indikator"),
    rata_rata_nol=_choice("rata_rata.nol"),
    rata_rata_bobot=_choice("rata_rata.bobot"),
    rata_rata_tanpa_nilai=_choice("rata_rata.tanpa_nilai"),
    negatif_rumus=_choice("negatif.rumus"),
    polaritas=_tables((NEGATIF,)),
    negatif_petunjuk=st.lists(_NAMES, max_size=3).map(tuple),
    jenjang=_scales(empty=False),
    jenjang_triwulan=st.tuples(*[_scales(empty=True)] * 4),
    skala=st.lists(_SKALA, max_size=2).map(tuple),
    toleransi_rp=st.integers(0, 10**9).map(Decimal),
    abaikan=_LISTS,
)


@given(_RULES, st.text(max_size=300))
def test_any_rule_set_is_written_and_read_back(rules: RuleSet, reason: str) -> None:
    reasons = {"predikat.jenjang": reason, "renstra.kosong_bila_nol": reason}
    assert parse_rule_set(rule_set_toml(rules, reasons), "x.toml") == rules


def test_settings_of_several_sources_become_one() -> None:
    key = indicator_key("Indeks")
    rules = replace(
        BAKU, triwulan_indikator=({key: "tetap"}, {key: "jumlah", indicator_key("1.02"): "maksimum"})
    )
    again = parse_rule_set(rule_set_toml(rules), "x.toml")
    assert again.triwulan_indikator == ({key: "tetap", indicator_key("1.02"): "maksimum"},)
