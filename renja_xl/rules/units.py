"""Which performances can be added over the years, and which are the better the smaller.

Source: column 14 of Tabel 2.1/2.2 adds counts; percentages, indices and scores keep their last value.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.rule_set import JUMLAH, NEGATIF, RuleSet, plain
from renja_xl.rules.exact import Mask
from renja_xl.rules.indicators import setting_of_rows, without_row
from renja_xl.rules.rows import rows_where, selected


def additive_rows(data: pd.DataFrame, rules: RuleSet) -> Mask:
    """Where K of two years can be added: the indicator's own setting, else no word of the unit that is listed.

    Figures of a coded scale are never added. Where the unit is blank the first word of the indicator speaks,
    if the rule set says so.
    """
    listed = {word for unit in rules.satuan_tidak_dijumlahkan for word in words(unit)}
    units = rows_where(data["satuan"], lambda unit: not listed.isdisjoint(words(unit)))
    found = ~(units | coded_rows(data, rules) | _named_without_unit(data, rules))
    own = setting_of_rows(data, rules.renstra_indikator)
    return np.where(own == "", found, own == JUMLAH)


def negative_rows(data: pd.DataFrame, rules: RuleSet) -> Mask:
    """The indicators that the rule set or the dictionary names as the smaller the better."""
    return np.asarray(setting_of_rows(data, rules.polaritas) == NEGATIF, dtype=bool)


def falling_rows(frame: pd.DataFrame, rules: RuleSet) -> Mask:
    """The indicators of which less is better, or may be by their name where no setting says otherwise."""
    hints = "|".join(re.escape(plain(hint)) for hint in rules.negatif_petunjuk)
    settled = setting_of_rows(frame, rules.polaritas)
    hinted = re.compile(hints or "(?!)")
    named = rows_where(frame["indikator"], lambda name: bool(hinted.search(plain(name))))
    return np.asarray((settled == NEGATIF) | (named & (settled == "")), dtype=bool)


def percent_rows(frame: pd.DataFrame) -> Mask:
    """The indicators whose unit is a percentage."""
    return rows_where(frame["satuan"], lambda unit: "persen" in plain(unit) or "prosen" in plain(unit))


def negative_hint(indicator: str, rules: RuleSet) -> str:
    """The word in an indicator that makes it look as if the smaller were the better, or ""."""
    name = plain(indicator)
    return next((hint for hint in rules.negatif_petunjuk if plain(hint) in name), "")


def coded_rows(data: pd.DataFrame, rules: RuleSet) -> Mask:
    """The indicators whose figures are levels of a coded scale."""
    coded = [plain(scale.satuan) for scale in rules.skala]
    return rows_where(data["satuan"], lambda unit: any(name in plain(unit) for name in coded))


def unit_findings(data: pd.DataFrame, rules: RuleSet) -> list[Finding]:
    """Blank units that the indicator's name stood in for."""
    indicators = data["indikator"].to_list()
    return [
        finding(
            "satuan-kosong",
            {"awal": indicators[index].split()[0]},
            urut=urut,
            kolom="satuan",
            nama=name,
            tertulis=indicators[index],
        )
        for index, urut, name in selected(data, _named_without_unit(data, rules))
    ]


def unused_settings(data: pd.DataFrame, rules: RuleSet) -> list[Finding]:
    """Indicators of the rule set's own settings that are nowhere in the matrix."""
    sources = (*rules.triwulan_indikator, *rules.renstra_indikator, *rules.polaritas)
    named = {key for source in sources for key in source}
    return [
        finding("aturan-tidak-terpakai", {"indikator": code or name}, kolom="indikator")
        for code, name in sorted(without_row(data, named))
    ]


def _named_without_unit(data: pd.DataFrame, rules: RuleSet) -> Mask:
    begins = tuple(plain(word) for word in rules.nama_tidak_dijumlahkan)
    if not begins:
        return np.zeros(len(data), dtype=bool)
    blank = np.asarray(data["satuan"].to_numpy() == "", dtype=bool)
    if not blank.any():
        return blank
    named = rows_where(data["indikator"], lambda name: (words(name) or [""])[0] in begins)
    free = setting_of_rows(data, rules.renstra_indikator) == ""
    return np.asarray(named & blank & free, dtype=bool)


def words(text: str) -> list[str]:
    """The words by which units and the beginnings of names are told apart."""
    return re.findall(r"[^\W\d_]+", plain(text))
