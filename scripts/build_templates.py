"""Build the empty forms in `templates_xlsx/` from the same form files that the package reads and writes.

    python scripts/build_templates.py

One sheet per form: titles, header, number row, K/Rp row, and empty rows to type into, one of each level.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from renja_xl.model.form import Form, load_forms
from renja_xl.writing import styles
from renja_xl.writing.foot import free_text_rows, signature_rows
from renja_xl.writing.header import HEADER_ROWS, header_rows, title_rows
from renja_xl.writing.plan import Cell, PlanRow, SheetPlan
from renja_xl.writing.workbook import write_plans

FOLDER = Path(__file__).parent.parent / "templates_xlsx"
EMPTY_ROWS = ("program", "kegiatan", *["subkegiatan"] * 4, "kegiatan", *["subkegiatan"] * 4)


def template_plan(form: Form) -> SheetPlan:
    """An empty form, ready to be filled in by hand."""
    widths = [width for column in form.kolom for width in column.lebar]
    top = len(form.judul) + 1
    return SheetPlan(
        name=form.lembar,
        rows=_rows(form, widths),
        widths=widths,
        freeze=(top + HEADER_ROWS, 4),
        repeat=(top, top + HEADER_ROWS - 1),
        last_printed_column=len(widths) - 1,
        zoom=90,
    )


def _rows(form: Form, widths: list[float]) -> Iterator[PlanRow]:
    yield from title_rows(form.judul, len(widths))
    yield from header_rows(form, ())
    for level in EMPTY_ROWS:
        yield PlanRow([_blank(level, key) for column in form.kolom for key in column.keys], height=24)
    yield from free_text_rows({}, widths)
    yield from signature_rows(form, len(widths))


def _blank(level: str, key: str) -> Cell:
    if key.endswith(("_k", "_rp")):
        return Cell(None, styles.figure_style(level, "#,##0" if key.endswith("_rp") else "General"))
    return Cell(None, styles.text_style(level, key))


def main(folder: Path = FOLDER) -> None:
    """Write one workbook per form."""
    for form in load_forms():
        write_plans([template_plan(form)], folder / f"{form.nama}.xlsx")


if __name__ == "__main__":
    main()
