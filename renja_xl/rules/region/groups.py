"""What the agencies have under one code: programs, and the urusan (the first two parts of a code) above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from renja_xl.model.region import Group, Head, ProgramRow
from renja_xl.model.rule_set import plain, plain_code
from renja_xl.rules.exact import half_up

_URUSAN_PARTS = 2
Member = tuple[str, ProgramRow]


def by_program(heads: Iterable[Head]) -> list[Group]:
    """One group for each program code; programs without a code go by their name."""
    return _grouped(heads, lambda row: (plain_code(row.kode), "" if row.kode else plain(row.nama)))


def by_urusan(heads: Sequence[Head]) -> list[Group]:
    """One group for each bidang urusan, all without a code in one; names from the sheets' own rows."""
    names: Counter[tuple[str, str]] = Counter()
    for head in heads:
        names.update(head.nama_urusan.items())
    known = {code: name for (code, name), _ in reversed(names.most_common())}
    return _grouped(heads, lambda row: (urusan_of(row.kode), ""), known)


def urusan_of(code: str) -> str:
    """The first two parts of a code: 2.08 of 2.08.01."""
    return ".".join(plain_code(code).split(".")[:_URUSAN_PARTS])


def _grouped(
    heads: Iterable[Head],
    key: Callable[[ProgramRow], tuple[str, str]],
    names: Mapping[str, str] | None = None,
) -> list[Group]:
    """The groups by code, those without one last; without `names` the rows name their group."""
    found: dict[tuple[str, str], list[Member]] = {}
    for head in heads:
        for row in head.program:
            found.setdefault(key(row), []).append((head.identitas.perangkat_daerah, row))
    order = sorted(found, key=lambda place: (place[0] == "", place))
    return [
        _group(place[0], found[place], None if names is None else names.get(place[0], "")) for place in order
    ]


def _group(code: str, members: Sequence[Member], name: str | None) -> Group:
    main = [row for _, row in members if row.jenis == "utama"]
    titles = Counter(row.nama for row in main or [row for _, row in members])
    budget, spent = _sum(row.target_renja_rp for row in main), _sum(row.realisasi_renja_rp for row in main)
    return Group(
        kode=code,
        nama=titles.most_common(1)[0][0] if name is None else name,
        perangkat_daerah=tuple(dict.fromkeys(agency for agency, _ in members)),
        program=len(main),
        kegiatan=sum(row.kegiatan for row in main),
        subkegiatan=sum(row.subkegiatan for row in main),
        target_renja_rp=budget,
        realisasi_renja_rp=spent,
        serapan_rp=half_up(spent * 100 / budget, 2) if budget else None,
        capaian_renja_k=_mean(row.capaian_renja_k for _, row in members),
        capaian_renja_rp=_mean(row.capaian_renja_rp for row in main),
    )


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


def _mean(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return half_up(sum(known, Decimal(0)) / len(known), 2) if known else None
