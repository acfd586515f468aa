"""What is to be said of matrices that stay out for a newer one, are of another year than most, or add nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from renja_xl.model.findings import Finding, finding
from renja_xl.model.region import Head, RegionFinding, finding_row
from renja_xl.model.texts import sentence
from renja_xl.rules.region.newest import Superseded
from renja_xl.rules.region.whole import usual_year


def superseded_findings(left_out: Iterable[Superseded]) -> Iterator[RegionFinding]:
    """Matrices of an agency that has a newer one."""
    for item in left_out:
        new = item.new
        blanks: dict[str, object] = {
            "sebab": sentence(
                f"lebih-baru.{item.why}",
                tahun=new.identitas.tahun or "-",
                triwulan=new.identitas.triwulan or "-",
            ),
            "berkas": new.asal.berkas,
            "lembar": new.asal.lembar,
            "hilang": sentence("ganda.hilang", jumlah=item.lost) if item.lost else "",
        }
        yield _of(item.old, finding("perangkat-daerah-ganda", blanks, kolom="perangkat_daerah"))


def other_year_findings(heads: Sequence[Head]) -> Iterator[RegionFinding]:
    """Matrices of another year than most, or of none."""
    usual = usual_year(heads)
    for head in heads:
        year = head.identitas.tahun
        if year != usual:
            blanks: dict[str, object] = {"tahun": year or "-", "umumnya": usual}
            yield _of(head, finding("tahun-lain", blanks, kolom="tahun", tertulis=str(year or "")))


def without_program_findings(heads: Iterable[Head]) -> Iterator[RegionFinding]:
    """Matrices without a row of level program, which every sum and mean of the region is over."""
    for head in heads:
        if not head.program:
            yield _of(head, finding("tanpa-program", kolom="target_renja_rp"))


def _of(head: Head, item: Finding) -> RegionFinding:
    located = replace(item, lembar=head.asal.lembar)
    return RegionFinding(head.asal.berkas, head.identitas.perangkat_daerah, finding_row(located))
