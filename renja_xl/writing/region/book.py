"""The workbook of a region: eight sheets from the heads, the rows streamed from one matrix after another."""

from __future__ import annotations

from pathlib import Path

from renja_xl.model.part import Bodies
from renja_xl.model.region import Region
from renja_xl.writing.output import atomic_output
from renja_xl.writing.region.differences import difference_plan
from renja_xl.writing.region.graphs import graph_plan
from renja_xl.writing.region.groups import program_plan, urusan_plan
from renja_xl.writing.region.method import method_plan
from renja_xl.writing.region.stacked import check_rows, finding_plan, indicator_plan
from renja_xl.writing.region.summary import Summary
from renja_xl.writing.workbook import write_plans


def write_region(region: Region, bodies: Bodies, target: Path, *, overwrite: bool) -> None:
    """The workbook of `gabung`; `bodies` gives the matrices again, one by one, in the order of `region.heads`.

    It is called once for each of two sheets, and no more than one matrix is held. Raises OutputError; the file
    appears whole or not at all.
    """
    check_rows(region, target)
    summary = Summary(region)
    plans = [
        summary.plan(),
        urusan_plan(region),
        program_plan(region),
        indicator_plan(bodies),
        finding_plan(region, bodies),
        graph_plan(summary),
        difference_plan(region),
        method_plan(region),
    ]
    with atomic_output(target, overwrite=overwrite) as temporary:
        write_plans(plans, temporary, title_key="buku-wilayah.judul-dokumen")
