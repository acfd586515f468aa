"""What the sheets of a region's workbook share: title lines, headers, notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from renja_xl.model.frame import NUMERALS
from renja_xl.model.part import Head
from renja_xl.model.region import Region
from renja_xl.model.texts import sentence
from renja_xl.writing import styles
from renja_xl.writing.plan import Cell, Merge, PlanRow, SheetPlan, Style, Value
from renja_xl.writing.text_fit import height, line_count

SIZE = 9.0
TITLE = styles.TITLE._replace(align="left", size=14)
SUBTITLE = styles.SUBTITLE._replace(align="left", bold=False)
HEADER = styles.HEADER._replace(size=SIZE)
TEXT = Style(size=SIZE, valign="top", wrap=True, border="thin")
CENTRED = TEXT._replace(align="center")
COUNT = Style(size=SIZE, valign="top", align="right", number="#,##0", border="thin", shrink=True)
MONEY = COUNT
PERCENT = COUNT._replace(number="0.00")
NOTE = Style(size=8, italic=True, valign="top", wrap=True, color="#595959")
HEADING = Style(size=11, bold=True)
_TOTAL_FILL = "#E4E4E4"


def word(key: str, **isi: object) -> str:
    """A sentence of the section of this workbook."""
    return sentence(f"buku-wilayah.{key}", **isi)


def agency(head: Head) -> str:
    """The agency's name with its part, that of its file where nothing says it."""
    return head.identitas.nama or head.asal.berkas


def numeral(triwulan: int) -> str:
    """A quarter as it is written, a dash where nothing says it."""
    return NUMERALS[triwulan - 1] if triwulan else "-"


def period(heads: Sequence[Head]) -> str:
    """The year and quarter of the whole, from the first to the last where they differ."""
    years = sorted({head.identitas.tahun for head in heads} - {0})
    quarters = sorted({head.triwulan for head in heads} - {0})
    said = []
    if years:
        said.append(word("tahun", tahun="–".join(str(year) for year in dict.fromkeys((years[0], years[-1])))))
    if quarters:
        said.append(
            word(
                "triwulan", triwulan="–".join(numeral(n) for n in dict.fromkeys((quarters[0], quarters[-1])))
            )
        )
    return ", ".join(said)


def total_style(look: Style) -> Style:
    """The look of a column in a row of totals."""
    return look._replace(bold=True, fill=_TOTAL_FILL)


def title_rows(*lines: str) -> list[PlanRow]:
    """The title, lines below it, a blank row."""
    rows = [PlanRow([Cell(lines[0], TITLE)], height=22)]
    rows += [PlanRow([Cell(line, SUBTITLE)], height=15) for line in lines[1:] if line]
    return [*rows, PlanRow(height=6)]


def header_row(names: Sequence[str], widths: Sequence[float]) -> PlanRow:
    """One row of column headers, high enough."""
    lines = [line_count(name, width, SIZE, bold=True) for name, width in zip(names, widths, strict=True)]
    return PlanRow([Cell(name, HEADER) for name in names], height=height(lines, SIZE) + 4)


def text_row(values: Sequence[Value], looks: Sequence[Style], widths: Sequence[float]) -> PlanRow:
    """One row of a bordered table, high enough for its texts."""
    lines = [
        line_count(value, width, look.size, bold=look.bold)
        for value, width, look in zip(values, widths, looks, strict=True)
        if isinstance(value, str)
    ]
    cells = [Cell(value, look) for value, look in zip(values, looks, strict=True)]
    return PlanRow(cells, height=height(lines, SIZE))


def note_row(text: str, widths: Sequence[float], look: Style = NOTE) -> PlanRow:
    """A sentence over the whole width."""
    lines = line_count(text, sum(widths), look.size, bold=look.bold)
    return PlanRow([Cell(text, look)], height=height([lines], look.size), merges=[Merge(0, len(widths) - 1)])


def page_plan(
    name: str,
    rows: Iterable[PlanRow],
    widths: Sequence[float],
    freeze: tuple[int, int] = (0, 0),
    repeat: tuple[int, int] | None = None,
) -> SheetPlan:
    """A sheet that prints all its columns over its own foot."""
    return SheetPlan(
        name=name,
        rows=rows,
        widths=widths,
        freeze=freeze,
        repeat=repeat,
        last_printed_column=len(widths) - 1,
        footer=footer(name),
    )


def doubt_note(region: Region) -> str:
    """What is blank for money that could not be read; "" where all of it could."""
    return word("catatan-ragu") if any(whole.program.ragu for whole in region.seluruh) else ""


def footer(name: str) -> str:
    """Foot of every page: which sheet, which page."""
    return f"&L&8{name}&R&8{sentence('lembar.halaman')}"


def figure_name(key: str) -> str:
    """A figure as people call it."""
    return word(f"angka.{key}")


def ranking_words(weights: Mapping[str, Decimal]) -> str:
    """The ranking rule as a formula in words."""
    parts = " + ".join(f"{weight.normalize():f} x {figure_name(key)}" for key, weight in weights.items())
    whole = sum(weights.values(), Decimal(0)).normalize()
    return word("aturan-peringkat", rumus=f"({parts}) / {whole:f}")
