"""`renja-xl periksa`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from renja_xl.cli.options import common_options, named
from renja_xl.model.texts import figure_text, percent_text, sentence

if TYPE_CHECKING:
    from renja_xl.model.findings import Finding
    from renja_xl.model.fitted import Fitted
    from renja_xl.use_cases.periksa import FileAudit, SheetAudit

_FOUND, _SOME_FAILED = 4, 6
_MOST_CELLS = 12
_MOST_ALIKE = 5
_MANY_OTHER_RULES = 3
# What is said of a printed figure: a blank that should have been there, or the other way round, is said too.
_OF_FIGURES = {"hitung-beda", "rata-rata-beda", "predikat-beda", "jumlah-triwulan-beda"}


@click.command("periksa", help=sentence("bantuan.periksa"))
@click.argument("matriks", nargs=-1, required=True, callback=named)
@click.option(
    "-o", "--keluaran", "hasil", metavar="HASIL", callback=named, help=sentence("bantuan.keluaran-periksa")
)
@click.option("--timpa", is_flag=True, help=sentence("bantuan.timpa"))
@click.option("--tulis-aturan", metavar="BERKAS.toml", callback=named, help=sentence("bantuan.tulis-aturan"))
@click.option(
    "--batas",
    type=click.Choice(["galat", "peringatan"]),
    default="galat",
    help=sentence("bantuan.batas"),
)
@click.option("--abaikan", multiple=True, metavar="KODE", help=sentence("bantuan.abaikan"))
@common_options
def periksa_command(
    *,
    matriks: tuple[str, ...],
    hasil: str | None,
    timpa: bool,
    tulis_aturan: str | None,
    batas: str,
    abaikan: tuple[str, ...],
    aturan: str,
    triwulan: str,
    lembar: str | None,
    as_json: bool,
    senyap: bool,
    rinci: bool,
) -> None:
    """Audit filled sheets: grouped by cause, worst first, with the cell to go to."""
    from renja_xl.model.errors import UsageError
    from renja_xl.use_cases.periksa import annotate, periksa, write_rules
    from renja_xl.use_cases.report import objects_json

    for target in (hasil, tulis_aturan):
        if target and len(matriks) > 1:
            raise UsageError("salinan-banyak" if target == hasil else "aturan-banyak", nama=target)
    several = len(matriks) > 1 and not senyap and sys.stderr.isatty()
    audits = periksa(
        matriks,
        _progress if several else None,
        aturan=aturan,
        triwulan=triwulan,
        lembar=lembar,
        abaikan=abaikan,
    )
    if len(audits) == 1 and audits[0].galat:
        click.echo(f"renja-xl: {audits[0].galat}", err=True)
        sys.exit(audits[0].kode_keluar)
    if hasil:
        annotate(audits[0], Path(hasil), timpa=timpa)
    if tulis_aturan:
        write_rules(audits[0], Path(tulis_aturan), timpa=timpa)
    if as_json:
        written = {"hasil": hasil} if hasil else {}
        click.echo(objects_json([shown | written for audit in audits for shown in audit.objects()]))
    elif not senyap:
        for line in _table(audits) if len(audits) > 1 else _report(audits[0], rinci):
            click.echo(line)
    for target in (hasil, tulis_aturan):
        if target and not as_json:
            click.echo(target)
    sys.exit(_exit_code(audits, batas))


def _exit_code(audits: Sequence[FileAudit], batas: str) -> int:
    if any(audit.galat for audit in audits):
        return _SOME_FAILED
    wanted = ("galat",) if batas == "galat" else ("galat", "peringatan")
    return _FOUND if any(audit.counts()[level] for audit in audits for level in wanted) else 0


def _progress(done: int, whole: int) -> None:
    click.echo(f"\r{done}/{whole}", err=True, nl=done == whole)


def _table(audits: Sequence[FileAudit]) -> Iterator[str]:
    """One line per file."""
    width = max(len(audit.masukan.name) for audit in audits)
    for audit in audits:
        words = audit.galat or sentence("layar.periksa-baris", **audit.counts())
        yield f"{audit.masukan.name:<{width}}  {words}"


def _report(audit: FileAudit, rinci: bool) -> Iterator[str]:
    for sheet in audit.lembar:
        words = {"berkas": audit.masukan.name, "lembar": sheet.lembar, "aturan": sheet.aturan}
        yield sentence("layar.periksa", **words, **sheet.counts())
        if sheet.aturan_ditemukan:
            yield from _evidence(sheet.aturan_ditemukan)
        if not sheet.tercetak:
            yield sentence("layar.periksa-kosong")
        yield from _causes(sheet, rinci)
        other = sum(item.tingkat == "galat" and item.penyebab == "aturan-lain" for item in sheet.findings)
        if other >= _MANY_OTHER_RULES and not sheet.aturan_ditemukan:
            yield "\n" + sentence("layar.periksa-aturan-lain", jumlah=other, aturan=sheet.aturan)
        if sheet.diabaikan:
            yield sentence("layar.periksa-diabaikan", jumlah=sheet.diabaikan)


def _evidence(found: Fitted) -> Iterator[str]:
    """What the sheet says of each setting, and the predicates that no cuts of the scale can give."""
    yield from (f"  {setting.kunci}: {setting.alasan}" for setting in found.settings)
    pairs = [
        sentence(
            "layar.periksa-pasangan",
            sel=item.sel,
            rata_rata=percent_text(item.rata_rata),
            predikat=item.predikat,
            menurut=item.menurut,
        )
        for item in found.contradictions
    ]
    if pairs:
        yield "  " + sentence("layar.periksa-bertentangan", pasangan="; ".join(pairs))


def _causes(sheet: SheetAudit, rinci: bool) -> Iterator[str]:
    """Findings of one kind together, each root with the cells that follow from it."""
    following: dict[str, list[str]] = {}
    for item in sheet.findings:
        if item.akar:
            following.setdefault(item.akar, []).append(item.sel)
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for item in sheet.findings:
        if not item.akar and (rinci or item.tingkat != "info"):
            groups.setdefault((item.tingkat, item.kode, item.penyebab), []).append(item)
    for (tingkat, kode, penyebab), found in groups.items():
        cause = f" ({penyebab})" if penyebab else ""
        yield f"\n{tingkat.upper()} {kode}{cause}: {len(found)}"
        for item in found if rinci else found[:_MOST_ALIKE]:
            yield f"  {item.sel}: {_statement(item)}"
            if item.tingkat == "galat" and item.sel in following:
                yield "    " + sentence("layar.periksa-ikut", sel=_cells(following.pop(item.sel)))
        if not rinci and len(found) > _MOST_ALIKE:
            rest = _cells([item.sel for item in found[_MOST_ALIKE:]])
            yield "  " + sentence("layar.periksa-lagi", jumlah=len(found) - _MOST_ALIKE, sel=rest)


def _statement(item: Finding) -> str:
    if item.kode not in _OF_FIGURES and not (item.tertulis and item.seharusnya):
        return item.penjelasan
    figures = {name: figure_text(getattr(item, name)) or "-" for name in ("tertulis", "seharusnya")}
    return f"{item.penjelasan} {sentence('layar.periksa-angka', **figures)}"


def _cells(cells: Sequence[str]) -> str:
    more = f" … (+{len(cells) - _MOST_CELLS})" if len(cells) > _MOST_CELLS else ""
    return ", ".join(cells[:_MOST_CELLS]) + more
