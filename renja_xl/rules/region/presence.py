"""Who of a region is in the book: which agencies of the list are, for the year of most, and who else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from renja_xl.model.frame import NUMERALS
from renja_xl.model.part import Failure, Head
from renja_xl.model.region import Presence
from renja_xl.model.texts import sentence
from renja_xl.rules.region.listed import Known
from renja_xl.rules.region.names import agency_key
from renja_xl.rules.region.whole import usual_year


def presence(
    heads: Sequence[Head], stated: Sequence[Head], failures: Sequence[Failure], known: Sequence[Known]
) -> Presence:
    """Who is there. `stated` are all matrices that were read, those too that are left out of `heads`."""
    year = usual_year(heads)
    listed = {agency_key(one.nama): one.nama for one in known}
    names = {_whose(head): head.identitas.perangkat_daerah for head in heads}
    current = {_whose(head) for head in heads if head.identitas.tahun == year}
    reached: dict[str, int] = {}
    for head in heads:
        if head.identitas.tahun == year:
            name = names[_whose(head)]
            reached[name] = max(head.sampai, reached.get(name, 0))
    quarter = _of_most(reached.values())
    missing = {key: name for key, name in listed.items() if key not in names}
    sent = {agency_key(name) for failure in failures for name in failure.perangkat_daerah}
    hints = {agency_key(head.identitas.menurut_berkas): head for head in reversed(stated)}
    absent = {key: name for key, name in missing.items() if key not in sent}
    return Presence(
        tahun=year,
        terdaftar=len(listed),
        belum_ada=list(absent.values()),
        petunjuk={name: _under_another(hints[key]) for key, name in absent.items() if key in hints},
        tidak_terpakai=[name for key, name in missing.items() if key in sent],
        belum_tahun_ini=len((listed.keys() & names.keys()) - current),
        tahun_lain=[_dated(head) for head in heads if head.identitas.tahun != year],
        di_luar=[name for key, name in names.items() if key not in listed] if listed else [],
        triwulan=quarter,
        tertinggal=[
            f"{name} (TW {NUMERALS[last - 1]})" for name, last in reached.items() if 0 < last < quarter
        ],
    )


def _of_most(quarters: Iterable[int]) -> int:
    """The quarter that most are filled up to, of several the later; 0 where none is filled."""
    times = Counter(filter(None, quarters))
    return max(times, key=lambda quarter: (times[quarter], quarter), default=0)


def _whose(head: Head) -> str:
    return agency_key(head.identitas.perangkat_daerah)


def _under_another(head: Head) -> str:
    """A file is called like the agency, but its title names another."""
    return sentence("petunjuk.judul-lain", berkas=head.asal.letak.nama, judul=head.identitas.perangkat_daerah)


def _dated(head: Head) -> str:
    year = head.identitas.tahun
    return f"{head.identitas.nama} ({year or sentence('petunjuk.tahun-tidak-diketahui')})"
