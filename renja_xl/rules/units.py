"""Which performances can be added over the years, and which are the better the smaller.

Source: column 14 of Tabel 2.1/2.2 adds counts; percentages, indices and scores keep their last value.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.rule_set import RuleSet, plain
from renja_xl.rules.exact import Mask
from renja_xl.rules.selected import selected


def additive_rows(data: pd.DataFrame, rules: RuleSet) -> Mask:
    """Where K of two years can be added: where no word of the unit is one that the rule set names.

    Where the unit is blank the first word of the indicator speaks, if the rule set says so.
    """
    listed = {word for unit in rules.satuan_tidak_dijumlahkan for word in _words(unit)}
    units = data["satuan"].map(lambda unit: bool(listed & set(_words(unit)))).to_numpy(dtype=bool)
    return ~(units | _named_without_unit(data, rules))


def negative_rows(data: pd.DataFrame, rules: RuleSet) -> Mask:
    """The indicators that the rule set names as the smaller the better."""
    listed = {plain(name) for name in rules.negatif_indikator}
    return data["indikator"].map(lambda name: plain(name) in listed).to_numpy(dtype=bool)


def unit_findings(data: pd.DataFrame, rules: RuleSet) -> list[Finding]:
    """Blank units that the indicator's name stood in for, and negative indicators that are nowhere."""
    indicators = data["indikator"].to_list()
    found = [
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
    present = set(data["indikator"].map(plain))
    missing = sorted(name for name in rules.negatif_indikator if plain(name) not in present)
    return found + [
        finding("aturan-tidak-terpakai", {"indikator": name}, kolom="indikator") for name in missing
    ]


def _named_without_unit(data: pd.DataFrame, rules: RuleSet) -> Mask:
    begins = tuple(plain(word) for word in rules.nama_tidak_dijumlahkan)
    if not begins:
        return np.zeros(len(data), dtype=bool)
    named = data["indikator"].map(lambda name: (_words(name) or [""])[0] in begins).to_numpy(dtype=bool)
    return named & (data["satuan"] == "").to_numpy()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", plain(text))
