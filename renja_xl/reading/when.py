"""Of when a matrix is: the year and the last quarter that titles or the name of a file state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from renja_xl.model.form import load_vocabulary
from renja_xl.model.frame import NUMERALS

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
# A period of years is that of the Renstra, not the year of the matrix.
_UP = r"(?:s\.?/?d\.?|sampai(?: dengan)?|hingga)"
_UNTIL = rf"(?:[-–—/]|{_UP})"
_YEARS = re.compile(rf"20\d\d\s*{_UNTIL}\s*(?:tahun\s*)?20\d\d", re.IGNORECASE)
# Right before a year or quarter: up to it.
_UP_TO = re.compile(rf"(?<!\w){_UP}\s*(?:(?:akhir|tahun|anggaran|ta)\s*)*\Z", re.IGNORECASE)
# Up to the end of a year is that year itself.
_LAST_YEAR = re.compile(
    rf"({_UNTIL}\s*(?:dengan\s+)?)?akhir\s+(?:periode|tahun)\b[^\n]*?20\d\d", re.IGNORECASE
)
_REGULATION = re.compile(
    r"\b(?:permen\w*|kepmen\w*|inmen\w*|peraturan|keputusan|instruksi|perda|perbup|perwal\w*|pergub|perpres"
    r"|inpres|undang-undang|uu|pp|surat\s+edaran)\b[^\d\n]{0,80}"
    r"(?<!triwulan\s)(?<!tw\s)(?<!semester\s)\b\d{1,4}(?:\s*/\s*|\s+(?:tahun|th\.?)\s*)20\d\d",
    re.IGNORECASE,
)
_STATED_YEAR = re.compile(r"\b(?:tahun(?:\s+anggaran)?|t\.?\s?a\.?)\s*:?\s*(20\d\d)(?!\d)", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|mei|jun|jul|agu|agt|sep|okt|nov|des)[a-z]*\.?"
# Where no year follows, "7 Desa" is no day of December.
_WHOLE_MONTH = (
    r"(?:jan(?:uari)?|[fp]eb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu(?:stus)?|agt|sept?(?:ember)?"
    r"|okt(?:ober)?|no[vp](?:ember)?|des(?:ember)?)(?!\w)\.?"
)
# A day on which something was printed or signed; the end of a quarter may be the day up to which it is.
_DAY = re.compile(
    rf"\b(?!3[01]\s+(?:mar|jun|sep|des))\d{{1,2}}\s+{_MONTH}\s+20\d\d"
    r"|\b(?!3[01][\s./-](?:03|06|09|12)[\s./-])\d\d[\s./-]\d\d[\s./-]20\d\d|\b20\d\d-\d\d-\d\d",
    re.IGNORECASE,
)
# Behind a place: "Paringin, Januari 2025".
_SIGNED = re.compile(rf",\s*{_MONTH}\s+20\d\d", re.IGNORECASE)
_ANY_DAY = re.compile(
    rf"\b\d{{1,2}}\s+{_WHOLE_MONTH}(?:\s+20\d\d)?|\b\d\d[\s./-]\d\d[\s./-]20\d\d\b"
    r"|\b20\d\d[\s.-]?(?:0\d|1[0-2])[\s.-]?[0-3]\d\b",
    re.IGNORECASE,
)
_SEMESTER = re.compile(r"semester[\s._:-]*(ii|i|[12])(?![a-z\d])", re.IGNORECASE)


def year_stated(text: str) -> int:
    """The latest year that is called one, else the latest that is in no date; 0 where there is none.

    A year of what is evaluated comes before that of another plan, or of one still to be made.
    """
    own = _without_periods(text)
    called, undated = list(_STATED_YEAR.finditer(own)), _DAY.sub(" ", own)
    plain = list(_YEAR.finditer(_SIGNED.sub(" ", undated)))
    found = _evaluated(called) or _evaluated(plain) or called or list(_YEAR.finditer(undated))
    return max((int(match[1]) for match in found), default=0)


def other_years(text: str) -> tuple[int, ...]:
    """The years that are called so beside the one that is meant; one that is only foreseen is no other opinion."""
    called = _with_words(list(_STATED_YEAR.finditer(_without_periods(text))))
    years = {
        int(match[1]) for match, before in called if set(before.split()).isdisjoint(_words("tahun_berikut"))
    }
    return tuple(sorted(years - {year_stated(text)}))


def quarter_stated(text: str) -> int:
    """The last quarter of what is evaluated, else the last that is named; 0 where there is none."""
    found = list(_quarters().finditer(text))
    if found:
        return quarter_number((_evaluated(found) or found)[-1][1])
    half = _SEMESTER.findall(text)
    return 2 * quarter_number(half[-1]) if half else 0


def quarter_number(numeral: str) -> int:
    """What a numeral says, in digits, Roman or in words; 0 for none."""
    if not numeral or numeral.isdigit():
        return int(numeral or 0)
    words: Sequence[str] = _words("bilangan")
    lower = numeral.lower()
    return words.index(lower) % len(NUMERALS) + 1 if lower in words else NUMERALS.index(numeral.upper()) + 1


def without_years(text: str) -> str:
    """A text without its periods of years."""
    return _YEARS.sub(" ", text)


def without_when(text: str) -> str:
    """A text without days, years, quarters and halves of years."""
    for pattern in (_ANY_DAY, _SEMESTER, _quarters(), _YEAR):
        text = pattern.sub(" ", text)
    return text


def until_spelt(text: str) -> str:
    """A text with "s.d." for each "sd" that means it; else that is a school, as in "Bidang SD"."""
    return _until().sub(lambda match: match[0] if match["school"] else "s.d.", text)


def _without_periods(text: str) -> str:
    """A text without the years of regulations and of the Renstra's period."""
    own = _REGULATION.sub(" ", without_years(text))
    return _LAST_YEAR.sub(lambda match: match[0] if match[1] else " ", own)


