"""What `isi` knows of a row once it has read it, a form must find while it is typed in: the formulas for that.

The level from the code, whether K of two years can be added from the unit, how many quarters have begun.
Each says the same as reading and the rules do; LibreOffice holds the two together in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from renja_xl.model.rule_set import RuleSet

_LEVEL_BY_PARTS = '"urusan","bidang","program",NA(),"kegiatan","subkegiatan"'
_BEGINNINGS = (
    ("kegiatan ", "kegiatan"),
    ("sub kegiatan ", "subkegiatan"),
    ("sub-kegiatan ", "subkegiatan"),
    ("subkegiatan ", "subkegiatan"),
)
_BETWEEN_WORDS = "/().,-;:_&+*#'[]0123456789"


def level(cells: Mapping[str, str], above: str) -> str:
    """The level of a row: from its code, else from its name, else from where it stands.

    A further indicator has the level of the row above, and so has an empty row, which hands it down.
    """
    code, name = cells["kode"], cells["nama"]
    parts = f'TRIM(SUBSTITUTE(SUBSTITUTE({code}," ",""),"."," "))'
    count = f'LEN({parts})-LEN(SUBSTITUTE({parts}," ",""))+1'
    coded = f'IF({code}="",NA(),CHOOSE({count},{_LEVEL_BY_PARTS}))'
    return f'IF({code}&{name}="",{above}&"",IFERROR({coded},{_level_without_code(name, above)}))'


def _level_without_code(name: str, above: str) -> str:
    nested = f'IF({above}="program","kegiatan",IF(RIGHT({above},8)="kegiatan","subkegiatan","program"))'
    formula = f'IF(AND(EXACT({name},UPPER({name})),LEFT({name},8)="PROGRAM "),"program",{nested})'
    for text, found in _BEGINNINGS:
        formula = f'IF(LEFT({name},{len(text)})="{text}","{found}",{formula})'
    return formula


def jenis(cells: Mapping[str, str]) -> str:
    """utama for a row with a code or a name, lanjutan for a further indicator."""
    further = f'IF({cells["indikator"]}="","","lanjutan")'
    return f'IF({cells["kode"]}&{cells["nama"]}="",{further},"utama")'


def not_added(cells: Mapping[str, str], rules: RuleSet) -> str:
    """Whether K of two years cannot be added: by a word of the unit, without a unit by the indicator's first."""
    unit, indicator = cells["satuan"], cells["indikator"]
    words = _words(unit)
    listed = _constants(f" {word} " for word in rules.satuan_tidak_dijumlahkan)
    by_unit = f'SUMPRODUCT(--ISNUMBER(SEARCH({listed}," "&{words}&" ")))>0'
    name = f"TRIM({_words(indicator)})"
    first = f'LEFT({name},FIND(" ",{name}&" ")-1)'
    by_name = f'AND({unit}="",ISNUMBER(MATCH({first},{_constants(rules.nama_tidak_dijumlahkan)},0)))'
    return f"OR({by_unit},{by_name})" if rules.nama_tidak_dijumlahkan else by_unit


def _words(cell: str) -> str:
    """The text of a cell with nothing but blanks between its words."""
    words = f'SUBSTITUTE({cell},"%"," persen ")'
    for mark in _BETWEEN_WORDS:
        words = f'SUBSTITUTE({words},"{mark}"," ")'
    return words


def _constants(texts: Iterable[str]) -> str:
    return "{" + ",".join(f'"{text}"' for text in sorted(texts)) + "}"


def quarters_begun(areas: Iterable[str]) -> str:
    """The last quarter with any figure other than 0 in its area; 4 where nothing tells."""
    formula = "4"
    for number, area in enumerate(areas, start=1):
        formula = f'IF(COUNTIF({area},">0")+COUNTIF({area},"<0")>0,{number},{formula})'
    return formula


def typed_code(cell: str) -> str:
    """Whether a cell holds a code as text: digits (or X) and dots."""
    digits = f'SUBSTITUTE(SUBSTITUTE(UPPER({cell}),"X","0"),".","")'
    return f'AND(ISTEXT({cell}),ISERROR(FIND(",",{cell})),ISNUMBER(VALUE({digits})))'
