"""Performance written as a level of a scale: BB of SAKIP, WTP of the auditors' opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from renja_xl.model.findings import Finding, finding
from renja_xl.model.grid import Row, address
from renja_xl.model.rule_set import Skala, plain
from renja_xl.reading.figures import FigureReader
from renja_xl.reading.layout import Layout

Columns = Mapping[str, list[Decimal | None]]
Texts = Mapping[str, list[str]]


def settle_levels(
    rows: Sequence[Row],
    layout: Layout,
    reader: FigureReader,
    scales: Sequence[Skala],
    columns: tuple[Columns, Texts, Texts],
) -> None:
    """Turn texts that are levels of a scale into its figures, the highest worth as many as there are levels.

    `columns` are the figures and units by key and the texts of the rows; they are changed in place. Only where
    indicator or unit bear a word of the scale and no other figure stands in the row: a level and a number
    cannot be compared. What was read so is a finding and no longer an unread cell.
    """
    by_row: dict[int, dict[str, str]] = {}
    for (number, key), text in reader.refused.items():
        if key.endswith("_k") and not key.startswith("capaian"):
            by_row.setdefault(number, {})[key] = text
    if not by_row:
        return
    figures, units, texts = columns
    told: dict[str, Finding] = {}
    for index, row in enumerate(rows):
        written = by_row.get(row.number, {})
        words = plain(" ".join(texts[key][index] for key in ("indikator", "satuan") if key in texts))
        scale = next((scale for scale in scales if _speaks_of(scale, words, written)), None)
        if scale is None:
            continue
        others = [figures[key][index] for key in units if key not in written]
        zeros = [key for key in units if figures[key][index] == 0]
        comparable = not any(others) and all(_level(scale, text) for text in written.values())
        for key, text in written.items():
            place = address(row.number, layout.columns[key])
            told[place] = _said(scale, text, comparable, lembar=reader.sheet, sel=place, kolom=key)
            if comparable:
                figures[key][index] = _level(scale, text)
                del reader.refused[row.number, key]
        if comparable:
            _set_unit(scale, index, units, texts)
        for key in zeros if comparable else ():
            figures[key][index] = None
            zero = address(row.number, layout.columns[key])
            blanks: dict[str, object] = {"skala": scale.nama}
            reader.findings.append(finding("skala-nol", blanks, lembar=reader.sheet, sel=zero, kolom=key))
    reader.findings = [told.get(item.sel, item) for item in reader.findings]


def _set_unit(scale: Skala, index: int, units: Texts, texts: Texts) -> None:
    for column in units.values():
        column[index] = scale.satuan
    if "satuan" in texts and texts["satuan"][index]:
        texts["satuan"][index] += f", {scale.satuan}"
        for column in units.values():
            column[index] = texts["satuan"][index]


def _speaks_of(scale: Skala, words: str, written: Mapping[str, str]) -> bool:
    hinted = not scale.petunjuk or any(plain(word) in words for word in scale.petunjuk)
    return hinted and any(_level(scale, text) for text in written.values())


def _level(scale: Skala, text: str) -> Decimal | None:
    levels = [plain(level) for level in reversed(scale.jenjang)]
    found = plain(text)
    return Decimal(levels.index(found) + 1) if found in levels else None


def _said(scale: Skala, text: str, comparable: bool, **place: object) -> Finding:
    if not comparable:
        return finding("skala-campur", {"skala": scale.nama}, tertulis=text, **place)
    blanks: dict[str, object] = {
        "angka": _level(scale, text),
        "semua": len(scale.jenjang),
        "skala": scale.nama,
    }
    return finding("skala-teks", blanks, tertulis=text, **place)
