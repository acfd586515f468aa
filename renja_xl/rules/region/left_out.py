"""What is to be said of matrices that stay out for a newer one, are of another year than most, or add nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from renja_xl.model.findings import finding
from renja_xl.model.region import Head, RegionFinding
from renja_xl.model.texts import figure_text, sentence
from renja_xl.rules.region.newest import Superseded, last_filled
from renja_xl.rules.region.whole import usual_year


def superseded_findings(left_out: Iterable[Superseded]) -> Iterator[RegionFinding]:
    """Matrices of an agency that has a newer one."""
    for item in left_out:
        new = item.new
        blanks: dict[str, object] = {
            "sebab": sentence(
                f"lebih-baru.{item.why}",
                tahun=_known(new.identitas.tahun),
                triwulan=_known(new.identitas.triwulan),
                terisi=last_filled(new),
                baru_sampai=last_filled(item.old),
            ),
            "berkas": new.asal.berkas,
            "lembar": new.asal.lembar,
            "hilang": _lost(item) if item.lost else "",
            "anjuran": sentence("ganda.satukan" if item.lost else "ganda.singkirkan"),
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


def _lost(item: Superseded) -> str:
    """How many programs are lost, and what is known of their budget."""
    budget = sentence("ganda.pagu", rupiah=figure_text(f"{item.pagu:f}")) if item.pagu else ""
    return sentence("ganda.hilang", jumlah=item.lost, pagu=budget)


def _known(number: int) -> str:
    return str(number) if number else sentence("ganda.tidak-diketahui")
