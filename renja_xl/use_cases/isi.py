"""`renja-xl isi`: fill columns 12 to 17, averages and predicates, and write the workbook to sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from renja_xl.model.errors import UsageError
from renja_xl.model.form import load_forms
from renja_xl.model.matrix import Matrix
from renja_xl.model.result import Filled
from renja_xl.model.rule_set import CARA
from renja_xl.reading.digest import file_sha256
from renja_xl.reading.kamus import read_kamus
from renja_xl.reading.matrix import read_matrices, read_matrix
from renja_xl.reading.rule_file import load_rule_set
from renja_xl.use_cases.fill import Source, fill
from renja_xl.writing.output import check_output
from renja_xl.writing.workbook import write_result

if TYPE_CHECKING:
    from renja_xl.model.rule_set import RuleSet

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


class Dasar(TypedDict, total=False):
    """What a caller may choose for any reading of a matrix; what is left out is as in `renja-xl isi --help`.

    `aturan` is a rule set's name or a .toml file, `triwulan` overrides how column 12 follows from the
    quarters, `lembar` picks a sheet, `timpa` allows overwriting an earlier result.
    """

    aturan: str
    triwulan: str
    lembar: str | None
    timpa: bool


class Pilihan(Dasar, total=False):
    """What a caller of `isi` may choose besides.

    `tahun_lalu` is last year's result, which fills column 6, `kamus` an indicator dictionary, which comes before
    that in the workbook; `sementara` is the folder for scratch files, by default that of the system.
    """

    tahun_lalu: str | Path | None
    kamus: str | Path | None
    sementara: Path | None


@dataclass(frozen=True, slots=True)
class IsiResult:
    """What `isi` did: where the result is, and what was filled."""

    masukan: Path
    hasil: Path
    filled: Filled


def isi(masukan: str | Path, hasil: str | Path | None = None, **pilihan: Unpack[Pilihan]) -> IsiResult:
    """Fill the one matrix of a workbook and write the result beside it, or to `hasil`.

    Raises InputError (also where there are several matrices and no `lembar`), UsageError or OutputError; the
    input is never changed and a result appears whole or not at all.
    """
    source, rules = Path(masukan), rules_of(pilihan)
    matrix = read_matrix(source, load_forms(), pilihan.get("lembar"), rules.skala)
    return _write_all(source, [matrix], hasil, rules, pilihan)[0]


def isi_semua(
    masukan: str | Path, hasil: str | Path | None = None, **pilihan: Unpack[Pilihan]
) -> list[IsiResult]:
    """Like `isi`, for a workbook with any number of matrices: one result for each sheet that holds one.

    Where there are several, the sheet's name stands behind that of the result.
    """
    source, rules = Path(masukan), rules_of(pilihan)
    matrices = read_matrices(source, load_forms(), pilihan.get("lembar"), rules.skala)
    return _write_all(source, matrices, hasil, rules, pilihan)


def rules_of(pilihan: Dasar) -> RuleSet:
    """The rule set that was chosen, with the convention of column 12 if that was chosen too."""
    rules, cara = load_rule_set(pilihan.get("aturan", "baku")), pilihan.get("triwulan", "auto")
    if cara not in ("auto", *CARA):
        raise UsageError("triwulan-asing", cara=cara, ada=", ".join(("auto", *CARA)))
    return rules if cara == "auto" else replace(rules, triwulan_k=cara, triwulan_rp=cara)


def _write_all(
    source: Path, matrices: Sequence[Matrix], hasil: str | Path | None, rules: RuleSet, pilihan: Pilihan
) -> list[IsiResult]:
    """Every place is checked before any result is written."""
    overwrite = pilihan.get("timpa", False)
    targets = _targets(source, matrices, Path(hasil) if hasil else None)
    for target in targets:
        check_output(target, source, overwrite=overwrite)
    kamus = pilihan.get("kamus")
    own = [read_kamus(Path(kamus))] if kamus else []
    digest = file_sha256(source)
    last_years = _last_years(matrices, digest, rules, pilihan.get("tahun_lalu"))
    results = []
    for matrix, target, before in zip(matrices, targets, last_years, strict=True):
        known = replace(matrix, kamus=[*own, *matrix.kamus])
        filled = fill(known, rules, Source(source.name, digest, before))
        write_result(filled, target, overwrite=overwrite, scratch=pilihan.get("sementara"))
        results.append(IsiResult(source, target, filled))
    return results


def _targets(source: Path, matrices: Sequence[Matrix], hasil: Path | None) -> list[Path]:
    """Where each result goes; with several, the sheet's name stands behind, and a number where two are alike."""
    whole = hasil or source.with_name(f"{source.stem}_terisi.xlsx")
    if len(matrices) == 1:
        return [whole]
    taken: set[str] = set()
    targets = []
    for matrix in matrices:
        name = plain = _UNSAFE.sub("-", matrix.place.sheet).strip(" .") or "lembar"
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain} ({number})"
        taken.add(name.casefold())
        targets.append(whole.with_name(f"{whole.stem}_{name}{whole.suffix}"))
    return targets


def _last_years(
    matrices: Sequence[Matrix], digest: str, rules: RuleSet, tahun_lalu: str | Path | None
) -> list[Filled | None]:
    """Last year's result for each matrix: the only one there is, or that of the sheet of the same name.

    Raises UsageError where it is the matrix itself, or where it cannot be told which belongs to which.
    """
    if not tahun_lalu:
        return [None] * len(matrices)
    path = Path(tahun_lalu)
    before = read_matrices(path, load_forms(), None, rules.skala)
    if file_sha256(path) == digest:
        raise UsageError("tahun-lalu-sama", berkas=path)
    if len(before) == len(matrices) == 1:
        chosen = before
    else:
        by_sheet = {matrix.place.sheet.casefold(): matrix for matrix in before}
        names = [matrix.place.sheet for matrix in matrices]
        if not all(name.casefold() in by_sheet for name in names):
            raise UsageError("tahun-lalu-banyak", berkas=path, lembar=", ".join(names))
        chosen = [by_sheet[name.casefold()] for name in names]
    return [fill(matrix, rules, Source(path.name)) for matrix in chosen]
