"""Build the empty forms in `templates_xlsx/` from the same form files that the package reads and writes.

    python scripts/build_templates.py

The same forms give the same bytes.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from renja_xl.model.form import load_forms
from renja_xl.reading.rule_file import load_rule_set
from renja_xl.writing.template import template_plans
from renja_xl.writing.workbook import write_plans

FOLDER = Path(__file__).parent.parent / "templates_xlsx"
_CREATED = datetime(2026, 1, 1)


def main(folder: Path = FOLDER) -> None:
    """Write one workbook per form."""
    for form in load_forms():
        write_plans(template_plans(form, load_rule_set("baku")), folder / f"{form.nama}.xlsx", _CREATED)


if __name__ == "__main__":
    main()
