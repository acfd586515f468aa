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
    no sheet, speaks; `located` turns it into `lembar` and `sel`. It is not part of the output.
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


COLUMNS = tuple(field.name for field in fields(Finding) if field.name != "urut")


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
    return [
        item if item.sel else replace(item, lembar=sheet, sel=cell(item.urut, item.kolom)) for item in found
    ]


def ordered(found: Iterable[Finding]) -> list[Finding]:
    """Worst first; within a level in the order they were met."""
    return sorted(found, key=lambda item: TINGKAT.index(item.tingkat))


def tally(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each level."""
    counts = dict.fromkeys(TINGKAT, 0)
    for item in found:
        counts[item.tingkat] += 1
    return counts
