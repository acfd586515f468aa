"""The indicator dictionary (kamus indikator): what an agency has laid down for each of its indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from renja_xl.model.findings import Finding
from renja_xl.model.rule_set import IndicatorKey, Settings, plain, plain_code

SHEET = "Kamus"
# A word with this mark is a proposal: it decides nothing until a person takes the mark away.
PROPOSED = "?"
COLUMNS = (
    "kode",
    "indikator",
    "satuan",
    "polaritas",
    "agregasi_triwulan",
    "agregasi_tahunan",
    "rumus",
    "sumber_data",
    "penanggung_jawab",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator; "" where the dictionary says nothing. `lembar` and `sel` are where it stands."""

    kode: str = ""
    indikator: str = ""
    satuan: str = ""
    polaritas: str = ""
    agregasi_triwulan: str = ""
    agregasi_tahunan: str = ""
    rumus: str = ""
    sumber_data: str = ""
    penanggung_jawab: str = ""
    lembar: str = ""
    sel: str = ""

    @property
    def key(self) -> IndicatorKey:
        """Whose entry it is."""
        return plain_code(self.kode), plain(self.indikator)


@dataclass(frozen=True, slots=True)
class Kamus:
    """The entries of a dictionary in their order, from which file, and what was met while reading it."""

    berkas: str
    entries: Sequence[Entry]
    findings: Sequence[Finding] = field(default_factory=tuple)

    def settings(self, name: str) -> Settings:
        """What it says in one column, by indicator; the first entry of an indicator holds."""
        said: dict[IndicatorKey, str] = {}
        for entry in self.entries:
            if getattr(entry, name):
                said.setdefault(entry.key, getattr(entry, name))
        return said
