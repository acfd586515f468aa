"""What is to be said of matrices that stay out for a newer one, or that are of another year than most."""

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
    for old, new, why in left_out:
        blanks: dict[str, object] = {
            "sebab": sentence(
                f"lebih-baru.{why}",
                tahun=new.identitas.tahun or "-",
                triwulan=new.identitas.triwulan or "-",
            ),
            "berkas": new.asal.berkas,
            "lembar": new.asal.lembar,
        }
        yield _of(old, finding("perangkat-daerah-ganda", blanks, kolom="perangkat_daerah"))


def other_year_findings(heads: Sequence[Head]) -> Iterator[RegionFinding]:
    """Matrices of another year than most, or of none."""
    usual = usual_year(heads)
    for head in heads:
        year = head.identitas.tahun
        if year != usual:
            blanks: dict[str, object] = {"tahun": year or "-", "umumnya": usual}
            yield _of(head, finding("tahun-lain", blanks, kolom="tahun", tertulis=str(year or "")))


def _of(head: Head, item: Finding) -> RegionFinding:
    located = replace(item, lembar=head.asal.lembar)
    return RegionFinding(head.asal.berkas, head.identitas.perangkat_daerah, finding_row(located))
