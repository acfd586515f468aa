"""Ringkasan: one row per matrix, those of the list that are missing, the total. Live formulas over `Indikator`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from renja_xl.model.frame import TRIWULAN
from renja_xl.model.grid import column_letters
from renja_xl.model.part import Head
from renja_xl.model.region import Region, Whole
from renja_xl.writing.plan import Cell, Merge, PlanRow, SheetPlan, Style, Value
from renja_xl.writing.region import pages
from renja_xl.writing.region import summary_formulas as formulas
from renja_xl.writing.region.pages import CENTRED, COUNT, HEADER, PERCENT, TEXT, word
from renja_xl.writing.text_fit import height, line_count

NAME = "Ringkasan"
_MEANS = ("capaian_renja_k", "capaian_renja_rp")
_COUNTED = ("program", "kegiatan", "subkegiatan", "indikator")
_MONEY = ("target_renja_rp", "realisasi_renja_rp")
_FOUND = ("galat", "peringatan", "info")
_HEADER_ROWS = 2
# Wide, so its type is larger: it is printed on one page.
_SIZE = 10.5
_HEADER, _TEXT, _CENTRED, _COUNT, _PERCENT = (
    look._replace(size=_SIZE) for look in (HEADER, TEXT, CENTRED, COUNT, PERCENT)
)


class Column(NamedTuple):
    """A column: its key, the heading above it that it shares with its neighbours, width and look."""

    key: str
    group: str
    width: float
    look: Style


@dataclass(slots=True)
class Summary:
    """Where everything stands in `Ringkasan`, which other sheets refer to."""

    region: Region
    columns: list[Column] = field(init=False)
    titles: list[PlanRow] = field(init=False)
    letters: dict[str, str] = field(init=False)
    live: bool = field(init=False)

    def __post_init__(self) -> None:
        heads = self.region.heads
        self.columns = _columns([key for key in self.region.bobot if key.startswith("capaian_renstra")])
        self.letters = {
            column.key: column_letters(place) for place, column in enumerate(self.columns, start=1)
        }
        self.titles = pages.title_rows(word("ringkasan.judul"), pages.period(heads), self._there())
        self.live = formulas.affordable(len(heads), [head.baris for head in heads])

    @property
    def first(self) -> int:
        """The sheet row of the first matrix, counted from 1."""
        return len(self.titles) + _HEADER_ROWS + 1

    def cell(self, key: str, place: int) -> str:
        """The cell of a column in the row of the matrix at a place from 0."""
        return f"{self.letters[key]}{self.first + place}"

    def cells(self, key: str) -> str:
        """A column over all matrices."""
        column, last = self.letters[key], self.first + len(self.region.heads) - 1
        return f"{column}${self.first}:{column}${last}"

    def plan(self) -> SheetPlan:
        """The sheet."""
        top = len(self.titles)
        return pages.page_plan(
            NAME,
            self._rows(),
            [column.width for column in self.columns],
            freeze=(top + _HEADER_ROWS, 2),
            repeat=(top, top + _HEADER_ROWS - 1),
        )

    def _rows(self) -> Iterator[PlanRow]:
        widths = [column.width for column in self.columns]
        yield from self.titles
        yield from self._header()
        for place, head in enumerate(self.region.heads):
            yield self._matrix_row(place, head)
        for name, why in self._missing:
            yield self._missing_row(name, why)
        for line, whole in enumerate(self.region.seluruh):
            yield self._total_row(whole, self.first + len(self.region.heads) + len(self._missing) + line)
        yield PlanRow(height=6)
        for note in self._notes():
            yield pages.note_row(note, widths, pages.NOTE._replace(size=9.5))

    def _header(self) -> Iterator[PlanRow]:
        groups = [column.group for column in self.columns]
        upper, lower, merges = [], [], []
        for place, column in enumerate(self.columns):
            first = groups.index(column.group)
            upper.append(
                Cell(word(f"ringkasan.kelompok.{column.group}") if place == first else None, _HEADER)
            )
            alone = groups.count(column.group) == 1
            lower.append(Cell(None if alone else word(f"ringkasan.kolom.{column.key}"), _HEADER))
            if alone:
                merges.append(Merge(place, place, 2))
            elif place == first:
                merges.append(Merge(first, first + groups.count(column.group) - 1))
        yield PlanRow(upper, height=20, merges=merges)
        yield PlanRow(lower, height=32)

    def _matrix_row(self, place: int, head: Head) -> PlanRow:
        cached, said = self._values(place, head), self._formulas(place, head)
        cells = [
            Cell(
                cached[column.key],
                column.look,
                said.get(column.key, "") if cached[column.key] is not None else "",
            )
            for column in self.columns
        ]
        lines = [line_count(pages.agency(head), self._width("perangkat_daerah"), _SIZE)]
        return PlanRow(cells, height=height(lines, _SIZE))

    def _formulas(self, place: int, head: Head) -> dict[str, str]:
        at = {key: self.cell(key, place) for key in self.letters}
        said = {
            "serapan_rp": formulas.share(at["realisasi_renja_rp"], at["target_renja_rp"]),
            "nilai": formulas.score(at, self.region.bobot),
            "peringkat": formulas.rank(at["nilai"], self.cells("nilai")),
        }
        if not self.live:
            return said
        number = f"${at['no']}"
        said |= {level: formulas.count(number, level) for level in _COUNTED[:-1]}
        said["indikator"] = formulas.count(number)
        said |= {key: formulas.money(number, key) for key in _MONEY}
        said |= {key: formulas.mean(number, key, head.kebiasaan) for key in at if key.startswith("capaian")}
        return said | {name: formulas.filled(number, name, at["indikator"]) for name in TRIWULAN}

    @property
    def _missing(self) -> list[tuple[str, str]]:
        """The agencies of the list without a matrix, and why there is none."""
        there = self.region.kehadiran
        groups = {"tidak-terpakai": there.tidak_terpakai, "belum-ada": there.belum_ada}
        return [
            (name, there.petunjuk.get(name, word(why))) for why, names in groups.items() for name in names
        ]

    def _there(self) -> str:
        """How many of the list are there for the year of most; "" where all are, or where there is no list."""
        there = self.region.kehadiran
        listed, elsewhen = there.terdaftar, there.belum_tahun_ini
        blanks = {"ada": listed - len(self._missing) - elsewhen, "semua": listed}
        if elsewhen:
            return word("judul-ada-tahun", **blanks, tahun=there.tahun, lain=elsewhen)
        return word("judul-ada", **blanks) if self._missing else ""

    def _missing_row(self, name: str, why: str) -> PlanRow:
        said: dict[str, Value] = {"no": "-", "perangkat_daerah": name, "tahun": why}
        looks = {"tahun": _CENTRED._replace(italic=True)}
        cells = [Cell(said.get(c.key), looks.get(c.key, c.look)) for c in self.columns]
        lines = [line_count(name, self._width("perangkat_daerah"), _SIZE)]
        return PlanRow(cells, height=height(lines, _SIZE), merges=[Merge(2, len(self.columns) - 1)])

    def _total_row(self, whole: Whole, row: int) -> PlanRow:
        """The total of a year; where there are several its formulas choose the rows of that year.

        Where the money of a program could not be read its matrix has a blank, which hides its other programs from
        a formula over the rows: the sums are values then, and the share is blank.
        """
        several = len(self.region.seluruh) > 1
        by_year = (self.cells("tahun"), f"${self.letters['tahun']}{row}") if several else ("", "")
        at = {key: f"{letters}{row}" for key, letters in self.letters.items()}
        cached: dict[str, Value] = {
            "perangkat_daerah": word("seluruh"),
            "tahun": whole.tahun or "-",
            **{key: whole.jumlah[key] for key in (*_COUNTED, *_FOUND)},
            **{key: getattr(whole.program, key) for key in (*_MONEY, "serapan_rp", *_MEANS)},
            **dict(zip(TRIWULAN, whole.kemajuan.terisi, strict=True)),
        }
        # No SUM gives the blank that a blank column comes to.
        money = [key for key in _MONEY if cached[key] is not None and not whole.program.ragu]
        summed = (*_COUNTED, *_FOUND, *money)
        said = {key: formulas.column_sum(self.cells(key), *by_year) for key in summed}
        if not whole.program.ragu:
            said["serapan_rp"] = formulas.share(at["realisasi_renja_rp"], at["target_renja_rp"])
        if self.live and (whole.tahun or not several):
            said |= {key: formulas.whole_mean(key, by_year[1]) for key in _MEANS}
        for name in TRIWULAN:
            said[name] = formulas.weighed_share(
                self.cells(name), self.cells("indikator"), at["indikator"], *by_year
            )
        cells = [
            Cell(cached.get(c.key), pages.total_style(c.look), said.get(c.key, "")) for c in self.columns
        ]
        return PlanRow(cells, height=20)

    def _values(self, place: int, head: Head) -> dict[str, Value]:
        """The figures of a matrix by the key of their column."""
        ranked = self.region.peringkat[place]
        return {
            "no": place + 1,
            "perangkat_daerah": pages.agency(head),
            "tahun": head.identitas.tahun or "-",
            "triwulan": pages.numeral(head.triwulan),
            **{key: head.jumlah[key] for key in (*_COUNTED, *_FOUND)},
            **head.angka,
            **head.predikat,
            "nilai": ranked.nilai,
            "peringkat": ranked.peringkat,
            **dict(zip(TRIWULAN, self.region.kemajuan[place].terisi, strict=True)),
        }

    def _notes(self) -> Iterator[str]:
        there = self.region.kehadiran
        if there.tertinggal:
            quarter, names = pages.numeral(there.triwulan), "; ".join(there.tertinggal)
            yield word("ringkasan.catatan-tertinggal", triwulan=quarter, nama=names)
        if there.tahun_lain:
            yield word("ringkasan.catatan-tahun-lain", tahun=there.tahun, nama="; ".join(there.tahun_lain))
        if there.di_luar:
            yield word("ringkasan.catatan-di-luar", nama="; ".join(there.di_luar))
        yield word("ringkasan.catatan-no")
        yield word("ringkasan.catatan-triwulan")
        yield word("ringkasan.catatan-rata-rata")
        if note := pages.doubt_note(self.region):
            yield note
        yield pages.ranking_words(self.region.bobot)
        yield word("ringkasan.catatan-k")
        yield word("ringkasan.catatan-terisi")
        if not self.live:
            yield word("ringkasan.catatan-nilai")

    def _width(self, key: str) -> float:
        return next(column.width for column in self.columns if column.key == key)


def _columns(renstra: Sequence[str]) -> list[Column]:
    return [
        Column("no", "no", 4.5, _CENTRED._replace(number="0")),
        Column("perangkat_daerah", "perangkat_daerah", 36, _TEXT),
        Column("tahun", "tahun", 6, _CENTRED._replace(number="0")),
        Column("triwulan", "triwulan", 4.5, _CENTRED),
        *(Column(key, "banyaknya", 7.8, _COUNT) for key in _COUNTED),
        *(Column(key, "anggaran", 15.5, _COUNT) for key in _MONEY),
        Column("serapan_rp", "anggaran", 8, _PERCENT),
        *(Column(key, "capaian", 8, _PERCENT) for key in (*_MEANS, *renstra)),
        *(Column(f"predikat_{key}", "predikat", 12, _CENTRED) for key in _MEANS),
        Column("nilai", "peringkat", 7, _PERCENT),
        Column("peringkat", "peringkat", 8, _CENTRED._replace(number="0", bold=True)),
        *(Column(key, "temuan", 9.5 if key == "peringatan" else 6, _COUNT) for key in _FOUND),
        *(Column(key, "terisi", 7, _PERCENT) for key in TRIWULAN),
    ]
