"""What the agencies have under one code: programs, and the urusan (the first two parts of a code) above them.

What different years have under it stands apart: their money must not be added up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from renja_xl.model.part import Head, ProgramRow
from renja_xl.model.region import Group
from renja_xl.model.rule_set import plain, plain_code
from renja_xl.rules.region.together import mean_of, share_of, sum_of

_URUSAN_PARTS = 2
Member = tuple[str, ProgramRow]


def program_key(row: ProgramRow) -> tuple[str, str]:
    """Which program a row is: its code, or its name where it has none."""
    code = code_key(row.kode)
    return code, "" if code else plain(row.nama)


def name_key(name: str) -> str:
    """A name as it is compared with others of its code: by its letters and digits alone."""
    return re.sub(r"[\W_]", "", name.lower())


def code_key(code: str) -> str:
    """A code as it is compared: 1.2.01 is 1.02.01, for some leave zeros out."""
    return ".".join(part.lstrip("0") for part in plain_code(code).split("."))


def by_program(heads: Iterable[Head]) -> list[Group]:
    """One group for each program."""
    return _grouped(heads, program_key)


def by_urusan(heads: Sequence[Head], usual: Mapping[str, str]) -> list[Group]:
    """One group for each bidang urusan, all without a code in one.

    Names are those of the sheets' own rows, the `usual` ones by code where no sheet prints one.
    """
    names: Counter[tuple[str, str]] = Counter()
    for head in heads:
        names.update((code_key(code), name) for code, name in head.nama_urusan.items())
    known = {code_key(code): name for code, name in usual.items()}
    known |= {code: name for (code, name), _ in reversed(names.most_common())}
    return _grouped(heads, lambda row: (code_key(urusan_of(row.kode)), ""), known, urusan_of)


def all_programs(heads: Sequence[Head]) -> Group:
    """The programs of matrices of one year together: what their groups of either kind come to."""
    members = [(head.identitas.perangkat_daerah, row) for head in heads for row in head.program]
    return _group("", heads[0].identitas.tahun, members, "")


def urusan_of(code: str) -> str:
    """The first two parts of a code: 2.08 of 2.08.01."""
    return ".".join(plain_code(code).split(".")[:_URUSAN_PARTS])


def _grouped(
    heads: Iterable[Head],
    key: Callable[[ProgramRow], tuple[str, str]],
    names: Mapping[str, str] | None = None,
    shown: Callable[[str], str] = plain_code,
) -> list[Group]:
    """The groups by code as it is `shown`, those without one last; without `names` the rows name their group."""
    found: dict[tuple[str, str, int], list[Member]] = {}
    for head in heads:
        for row in head.program:
            place = (*key(row), head.identitas.tahun)
            found.setdefault(place, []).append((head.identitas.perangkat_daerah, row))
    groups = [
        _group(_usual_code(members, shown), year, members, None if names is None else names.get(code, ""))
        for (code, _, year), members in found.items()
    ]
    return sorted(groups, key=lambda group: (group.kode == "", group.kode, plain(group.nama), group.tahun))


def _usual_code(members: Sequence[Member], shown: Callable[[str], str]) -> str:
    """A code as most write it, with its zeros where as many leave them out."""
    codes = Counter(shown(row.kode) for _, row in members)
    return max(codes, key=lambda code: (codes[code], len(code)))


def _group(code: str, year: int, members: Sequence[Member], name: str | None) -> Group:
    main = [row for _, row in members if row.jenis == "utama"]
    titles = Counter(row.nama for row in main or [row for _, row in members])
    doubtful = any(row.ragu for row in main)
    budget, spent = (
        _known_sum([getattr(row, key) for row in main]) for key in ("target_renja_rp", "realisasi_renja_rp")
    )
    return Group(
        kode=code,
        nama=titles.most_common(1)[0][0] if name is None else name,
        tahun=year,
        perangkat_daerah=tuple(dict.fromkeys(agency for agency, _ in members)),
        program=len(main),
        kegiatan=sum(row.kegiatan for row in main),
        subkegiatan=sum(row.subkegiatan for row in main),
        target_renja_rp=budget,
        realisasi_renja_rp=spent,
        serapan_rp=None if doubtful else share_of(spent, budget),
        capaian_renja_k=mean_of(row.capaian_renja_k for _, row in members),
        capaian_renja_rp=mean_of(row.capaian_renja_rp for row in main),
        ragu=doubtful,
    )


def _known_sum(money: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of what there is, None where there is nothing: nothing was stated then, not 0."""
    return None if all(amount is None for amount in money) else sum_of(money)
