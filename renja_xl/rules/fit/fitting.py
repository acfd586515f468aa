"""The rule set that reproduces most printed cells of a sheet, setting by setting, in the order of the columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from renja_xl.model.fitted import Fitted
from renja_xl.model.matrix import Matrix
from renja_xl.model.rule_set import RuleSet
from renja_xl.model.texts import sentence
from renja_xl.rules.fit.predicates import Scale
from renja_xl.rules.fit.scale import choose_scale
from renja_xl.rules.fit.settings import choose, judged
from renja_xl.rules.fit.sheet import Sheet, sheet_of
from renja_xl.rules.fit.units import choose_units, judged_units
from renja_xl.rules.units import additive_rows

_BLANKS = ("renstra_kosong_bila_nol", "renstra_kosong_bila_target_renja_nol")
_QUARTERS = (("triwulan_k",), ("triwulan_rp",))
_PERCENTAGES = (("rp_lanjutan",), ("target_nol",), ("target_kosong",))
# Settings that show in the same cells are tried together.
_BEHIND = (
    ("efisiensi_rumus", "efisiensi_kosong_bila_nol"),
    ("batas_100", "rata_rata_indikator", "rata_rata_nol", "rata_rata_bobot"),
    ("rata_rata_tanpa_nilai",),
)


def fit_rules(matrix: Matrix, base: RuleSet, scales: Mapping[str, Scale] | None = None) -> Fitted:
    """The settings that reproduce most of columns 12 to 17, means and predicates, each with its evidence.

    Every column is judged from what is printed before it: 13 from the printed 12, 17 from the printed 13, the
    predicates from the printed means. Where no cell can tell, the base's choice stands. `scales` are the predicate
    scales that are known, by name; one that fits is preferred to cuts of the sheet's own.
    """
    sheet, rules = sheet_of(matrix, base)
    rules = _chosen(sheet, rules, _QUARTERS)
    rules = _sums_and_blanks(sheet, rules, base)
    rules = _chosen(sheet, rules, _PERCENTAGES)
    rules = _chosen(sheet, rules, _BEHIND)
    frame = sheet.shown(rules)
    settings = [*judged(sheet, frame, rules, base), *judged_units(sheet, frame, rules, base)]
    rules, predicates, cuts, against = choose_scale(sheet, frame, rules, scales or {})
    named = replace(
        rules,
        nama=sentence("bukti-aturan.nama"),
        keterangan=sentence("bukti-aturan.keterangan", lembar=matrix.place.sheet, dasar=base.nama),
        # What dictionaries say belongs to them, not to the rule set.
        triwulan_indikator=base.triwulan_indikator,
        renstra_indikator=base.renstra_indikator,
        polaritas=base.polaritas,
        isi="",
    )
    return Fitted(named, (*settings, predicates), cuts, against)


def _chosen(sheet: Sheet, rules: RuleSet, groups: Sequence[Sequence[str]]) -> RuleSet:
    """The rules with each group of settings chosen, on what the sheet shows so far."""
    frame = sheet.shown(rules)
    for fields in groups:
        rules = choose(sheet, frame, rules, fields)
    return rules


def _sums_and_blanks(sheet: Sheet, rules: RuleSet, base: RuleSet) -> RuleSet:
    """Column 14: what is blank because it would be 0 depends on what is added, and the other way round."""
    frame = sheet.shown(rules)
    for _ in range(2):
        rules = choose_units(sheet, frame, rules, base)
        added = additive_rows(sheet.data, rules)
        rules = choose(sheet, frame.assign(dijumlahkan=added), rules, _BLANKS)
    return rules
