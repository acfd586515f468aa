"""What is to be said of matrices that stay out for a newer one, are of another year than most, or add little."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from renja_xl.model.findings import finding
from renja_xl.model.part import Head
from renja_xl.model.region import RegionFinding
from renja_xl.model.texts import figure_text, sentence
from renja_xl.rules.region.age import UNSURE
from renja_xl.rules.region.superseded import PARTS, SUM, Superseded
from renja_xl.rules.region.whole import usual_year


def superseded_findings(left_out: Iterable[Superseded]) -> Iterator[RegionFinding]:
    """Matrices of an agency that has a newer one; first what may be lost or was chosen without a sure sign."""
    for item, lacks in sorted(((item, _lacks(item)) for item in left_out), key=lambda pair: _gravity(*pair)):
        new = item.new
        blanks: dict[str, object] = {
            "sebab": sentence(
                f"lebih-baru.{item.why}",
                tahun=_known(new.identitas.tahun),
                triwulan=_known(new.identitas.triwulan),
                terisi=new.sampai,
                baru_sampai=item.old.sampai,
            ),
            "berkas": new.asal.berkas,
            "lembar": new.asal.lembar,
            "kurang": "".join(lacks.values()),
            "anjuran": sentence(f"ganda.{_advice(item, lacks)}"),
        }
        yield RegionFinding.of(item.old, finding("perangkat-daerah-ganda", blanks, kolom="perangkat_daerah"))


def other_year_findings(heads: Sequence[Head]) -> Iterator[RegionFinding]:
    """Matrices of another year than most, or of none."""
    usual = usual_year(heads)
    for head in heads:
        year = head.identitas.tahun
        if year != usual:
            blanks: dict[str, object] = {"tahun": _known(year), "umumnya": usual}
            yield RegionFinding.of(
                head, finding("tahun-lain", blanks, kolom="tahun", tertulis=str(year or ""))
            )


def without_program_findings(heads: Iterable[Head]) -> Iterator[RegionFinding]:
    """Matrices without a row of level program, which every sum and mean of the region is over."""
    for head in heads:
        if not head.program:
            yield RegionFinding.of(head, finding("tanpa-program", kolom="target_renja_rp"))


def unrealised_findings(heads: Iterable[Head]) -> Iterator[RegionFinding]:
    """Matrices without any realisation, whatever quarter they state: their budget counts all the same."""
    for head in heads:
        if head.program and not head.berealisasi:
            stated = head.identitas.triwulan
            words = sentence("tanpa-realisasi.dinyatakan", triwulan=stated) if stated else ""
            yield RegionFinding.of(head, finding("tanpa-realisasi", {"dinyatakan": words}, kolom="triwulan"))


def _lacks(item: Superseded) -> dict[str, str]:
    """What the matrix in its place has not, each in words: programs, rupiah, rows, a quarter."""
    found: dict[str, str] = {}
    if item.lost:
        budget = sentence("ganda.pagu", rupiah=_rupiah(item.pagu)) if item.pagu else ""
        found["hilang"] = sentence("ganda.hilang", jumlah=item.lost, pagu=budget)
    if item.beda:
        old, new = item.beda
        found["beda"] = sentence("ganda.beda", lama=_rupiah(old), baru=_rupiah(new))
    if item.realisasi:
        quarter, old, new = item.realisasi
        until = sentence("ganda.sampai", triwulan=quarter) if quarter < item.new.sampai else ""
        found["realisasi"] = sentence("ganda.realisasi", sampai=until, lama=_rupiah(old), baru=_rupiah(new))
    if item.kurang:
        found["kurang"] = sentence("ganda.kurang", jumlah=item.kurang)
    if quarters := _only_there(item.old, item.new):
        found["terisi"] = sentence("ganda.terisi", triwulan=", ".join(map(str, quarters)))
    return found


def _only_there(old: Head, new: Head) -> list[int]:
    """The quarters of the same year that are filled in the old one alone."""
    if old.identitas.tahun != new.identitas.tahun:
        return []
    both = zip_longest(old.terisi, new.terisi, fillvalue=0)
    return [quarter for quarter, (own, there) in enumerate(both, start=1) if own and not there]


def _gravity(item: Superseded, lacks: Collection[str]) -> int:
    if item.why in UNSURE or "hilang" in lacks:
        return 0
    return 1 if lacks else 2


def _advice(item: Superseded, lacks: Collection[str]) -> str:
    if lacks:
        return "satukan" if "hilang" in lacks else "bandingkan"
    if item.why in UNSURE:
        return "bandingkan"
    return "termuat" if item.why in (SUM, PARTS) else "singkirkan"


def _rupiah(amount: Decimal) -> str:
    return figure_text(f"{amount:f}")


def _known(number: int) -> str:
    return str(number) if number else sentence("ganda.tidak-diketahui")
