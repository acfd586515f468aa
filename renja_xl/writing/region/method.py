"""Metode: by which rules the figures came about, and from which files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renja_xl.model.part import Head
from renja_xl.model.region import Region
from renja_xl.model.texts import sentence
from renja_xl.model.version import VERSION
from renja_xl.writing.plan import Cell, Merge, PlanRow, SheetPlan, Style, Value
from renja_xl.writing.region import pages
from renja_xl.writing.region.pages import CENTRED, HEADING, SIZE, TEXT, word
from renja_xl.writing.text_fit import height, line_count

NAME = "Metode"
_COLUMNS: tuple[tuple[str, float, Style], ...] = (
    ("no", 5, CENTRED._replace(number="0")),
    ("berkas", 34, TEXT),
    ("lembar", 16, TEXT),
    ("perangkat_daerah", 36, TEXT),
    ("tahun", 7, CENTRED._replace(number="0")),
    ("triwulan", 6, CENTRED),
    ("bentuk", 14, TEXT),
    ("aturan", 16, TEXT),
    ("kolom-12", 24, TEXT),
    ("sha256", 60, TEXT._replace(size=8)),
)
_WIDTHS = [width for _, width, _ in _COLUMNS]
_LOOKS = [look for _, _, look in _COLUMNS]
_LABEL = Style(size=SIZE, bold=True, valign="top", wrap=True)
_TEXT = Style(size=SIZE, valign="top", wrap=True)
_LABEL_COLUMNS = 2


def method_plan(region: Region) -> SheetPlan:
    """What was done in words, then the files."""
    return pages.page_plan(NAME, _rows(region), _WIDTHS)


def _rows(region: Region) -> Iterator[PlanRow]:
    yield from pages.title_rows(word("metode.judul"), pages.period(region.heads))
    for label, text in _lines(region):
        yield _line(label, text)
    yield PlanRow(height=10)
    yield pages.note_row(word("metode.berkas"), _WIDTHS, HEADING)
    yield pages.header_row([word(f"metode.kolom.{key}") for key, _, _ in _COLUMNS], _WIDTHS)
    for number, head in enumerate(region.heads, start=1):
        yield pages.text_row(_file_cells(number, head), _LOOKS, _WIDTHS)


def _line(label: str, text: str) -> PlanRow:
    rest = _WIDTHS[_LABEL_COLUMNS:]
    lines = [
        line_count(label, sum(_WIDTHS[:_LABEL_COLUMNS]), SIZE, bold=True),
        line_count(text, sum(rest), SIZE),
    ]
    cells = [Cell(label, _LABEL), None, Cell(text, _TEXT)]
    merges = [Merge(0, _LABEL_COLUMNS - 1), Merge(_LABEL_COLUMNS, len(_WIDTHS) - 1)]
    return PlanRow(cells, height=height(lines, SIZE), merges=merges)


def _lines(region: Region) -> Iterator[tuple[str, str]]:
    yield word("metode.versi"), f"renja-xl {VERSION}"
    yield word("metode.serapan"), word("metode.isi-serapan")
    for words, numbers in _shared([_average_words(head) for head in region.heads]).items():
        yield word("metode.rata-rata", berkas=numbers), words
    yield word("metode.seluruh"), word("metode.isi-seluruh")
    yield word("metode.predikat"), word("metode.isi-predikat")
    yield word("metode.peringkat"), pages.ranking_words(region.bobot)
    yield word("metode.terisi"), word("ringkasan.catatan-terisi")


def _average_words(head: Head) -> str:
    rules = head.kebiasaan.rata_rata
    words = "".join(
        sentence(f"metode.rata-rata-{name}-{rules.get(f'rata_rata.{name}', usual)}")
        for name, usual in (
            ("indikator", "semua"),
            ("bobot", "sama"),
            ("nol", "dihitung"),
            ("tanpa-nilai", "kosong"),
        )
    )
    limit = rules.get("capaian.batas_100", "tidak")
    return words + (sentence(f"metode.batas-{limit}") if limit != "tidak" else "")


def _shared(texts: Sequence[str]) -> dict[str, str]:
    """Each text once, with the numbers it holds for."""
    places: dict[str, list[int]] = {}
    for number, text in enumerate(texts, start=1):
        places.setdefault(text, []).append(number)
    if len(places) == 1:
        return dict.fromkeys(places, word("metode.semua"))
    return {text: word("metode.nomor", nomor=_runs(numbers)) for text, numbers in places.items()}


def _runs(numbers: Sequence[int]) -> str:
    """1–4, 7, 9–12."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def _file_cells(number: int, head: Head) -> list[Value]:
    habits, who, where = head.kebiasaan, head.identitas, head.asal
    return [
        number,
        where.berkas,
        where.lembar,
        who.perangkat_daerah or "-",
        who.tahun or "-",
        pages.numeral(who.triwulan),
        habits.bentuk,
        habits.aturan,
        word("metode.isi-kolom-12", k=habits.cara_k, rp=habits.cara_rp),
        where.sha256,
    ]
