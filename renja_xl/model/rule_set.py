"""A region's rules as data. The TOML files in `rulesets/` become this; `skema.toml` says what each key means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

# The conventions of column 12, in the order in which evidence that fits several is settled.
JUMLAH, KUMULATIF, RATA_RATA, MAKSIMUM, TETAP = "jumlah", "kumulatif", "rata-rata", "maksimum", "tetap"
CARA = (JUMLAH, KUMULATIF, RATA_RATA, MAKSIMUM, TETAP)
NEGATIF, POSITIF = "negatif", "positif"
TERAKHIR = "terakhir"

# Whose setting it is: (kode, indikator), either of which may be "".
IndicatorKey = tuple[str, str]
Settings = Mapping[IndicatorKey, str]
# Settings from several sources, the strongest first: the first that has a word for a row decides.
Sources = tuple[Settings, ...]


@dataclass(frozen=True, slots=True)
class Jenjang:
    """A step of a scale: `nama` begins at `batas` (persen), included or not."""

    nama: str
    batas: Decimal | None = None
    termasuk: bool = True

    def reached(self, value: Decimal) -> bool:
        """Whether a figure (persen) is in this step or above."""
        if self.batas is None:
            return True
        return value >= self.batas if self.termasuk else value > self.batas


@dataclass(frozen=True, slots=True)
class Skala:
    """A coded scale of performance such as AA, A, BB …: `jenjang` from the highest, each worth one less.

    It holds where the indicator or its unit has one of the words of `petunjuk`, everywhere if there are none.
    """

    nama: str
    jenjang: tuple[str, ...]
    petunjuk: tuple[str, ...] = ()

    @property
    def satuan(self) -> str:
        """The unit of its figures."""
        return f"nilai {self.nama}"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """How columns 12 to 17, averages and predicates are computed. Field names are the TOML keys."""

    nama: str
    keterangan: str
    triwulan_k: str
    triwulan_rp: str
    triwulan_indikator: Sources
    satuan_tidak_dijumlahkan: frozenset[str]
    nama_tidak_dijumlahkan: frozenset[str]
    renstra_indikator: Sources
    renstra_kosong_bila_nol: bool
    renstra_kosong_bila_target_renja_nol: bool
    rp_lanjutan: str
    target_nol: str
    target_kosong: str
    batas_100: str
    efisiensi_rumus: str
    efisiensi_kosong_bila_nol: bool
    efisiensi_jenjang: tuple[Jenjang, ...]
    rata_rata_indikator: str
    rata_rata_nol: str
    rata_rata_bobot: str
    rata_rata_tanpa_nilai: str
    negatif_rumus: str
    polaritas: Sources
    negatif_petunjuk: tuple[str, ...]
    jenjang: tuple[Jenjang, ...]
    jenjang_triwulan: tuple[tuple[Jenjang, ...], ...]
    skala: tuple[Skala, ...]
    toleransi_rp: Decimal
    abaikan: frozenset[str] = frozenset()
    isi: str = field(default="", repr=False, compare=False)

    def scale(self, triwulan: int) -> tuple[Jenjang, ...]:
        """The predicate scale up to a quarter, 1 to 4."""
        return self.jenjang_triwulan[triwulan - 1] or self.jenjang


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """A name as rules compare it: lower case, single spaces, % written as persen."""
    return " ".join(text.lower().replace("%", " persen ").split())


@lru_cache(maxsize=16384)
def plain_code(kode: str) -> str:
    """A code without spaces, and without the dots around it."""
    return "".join(kode.split()).strip(".")


def indicator_key(name: str) -> IndicatorKey:
    """The key of a setting that names a code or an indicator."""
    code = plain_code(name)
    return (code, "") if re.fullmatch(r"[\d.Xx]+", code) else ("", plain(name))
