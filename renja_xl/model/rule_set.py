"""A region's rules as data. The TOML files in `rulesets/` become this; `skema.toml` says what each key means."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Jenjang:
    """A step of the predicate scale: the predicate `nama` begins at `batas` (persen), included or not."""

    nama: str
    batas: Decimal | None = None
    termasuk: bool = True

    def reached(self, value: Decimal) -> bool:
        """Whether a mean (persen) is in this step or above."""
        if self.batas is None:
            return True
        return value >= self.batas if self.termasuk else value > self.batas


@dataclass(frozen=True, slots=True)
class RuleSet:
    """How columns 12 to 17, averages and predicates are computed. Field names are the TOML keys."""

    nama: str
    keterangan: str
    triwulan_k: str
    triwulan_rp: str
    satuan_tidak_dijumlahkan: frozenset[str]
    nama_tidak_dijumlahkan: frozenset[str]
    renstra_kosong_bila_nol: bool
    renstra_kosong_bila_target_renja_nol: bool
    rp_lanjutan: str
    efisiensi_kosong_bila_nol: bool
    rata_rata_tanpa_nilai: str
    negatif_rumus: str
    negatif_indikator: frozenset[str]
    negatif_petunjuk: tuple[str, ...]
    jenjang: tuple[Jenjang, ...]
    isi: str = field(default="", repr=False, compare=False)


def plain(text: str) -> str:
    """A name as rules compare it: lower case, single spaces, % written as persen."""
    return " ".join(text.lower().replace("%", " persen ").split())
