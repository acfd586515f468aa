"""`renja-xl periksa`: what is wrong in filled sheets, and why. No result is written but an annotated copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Unpack

from renja_xl.model.errors import InputError, RenjaError, UsageError
from renja_xl.model.findings import Finding, tally
from renja_xl.model.fitted import Fitted
from renja_xl.model.form import load_forms
from renja_xl.model.frame import COMPUTED_NAMES
from renja_xl.model.matrix import Matrix
from renja_xl.model.rule_set import RuleSet
from renja_xl.model.texts import entry
from renja_xl.reading.digest import file_sha256
from renja_xl.reading.matrix import read_matrices
from renja_xl.reading.rule_file import known_scales
from renja_xl.rules.fit.fitting import fit_rules
from renja_xl.use_cases.fill import Source, fill
from renja_xl.use_cases.isi import Dasar, rules_of
from renja_xl.use_cases.report import filled_object, fitted_object
from renja_xl.use_cases.spread import spread
from renja_xl.writing.annotated.annotate import write_annotated
from renja_xl.writing.output import atomic_output, check_output
from renja_xl.writing.rule_toml import rule_set_toml

AUTO = "auto"
# What is said of the result that `isi` writes says nothing of the sheet.
_OF_RESULTS = {"komentar-sel"}


class Batas(Dasar, total=False):
    """What a caller of `periksa` may choose besides: `abaikan` are finding codes that are only counted."""

    abaikan: Sequence[str]


@dataclass(frozen=True, slots=True)
class SheetAudit:
    """One matrix: what was found, how much of it is ignored, and the object of `--json`.

    `tercetak` counts the figures of columns 12 to 17, averages and predicates that there were to compare.
    """

    lembar: str
    aturan: str
    findings: tuple[Finding, ...]
    diabaikan: int
    tercetak: int
    objek: dict[str, object]
    aturan_ditemukan: Fitted | None = None

    def counts(self) -> dict[str, int]:
        """How many findings there are of each level."""
        return tally(self.findings)


@dataclass(frozen=True, slots=True)
class FileAudit:
    """One file: its sheets, or in one sentence why it could not be read."""

    masukan: Path
    lembar: tuple[SheetAudit, ...] = ()
    galat: str = ""
    kode_keluar: int = 0

    def counts(self) -> dict[str, int]:
        """How many findings there are of each level, over its sheets."""
        return tally(item for sheet in self.lembar for item in sheet.findings)

    def objects(self) -> list[dict[str, object]]:
        """The objects of `--json`."""
        if self.galat:
            return [{"masukan": str(self.masukan), "galat_berkas": self.galat}]
        return [sheet.objek for sheet in self.lembar]


def periksa(
    sumber: Iterable[str | Path], maju: Callable[[int, int], None] | None = None, **pilihan: Unpack[Batas]
) -> list[FileAudit]:
    """Audit every file, on all processors where there are several; a file that cannot be read stops no other.

    `maju` is told how many of how many are done. Raises UsageError for a rule set that does not fit.
    """
    paths = [Path(path) for path in sumber]
    if not paths:
        raise UsageError("tanpa-berkas", nama="periksa")
    unknown = sorted(set(pilihan.get("abaikan", ())) - set(entry("temuan")))
    if unknown:
        raise UsageError("kode-temuan-asing", nama=", ".join(unknown), ada=", ".join(sorted(entry("temuan"))))
    rules_of(_base(pilihan))
    audits: dict[Path, FileAudit] = {}
    found = spread(partial(audit_file, pilihan=pilihan), paths, _lost)
    for done, (path, audit) in enumerate(found, start=1):
        audits[path] = audit
        if maju:
            maju(done, len(paths))
    return [audits[path] for path in paths]


def _base(pilihan: Batas) -> Dasar:
    """The choice of rules, or `baku`, on which a search begins."""
    base: Dasar = {"triwulan": pilihan.get("triwulan", "auto"), "lembar": pilihan.get("lembar")}
    return (
        base if pilihan.get("aturan", "baku") == AUTO else {**base, "aturan": pilihan.get("aturan", "baku")}
    )


def annotate(audit: FileAudit, target: Path, *, timpa: bool = False) -> None:
    """A copy of the audited workbook with its findings as notes and tints, and a sheet that lists them.

    Raises InputError where the workbook is of a kind that cannot be edited with certainty, or OutputError.
    """
    found = [item for sheet in audit.lembar for item in sheet.findings]
    write_annotated(audit.masukan, target, found, overwrite=timpa)


def write_rules(audit: FileAudit, target: Path, *, timpa: bool = False) -> None:
    """The rule set that was found for the first sheet, with its evidence as comments.

    Raises UsageError where none was looked for, OutputError where it cannot be written.
    """
    found = audit.lembar[0].aturan_ditemukan if audit.lembar else None
    if found is None:
        raise UsageError("tulis-aturan-tanpa-auto", nama=target)
    check_output(target, audit.masukan, overwrite=timpa, ending=".toml")
    reasons = {setting.kunci: setting.alasan for setting in found.settings}
    with atomic_output(target, overwrite=timpa) as temporary:
        temporary.write_text(rule_set_toml(found.rules, reasons), encoding="utf-8")


def audit_file(path: Path, pilihan: Batas) -> FileAudit:
    """One file; errors a user can act on become its sentence."""
    rules = rules_of(_base(pilihan))
    try:
        matrices = read_matrices(path, load_forms(), pilihan.get("lembar"), rules.skala)
        digest = file_sha256(path)
    except RenjaError as error:
        return _unread(path, error)
    return FileAudit(path, tuple(_audit(matrix, rules, path, digest, pilihan) for matrix in matrices))


def _lost(path: Path) -> FileAudit:
    """What stands for a file whose process was lost."""
    return _unread(path, InputError("pekerja-hilang", berkas=path))


def _unread(path: Path, error: RenjaError) -> FileAudit:
    return FileAudit(path, galat=str(error), kode_keluar=error.exit_code)


def _audit(matrix: Matrix, rules: RuleSet, path: Path, digest: str, pilihan: Batas) -> SheetAudit:
    found = fit_rules(matrix, rules, known_scales()) if pilihan.get("aturan") == AUTO else None
    filled = fill(matrix, found.rules if found else rules, Source(path.name, digest))
    ignored = rules.abaikan | set(pilihan.get("abaikan", ()))
    met = [item for item in filled.findings if item.kode not in _OF_RESULTS]
    said = tuple(item for item in met if item.kode not in ignored)
    hidden = len(met) - len(said)
    shown = filled_object(replace(filled, findings=met), path, None) | {"diabaikan": hidden}
    if found:
        shown["aturan_ditemukan"] = fitted_object(found)
    return SheetAudit(matrix.place.sheet, filled.rules.nama, said, hidden, _printed(matrix), shown, found)


def _printed(matrix: Matrix) -> int:
    """How many figures there are to compare."""
    figures = int(matrix.printed[list(COMPUTED_NAMES)].notna().to_numpy().sum())
    return figures + sum(len(item.values) for item in matrix.summaries)
