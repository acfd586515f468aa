"""`renja-xl kamus`: an indicator dictionary to start from, made of the indicators of a matrix."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from renja_xl.model.form import load_forms
from renja_xl.model.kamus import PROPOSED, Entry
from renja_xl.reading.matrix import read_matrices
from renja_xl.rules.kamus import agreed, propose_kamus
from renja_xl.use_cases.fill import fill
from renja_xl.use_cases.isi import Dasar, rules_of
from renja_xl.writing.kamus import guide_plan, kamus_plan
from renja_xl.writing.output import atomic_output, check_output
from renja_xl.writing.workbook import write_plans


@dataclass(frozen=True, slots=True)
class KamusResult:
    """What `kamus` did: where the dictionary is, and its entries."""

    hasil: Path
    entries: list[Entry]

    @property
    def usulan(self) -> int:
        """How many cells are proposals."""
        texts = (
            text
            for item in self.entries
            for text in (item.polaritas, item.agregasi_triwulan, item.agregasi_tahunan)
        )
        return sum(text.endswith(PROPOSED) for text in texts)


def kamus(masukan: str | Path, hasil: str | Path | None = None, **pilihan: Unpack[Dasar]) -> KamusResult:
    """Write a dictionary of the indicators of a workbook's matrices to `hasil`, or beside the workbook.

    `aturan`, `triwulan` and `lembar` are as in `isi`: they tell how each indicator is computed now. Raises
    InputError, UsageError or OutputError.
    """
    source, rules = Path(masukan), rules_of(pilihan)
    target = Path(hasil) if hasil else source.with_name(f"{source.stem}_kamus.xlsx")
    overwrite = pilihan.get("timpa", False)
    matrices = read_matrices(source, load_forms(), pilihan.get("lembar"), rules.skala)
    check_output(target, source, overwrite=overwrite)
    found: dict[tuple[str, str], Entry] = {}
    for matrix in matrices:
        filled = fill(matrix, rules)
        for entry in propose_kamus(filled.frame, filled.rules, filled.decisions["k"]):
            found[entry.key] = agreed(found.get(entry.key, entry), entry)
    entries = list(found.values())
    with atomic_output(target, overwrite=overwrite) as temporary:
        write_plans([kamus_plan(entries), guide_plan()], temporary)
    return KamusResult(target, entries)
