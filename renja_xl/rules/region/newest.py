"""Of several matrices of one agency the newest: later year, later quarter, later change of the file.

Two matrices are of one agency where something states its name: a title, the list, a pattern. Where the name is
only guessed from the file's, they must also lie in one folder. Sheets of one workbook that have no program in
common are parts of one matrix, and both stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from renja_xl.model.region import Head
from renja_xl.model.rule_set import plain, plain_code
from renja_xl.rules.region.identity import GUESSED, agency_key

# One that is left out, the one in its place, and the name under `[lebih-baru]` of what decided.
Superseded = tuple[Head, Head, str]


def newest(heads: Sequence[Head]) -> tuple[list[Head], list[Superseded]]:
    """The newest of each agency, by its name; and the others, each with the one that stands in its place."""
    groups: dict[tuple[str, str], list[Head]] = {}
    for head in heads:
        groups.setdefault(_whose(head), []).append(head)
    chosen: list[Head] = []
    left: list[Superseded] = []
    for group in groups.values():
        best = max(group, key=_age)
        parts = [head for head in group if head is best or _is_part_of(best, head)]
        kept = {id(head) for head in parts}
        left += [(head, best, _why(head, best)) for head in group if id(head) not in kept]
        chosen += parts
    return sorted(_apart(chosen), key=_order), left


def _whose(head: Head) -> tuple[str, str]:
    name = agency_key(head.identitas.perangkat_daerah)
    guessed = head.identitas.asal == GUESSED
    return name, head.asal.berkas.replace("\\", "/").rpartition("/")[0] if guessed else ""


def _age(head: Head) -> tuple[int, int, float, str, str]:
    who, where = head.identitas, head.asal
    return who.tahun, who.triwulan, where.diubah, where.berkas, where.lembar


def _why(old: Head, new: Head) -> str:
    if (old.identitas.tahun, old.identitas.triwulan) != (new.identitas.tahun, new.identitas.triwulan):
        return "periode"
    if old.asal.sha256 == new.asal.sha256 and old.asal.lembar == new.asal.lembar:
        return "sama"
    return "berkas"


def _is_part_of(whole: Head, head: Head) -> bool:
    """Whether a sheet of the same workbook and period goes on where another one ends."""
    same = head.asal.berkas == whole.asal.berkas and head.identitas == whole.identitas
    return same and not _programs(head) & _programs(whole)


def _programs(head: Head) -> set[str]:
    return {plain_code(row.kode) or plain(row.nama) for row in head.program}


def _apart(heads: Sequence[Head]) -> list[Head]:
    """Heads whose agency bears one name: the sheet, or the folder, tells them apart."""
    times = Counter(_order(head)[0] for head in heads)
    return [head if times[_order(head)[0]] == 1 else _named(head, heads) for head in heads]


def _named(head: Head, heads: Sequence[Head]) -> Head:
    files = {other.asal.berkas for other in heads if _order(other)[0] == _order(head)[0]}
    more = head.asal.lembar if len(files) == 1 else head.asal.berkas
    name = f"{head.identitas.perangkat_daerah} ({more})"
    return replace(head, identitas=replace(head.identitas, perangkat_daerah=name))


def _order(head: Head) -> tuple[str, str]:
    return agency_key(head.identitas.perangkat_daerah), head.asal.berkas
