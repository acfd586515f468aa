"""The indicator dictionary as a sheet: in a result, so that it goes back in, and as a workbook to start from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from renja_xl.model.kamus import COLUMNS, PROPOSED, SHEET, Entry
from renja_xl.model.rule_set import CARA, JUMLAH, NEGATIF, POSITIF, TERAKHIR
from renja_xl.model.texts import entry, sentence
from renja_xl.writing import styles
from renja_xl.writing.plan import Area, Cell, PlanRow, SheetPlan, Validation
from renja_xl.writing.text_fit import height, line_count

_WIDTHS = (20, 46, 16, 13, 18, 18, 30, 30, 26)
_SIZE = 9
_MOST_ROWS = 5000
_CHOICES = {
    "polaritas": (POSITIF, NEGATIF),
    "agregasi_triwulan": CARA,
    "agregasi_tahunan": (JUMLAH, TERAKHIR),
}


def kamus_plan(entries: Iterable[Entry]) -> SheetPlan:
    """One row per indicator; proposals in italics; what the deciding columns may hold can be chosen."""
    return SheetPlan(
        name=SHEET,
        rows=_rows(entries),
        widths=_WIDTHS,
        freeze=(1, 2),
        filter_columns=len(COLUMNS),
        validations=[_choice(name, words) for name, words in _CHOICES.items()],
    )


def _choice(name: str, words: Sequence[str]) -> Validation:
    column = COLUMNS.index(name)
    return Validation(
        Area(1, column, _MOST_ROWS, column),
        "daftar",
        title=entry("kamus.kolom")[name],
        warning=sentence("kamus.peringatan", pilihan=", ".join(words)),
        source=f'"{",".join(words)}"',
    )


def guide_plan() -> SheetPlan:
    """How a dictionary is filled in."""
    lines: Sequence[str] = entry("kamus.petunjuk")
    rows = [
        PlanRow([Cell(sentence("kamus.judul-petunjuk"), styles.SUBTITLE._replace(align="left"))], height=20)
    ]
    rows += [
        PlanRow([Cell(line, styles.TABLE_WRAP)], height=height([line_count(line, 110, _SIZE)], _SIZE))
        for line in lines
    ]
    return SheetPlan(name=sentence("kamus.lembar-petunjuk"), rows=rows, widths=[110], landscape=False)


def _rows(entries: Iterable[Entry]) -> Iterator[PlanRow]:
    labels = entry("kamus.kolom")
    yield PlanRow([Cell(labels[name], styles.TABLE_HEAD) for name in COLUMNS], height=15)
    for item in entries:
        texts = [getattr(item, name) for name in COLUMNS]
        lines = [line_count(text, width, _SIZE) for text, width in zip(texts, _WIDTHS, strict=True) if text]
        yield PlanRow([_cell(text) for text in texts], height=height(lines, _SIZE))


def _cell(text: str) -> Cell | None:
    if not text:
        return None
    proposed = text.endswith(PROPOSED)
    return Cell(text, styles.TABLE_WRAP._replace(italic=True) if proposed else styles.TABLE_WRAP)
