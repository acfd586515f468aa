"""A finding is data: what was met, where, what was expected and why. Findings are collected, never raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace

from renja_xl.model.texts import entry

TINGKAT = ("galat", "peringatan", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the sheet `Temuan`.

    `tingkat` is one of `TINGKAT`. `urut` is the indicator's number in `Data` while a rule, which knows
    no sheet, speaks; `located` turns it into `lembar` and `sel`. `akar` is the wrong cell that this one follows
    from, by its cell or by `akar_urut` and `akar_kolom`. None of these is part of the output.
    """

    kode: str
    tingkat: str
    lembar: str = ""
    sel: str = ""
    kolom: str = ""
    nama: str = ""
    tertulis: str = ""
    seharusnya: str = ""
    penyebab: str = ""
    penjelasan: str = ""
    saran: str = ""
    urut: int = 0
    akar: str = ""
    akar_urut: int = 0
    akar_kolom: str = ""


_HIDDEN = ("urut", "akar", "akar_urut", "akar_kolom")
COLUMNS = tuple(field.name for field in fields(Finding) if field.name not in _HIDDEN)


def finding(kode: str, isi: dict[str, object] | None = None, **place: object) -> Finding:
    """A finding whose words come from `[temuan.<kode>]`; `isi` fills their blanks, `place` the columns."""
    words = entry(f"temuan.{kode}")
    blanks = isi or {}
    given = {name: value if isinstance(value, int) else str(value) for name, value in place.items()}
    defaults: dict[str, object] = {
        "tingkat": words["tingkat"],
        "penjelasan": words["penjelasan"].format(**blanks),
        "saran": words["saran"].format(**blanks),
    }
    return Finding(kode=kode, **(defaults | given))  # type: ignore[arg-type]


def located(found: Iterable[Finding], sheet: str, cell: Callable[[int, str], str]) -> list[Finding]:
    """The findings with sheet and cell filled in for those that only know `urut` and `kolom`."""
    return [_located(item, sheet, cell) for item in found]


def _located(item: Finding, sheet: str, cell: Callable[[int, str], str]) -> Finding:
    if item.akar_kolom:
        root = item.akar or cell(item.akar_urut, item.akar_kolom)
        item = replace(item, akar=root, penjelasan=item.penjelasan.replace("{akar}", root))
    return item if item.sel else replace(item, lembar=sheet, sel=cell(item.urut, item.kolom))


def ordered(found: Iterable[Finding]) -> list[Finding]:
    """Worst first; within a level in the order they were met."""
    return sorted(found, key=lambda item: TINGKAT.index(item.tingkat))


def tally(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each level."""
    counts = dict.fromkeys(TINGKAT, 0)
    for item in found:
        counts[item.tingkat] += 1
    return counts


def finding_row(item: Finding) -> list[str]:
    """A finding as a row of `Temuan`."""
    return [str(getattr(item, name)) for name in COLUMNS]
