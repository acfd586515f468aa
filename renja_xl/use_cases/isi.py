"""`renja-xl isi`: fill columns 12 to 17, averages and predicates, and write the workbook to sign."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from renja_xl.model.form import load_forms
from renja_xl.model.matrix import Matrix
from renja_xl.model.result import Filled
from renja_xl.reading.kamus import read_kamus
from renja_xl.reading.matrix import read_matrices, read_matrix
from renja_xl.reading.rule_file import load_rule_set
from renja_xl.rules.carry import carry
from renja_xl.use_cases.fill import fill
from renja_xl.writing.output import check_output
from renja_xl.writing.workbook import write_result

if TYPE_CHECKING:
    from renja_xl.model.rule_set import RuleSet

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


class Pilihan(TypedDict, total=False):
    """What a caller may choose; what is left out is as in `renja-xl isi --help`.

    `aturan` is a rule set's name or a .toml file, `triwulan` overrides how column 12 follows from the
    quarters, `lembar` picks a sheet, `tahun_lalu` is last year's result, which fills column 6, `kamus` an
    indicator dictionary, which comes before that in the workbook, `timpa` allows overwriting an earlier result.
    """

    aturan: str
    triwulan: str
    lembar: str | None
    tahun_lalu: str | Path | None
    kamus: str | Path | None
    timpa: bool


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


def rules_of(pilihan: Pilihan) -> RuleSet:
    """The rule set that was chosen, with the convention of column 12 if that was chosen too."""
    rules, cara = load_rule_set(pilihan.get("aturan", "baku")), pilihan.get("triwulan", "auto")
    return rules if cara == "auto" else replace(rules, triwulan_k=cara, triwulan_rp=cara)


def _write_all(
    source: Path, matrices: Sequence[Matrix], hasil: str | Path | None, rules: RuleSet, pilihan: Pilihan
) -> list[IsiResult]:
    """Every place is checked before any result is written."""
    overwrite = pilihan.get("timpa", False)
    targets = _targets(source, matrices, Path(hasil) if hasil else None)
    for target in targets:
        check_output(target, source, overwrite=overwrite)
    matrices = [_with_others(matrix, rules, pilihan) for matrix in matrices]
    digest = _sha256(source)
    results = []
    for matrix, target in zip(matrices, targets, strict=True):
        filled = fill(matrix, rules, source.name, digest)
        write_result(filled, target, overwrite=overwrite)
        results.append(IsiResult(source, target, filled))
    return results


def _targets(source: Path, matrices: Sequence[Matrix], hasil: Path | None) -> list[Path]:
    whole = hasil or source.with_name(f"{source.stem}_terisi.xlsx")
    if len(matrices) == 1:
        return [whole]
    names = [_UNSAFE.sub("-", matrix.place.sheet).strip(" .") for matrix in matrices]
    return [whole.with_name(f"{whole.stem}_{name}{whole.suffix}") for name in names]


def _with_others(matrix: Matrix, rules: RuleSet, pilihan: Pilihan) -> Matrix:
    """The matrix with what other files say: a dictionary, last year's result."""
    kamus, last_year = pilihan.get("kamus"), pilihan.get("tahun_lalu")
    if kamus:
        matrix = replace(matrix, kamus=read_kamus(Path(kamus)).before(matrix.kamus))
    if last_year:
        before = fill(read_matrix(Path(last_year), load_forms(), None, rules.skala), rules)
        data, found = carry(matrix.data, matrix.unread, before.frame)
        matrix = replace(
            matrix, data=data, findings=[*matrix.findings, *found], last_year=Path(last_year).name
        )
    return matrix


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
