"""`renja-xl templat`: an empty form to fill in."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from renja_xl.model.errors import UsageError
from renja_xl.model.form import Form, load_forms
from renja_xl.writing.output import atomic_output, check_output


def templat(nama: str, hasil: str | Path | None = None, *, timpa: bool = False) -> Path:
    """Write an empty form: `nama` is tabel-2.1, tabel-2.2 or e81.

    It goes to `hasil`, else to `<nama>.xlsx` in the current folder; `timpa` allows overwriting an earlier
    file. Raises UsageError where there is no such form, OutputError where the file cannot be written; it
    appears whole or not at all.
    """
    form = named_form(nama)
    target = Path(hasil) if hasil else Path(f"{form.nama}.xlsx")
    check_output(target, None, overwrite=timpa)
    with atomic_output(target, overwrite=timpa) as temporary:
        temporary.write_bytes(_shipped().joinpath(f"{form.nama}.xlsx").read_bytes())
    return target


def named_form(nama: str) -> Form:
    """The form of that name. Raises UsageError, which lists the names."""
    forms = {form.nama: form for form in load_forms()}
    if nama.lower() not in forms:
        raise UsageError("templat-tidak-ada", nama=nama, ada=", ".join(forms))
    return forms[nama.lower()]


def _shipped() -> Traversable:
    """The folder of empty forms: inside an installed package, beside the package in a checkout."""
    package = resources.files("renja_xl")
    inside = package.joinpath("templates_xlsx")
    return inside if inside.is_dir() else Path(str(package)).parent / "templates_xlsx"
