"""What each matrix has that most of the others have not: form, columns, units, conventions, rules, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from renja_xl.model.part import Habits, Head
from renja_xl.model.region import Difference, Group
from renja_xl.model.rule_set import plain
from renja_xl.model.texts import sentence
from renja_xl.rules.region.groups import code_key, name_key

# One habit at a time: what it is called, and what a matrix has of it.
_SINGLE: tuple[tuple[str, Callable[[Habits], str]], ...] = (
    ("bentuk", lambda habits: habits.bentuk),
    ("aturan", lambda habits: habits.aturan),
    ("triwulan-k", lambda habits: habits.cara_k),
    ("triwulan-rp", lambda habits: habits.cara_rp),
)
# Columns that only keep rows in order; whether a sheet has them changes nothing.
_BOOKKEEPING = ("urut", "level", "jenis", "nomor", "sumber")


def differences(heads: Sequence[Head], programs: Sequence[Group]) -> list[Difference]:
    """Every way in which a matrix is made otherwise than more than half of them.

    Its own columns are named in any case: no column of the book holds them. So are its names of programs that are
    not those of the groups in `programs`, where the book adds them up.
    """
    usual = {name: _usual([of(head.kebiasaan) for head in heads]) for name, of in _SINGLE}
    columns = Counter(name for head in heads for name in head.kebiasaan.kolom)
    units = Counter(unit for head in heads for unit in {plain(unit) for unit in head.kebiasaan.satuan})
    printed = {(code_key(group.kode), group.tahun): group for group in programs if group.kode}
    found = []
    for head in heads:
        for name, of in _SINGLE:
            own, most = of(head.kebiasaan), usual[name]
            if most is not None and own != most:
                found.append(_difference(head, name, _shown(name, own), _shown(name, most)))
        found += _column_differences(head, columns, len(heads))
        found += _unit_differences(head, units, len(heads))
        found += _name_differences(head, printed)
    return found


def _usual(values: Sequence[str]) -> str | None:
    """What more than half of them have; None where nothing is so common."""
    return next((value for value, times in Counter(values).items() if times * 2 > len(values)), None)


def _shown(name: str, value: str) -> str:
    return sentence(f"cara.{value}") if name.startswith("triwulan") else value


def _column_differences(head: Head, columns: Counter[str], count: int) -> Iterator[Difference]:
    own = [name for name in head.kebiasaan.kolom if name not in _BOOKKEEPING]
    lacking = [
        name
        for name, times in columns.items()
        if times * 2 > count and name not in own and name not in _BOOKKEEPING
    ]
    beyond = [name for name in own if columns[name] * 2 < count]
    for hal, names in (("kolom-tidak-ada", lacking), ("kolom-lebih", beyond)):
        if names:
            yield _difference(head, hal, ", ".join(sentence(f"lembar.{name}") for name in names), "")
    if head.kebiasaan.kolom_sendiri:
        yield _difference(head, "kolom-sendiri", ", ".join(head.kebiasaan.kolom_sendiri), "")


def _unit_differences(head: Head, units: Counter[str], count: int) -> Iterator[Difference]:
    """Units that no other matrix has; of two matrices neither is the one that is made otherwise."""
    alone = [unit for unit in head.kebiasaan.satuan if unit and units[plain(unit)] == 1]
    if alone and count > 2:
        yield _difference(head, "satuan", ", ".join(dict.fromkeys(alone)), "")


def _name_differences(head: Head, printed: Mapping[tuple[str, int], Group]) -> Iterator[Difference]:
    """Programs whose money the book adds up under another name, each name once."""
    for code, name in dict.fromkeys((row.kode, row.nama) for row in head.program_utama):
        group = printed.get((code_key(code), head.identitas.tahun))
        if group and name and name_key(name) != name_key(group.nama):
            own, most = f"{group.kode} {name}", f"{group.kode} {group.nama}"
            yield _difference(head, "nama-program", own, most)


def _difference(head: Head, hal: str, isi: str, umumnya: str) -> Difference:
    name = sentence(f"perbedaan.{hal}")
    return Difference(head.identitas.nama, head.asal.berkas, name, isi, umumnya)
