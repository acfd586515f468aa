"""`renja-xl isi`: fill columns 12 to 17, averages and predicates, and write the workbook to sign."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from renja_xl.model.findings import Finding, located, ordered
from renja_xl.model.form import load_forms
from renja_xl.model.matrix import Matrix
from renja_xl.model.result import Filled, running
from renja_xl.reading.matrix import read_matrix
from renja_xl.reading.rule_file import load_rule_set
from renja_xl.rules.averages import scale_findings, summarise, totals
from renja_xl.rules.carry import carry
from renja_xl.rules.columns import compute
from renja_xl.rules.compare import compare_columns, compare_summaries
from renja_xl.rules.quarters import decide_quarters
from renja_xl.rules.realisasi import quarter_findings, realisasi_renja
from renja_xl.rules.targets import target_findings
from renja_xl.rules.units import unit_findings
from renja_xl.writing.output import check_output
from renja_xl.writing.workbook import write_result

if TYPE_CHECKING:
    from renja_xl.model.rule_set import RuleSet


@dataclass(frozen=True, slots=True)
class IsiResult:
    """What `isi` did: where the result is, and what was filled."""

    masukan: Path
    hasil: Path
    filled: Filled


def isi(
    masukan: str | Path,
    hasil: str | Path | None = None,
    *,
    aturan: str = "baku",
    triwulan: str = "auto",
    lembar: str | None = None,
    tahun_lalu: str | Path | None = None,
    timpa: bool = False,
) -> IsiResult:
    """Fill a matrix and write the result beside it, or to `hasil`.

    `aturan` is a rule set's name or a .toml file, `triwulan` overrides how column 12 follows from the
    quarters, `lembar` picks a sheet, `tahun_lalu` is last year's result, which fills column 6, `timpa`
    allows overwriting an earlier result. Raises InputError, UsageError or OutputError; the input is never
    changed and a result appears whole or not at all.
    """
    source = Path(masukan)
    rules = load_rule_set(aturan)
    if triwulan != "auto":
        rules = replace(rules, triwulan_k=triwulan, triwulan_rp=triwulan)
    matrix = read_matrix(source, load_forms(), lembar)
    target = Path(hasil) if hasil else source.with_name(f"{source.stem}_terisi.xlsx")
    check_output(target, source, overwrite=timpa)
    if tahun_lalu:
        matrix = _with_last_year(matrix, Path(tahun_lalu), rules)
    filled = fill(matrix, rules, source.name, _sha256(source))
    write_result(filled, target, overwrite=timpa)
    return IsiResult(source, target, filled)


def _with_last_year(matrix: Matrix, path: Path, rules: RuleSet) -> Matrix:
    """The matrix with column 6 brought in from last year's result."""
    before = fill(read_matrix(path, load_forms()), rules).frame
    data, found = carry(matrix.data, matrix.unread, before)
    return replace(matrix, data=data, findings=[*matrix.findings, *found], last_year=path.name)


def fill(matrix: Matrix, rules: RuleSet, name: str = "", sha256: str = "") -> Filled:
    """Everything computed for a matrix that was read: pure, no file is touched."""
    data, printed = matrix.data, matrix.printed
    decisions = decide_quarters(data, printed, matrix.evidence, rules, matrix.form.triwulan_bawaan)
    frame = compute(data, printed, matrix.unread, rules, decisions)
    rekap = summarise(frame, rules, running(decisions))
    sums = totals(frame)
    found: list[Finding] = list(matrix.findings)
    for kind, decision in decisions.items():
        cara, written = frame[f"cara_{kind}"].to_numpy(), printed[f"realisasi_renja_{kind}"].to_numpy()
        found += quarter_findings(data, decision, cara, realisasi_renja(data, decision, cara), written)
    found += target_findings(frame, matrix.unread, rules)
    found += unit_findings(data, rules)
    found += scale_findings(rules, running(decisions))
    found += compare_columns(frame, printed, rules)
    found += compare_summaries(matrix.summaries, rekap, sums, matrix.place.sheet)
    return Filled(
        matrix=matrix,
        rules=rules,
        decisions=decisions,
        frame=frame,
        rekap=rekap,
        totals=sums,
        findings=ordered(located(found, matrix.place.sheet, matrix.place.cell)),
        name=name,
        sha256=sha256,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
