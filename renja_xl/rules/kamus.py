"""What an indicator dictionary decides: settings for its indicators, their units, and who answers for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from renja_xl.model.findings import Finding, finding
from renja_xl.model.kamus import COLUMNS, PROPOSED, Entry, Kamus
from renja_xl.model.result import QuarterDecision
from renja_xl.model.rule_set import JUMLAH, NEGATIF, TERAKHIR, RuleSet, Sources, plain
from renja_xl.rules.exact import Figures
from renja_xl.rules.indicators import setting_of_rows, without_row
from renja_xl.rules.rows import selected
from renja_xl.rules.units import coded_rows, negative_hint


def with_kamus(rules: RuleSet, kamus: Sequence[Kamus]) -> RuleSet:
    """The rules with the dictionaries' word for their indicators, before that of the rule set."""
    return replace(
        rules,
        triwulan_indikator=(*_sources(kamus, "agregasi_triwulan"), *rules.triwulan_indikator),
        renstra_indikator=(*_sources(kamus, "agregasi_tahunan"), *rules.renstra_indikator),
        polaritas=(*_sources(kamus, "polaritas"), *rules.polaritas),
    )


def _sources(kamus: Sequence[Kamus], name: str) -> Sources:
    return tuple(each.settings(name) for each in kamus)


def fill_from_kamus(
    data: pd.DataFrame, kamus: Sequence[Kamus], rules: RuleSet
) -> tuple[pd.DataFrame, list[Finding]]:
    """The rows with the dictionary's units and, where column 16 is blank, its penanggung jawab; what differs.

    The unit of levels on a scale says what the figures are, and stays.
    """
    satuan = setting_of_rows(data, _sources(kamus, "satuan"))
    satuan[coded_rows(data, rules)] = ""
    unit = setting_of_rows(data, _sources(kamus, "penanggung_jawab"))
    written, answers = data["satuan"].to_numpy(), data["penanggung_jawab"].to_numpy()
    found = [
        *(item for each in kamus for item in each.findings),
        *_differences(data, "satuan", "kamus-satuan-beda", written, satuan),
        *_differences(data, "penanggung_jawab", "kamus-penanggung-jawab-beda", answers, unit),
        *_missing(data, [entry for each in kamus for entry in each.entries]),
    ]
    filled = data.assign(
        satuan=pd.Series(np.where(satuan == "", written, satuan), dtype=object),
        penanggung_jawab=pd.Series(np.where(answers == "", unit, answers), dtype=object),
    )
    return filled, found


def propose_kamus(frame: pd.DataFrame, rules: RuleSet, decision: QuarterDecision) -> list[Entry]:
    """A dictionary to start from: an entry for each indicator, as it is computed now.

    `frame` is a computed frame, `rules` those with any dictionary there was, `decision` that of K. What nobody has
    laid down bears the mark of a proposal; where rows of one entry differ, it says nothing.
    """
    polarity, quarters, years = (
        setting_of_rows(frame, sources)
        for sources in (rules.polaritas, rules.triwulan_indikator, rules.renstra_indikator)
    )
    names = ("kode", "indikator", "satuan", "penanggung_jawab", "cara_k", "dijumlahkan")
    rows = zip(*(frame[name] for name in names), polarity, quarters, years, strict=True)
    found: dict[tuple[str, str], Entry] = {}
    for kode, indikator, satuan, unit, cara, adds, negative, quarter, year in rows:
        looks_negative = not negative and negative_hint(indikator, rules)
        entry = Entry(
            kode=kode,
            indikator=indikator,
            satuan=satuan,
            polaritas=_marked(NEGATIF, True) if looks_negative else negative,
            agregasi_triwulan=_marked(cara, not quarter and decision.disimpulkan),
            agregasi_tahunan=_marked(JUMLAH if adds else TERAKHIR, not year),
            penanggung_jawab=unit,
        )
        if indikator:
            found[entry.key] = agreed(found.get(entry.key, entry), entry)
    return list(found.values())


def agreed(one: Entry, other: Entry) -> Entry:
    """What two entries of the same indicator both say."""
    same = {name: value for name in COLUMNS if (value := getattr(one, name)) == getattr(other, name)}
    return Entry(**same | {"kode": one.kode, "indikator": one.indikator})


def _marked(word: str, proposed: bool) -> str:
    return f"{word} {PROPOSED}" if proposed else word


def _differences(
    data: pd.DataFrame, key: str, code: str, written: Figures, said: Figures
) -> Iterator[Finding]:
    differs = [
        bool(here and there and plain(here) != plain(there))
        for here, there in zip(written, said, strict=True)
    ]
    for index, urut, name in selected(data, np.array(differs, dtype=bool)):
        yield finding(code, urut=urut, kolom=key, nama=name, tertulis=written[index], seharusnya=said[index])


def _missing(data: pd.DataFrame, entries: Sequence[Entry]) -> list[Finding]:
    """Entries without an indicator in the matrix, and how many indicators have no entry."""
    lost = set(without_row(data, [entry.key for entry in entries]))
    found = [
        finding(
            "kamus-tidak-terpakai", lembar=entry.lembar, sel=entry.sel, nama=entry.indikator or entry.kode
        )
        for entry in entries
        if entry.key in lost
    ]
    there = setting_of_rows(data, ({entry.key: "ada" for entry in entries},))
    outside = int(((there == "") & (data["indikator"].to_numpy() != "")).sum())
    if entries and outside:
        found.append(finding("kamus-tidak-lengkap", {"jumlah": outside}, kolom="indikator"))
    return found