def _evaluated(found: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Those of what is evaluated, by the words before them.

    Up to a year or quarter is what such words name together: Evaluasi Renja dan Pencapaian Renstra s/d Tahun 2024.
    """
    kept = []
    for match, before in _with_words(found):
        of = _plans().findall(" ".join(before.split()))
        together = _UP_TO.search(before) and set(of) & set(_words("dievaluasi"))
        other = set(of[-1:]) & set(_words("rencana_lain")) and not together
        if not other and not set(of) & set(_words("akan_disusun")):
            kept.append(match)
    return kept


def _with_words(found: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], str]]:
    """Each with the words of its line between it and the one before, in lower case."""
    end = 0
    for match in found:
        yield match, match.string[end : match.start()].lower().rpartition("\n")[2]
        end = match.end()


@cache
def _plans() -> re.Pattern[str]:
    """The words that tell of what a year or quarter is; the longest first, for "rencana kerja" is no "rencana"."""
    words = (*_words("dievaluasi"), *_words("akan_disusun"), *_words("rencana_lain"))
    return re.compile(rf"\b(?:{_any(words)})\b")


@cache
def _until() -> re.Pattern[str]:
    """An "sd" right before something that says when, with the word before it that says it is a school."""
    called = _any((*_words("triwulan"), *_words("waktu")))
    when = rf"(?:(?:{called})(?![^\W\d_])|{_WHOLE_MONTH}|(?:iv|i{{1,3}}|\d+)(?!\w))"
    school = rf"(?P<school>(?<!\w)(?:{_any(_words('sekolah'))})\s+)?"
    return re.compile(rf"{school}(?<!\w)sd(?!\w)\.?(?=\s*{when})", re.IGNORECASE)


@cache
def _quarters() -> re.Pattern[str]:
    """One quarter, or several: "Triwulan I, II dan III", "TW 1 s.d. TW 3", "Triwulan Kedua"."""
    called = _any(_words("triwulan"))
    numeral = rf"(?:iv|i{{1,3}}|[1-4]|{_any(_words('bilangan'))})(?![a-z\d])"
    return re.compile(
        rf"(?:{called})[\s._:-]*(?:ke[\s._-]*)?"
        rf"(?:{numeral}\s*(?:,\s*dan|,|dan|&|{_UNTIL})\s*(?:(?:{called})\s*)?)*({numeral})",
        re.IGNORECASE,
    )


def _words(name: str) -> Sequence[str]:
    found: Sequence[str] = load_vocabulary()["kapan"][name]
    return found


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
