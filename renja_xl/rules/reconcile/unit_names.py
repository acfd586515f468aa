"""Units that are at odds with the indicator's own name.

"Persentase …" must be in persen; "Jumlah …" never is, and what is counted behind it (persons, documents,
villages, institutions) must not be counted in another of these. Silent for every other name and for units of no
such kind: what "Cakupan …" or "paket" means the name does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.rule_set import plain
from renja_xl.rules.rows import selected

# As typed in real sheets: persentase, persentasi, prosentase, pesentase.
_PERCENT_NAME = re.compile(r"(?:pe|pro?)r?sentas[ei]\b|pros?en\b|persen\b")
_PERCENT_WITHIN = re.compile(r"persen|prosen|rasio|dibagi|/")
_KINDS = (
    frozenset(("orang", "jiwa", "peserta", "kader", "pegawai", "siswa")),
    frozenset(("dokumen", "laporan", "berkas", "naskah")),
    frozenset(("desa", "kelurahan", "kecamatan")),
    frozenset(("lembaga", "organisasi")),
)


def unit_name_findings(frame: pd.DataFrame) -> Iterator[Finding]:
    """The indicators whose unit cannot be that of their name."""
    indicators, units = frame["indikator"].to_list(), frame["satuan"].to_list()
    plain_units = {unit: plain(unit) for unit in set(units)}
    odd = [
        bool(unit) and _at_odds(plain(indicator), plain_units[unit])
        for indicator, unit in zip(indicators, units, strict=True)
    ]
    for index, urut, name in selected(frame, np.array(odd, dtype=bool)):
        yield finding(
            "satuan-tidak-cocok-nama",
            {"indikator": indicators[index], "satuan": units[index]},
            urut=urut,
            kolom="satuan",
            nama=name,
            tertulis=units[index],
        )


def _at_odds(indicator: str, unit: str) -> bool:
    """Whether a plain name and its plain unit contradict each other."""
    if _PERCENT_NAME.match(indicator):
        return not _PERCENT_WITHIN.search(unit)
    first, _, counted = indicator.partition(" ")
    if first != "jumlah":
        return False
    if "persen" in unit:
        return not _PERCENT_WITHIN.search(indicator)
    named, measured = _kind(counted.partition(" ")[0]), _kind(unit)
    return named is not None and measured is not None and named != measured


@lru_cache(maxsize=4096)
def _kind(text: str) -> int | None:
    """Which kind of thing the first word counts."""
    word = re.match(r"[^\W\d_]+", text)
    return next((number for number, kind in enumerate(_KINDS) if word and word[0] in kind), None)
