"""Free texts of another agency, pasted into this one's.

Sure only where the titles name an agency, the text names another one at least twice, and this one never: a
text that mentions another agency once may well speak of working with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from renja_xl.model.findings import Finding, finding
from renja_xl.model.matrix import Matrix
from renja_xl.model.texts import sentence

# The words that an agency's name begins with; "pakaian dinas" and "Badan Usaha Milik Desa" name none.
_AGENCY = re.compile(
    r"\bdinas\s+(?:kesehatan|pendidikan|sosial|pertanian|perhubungan|perdagangan|perindustrian|pariwisata|perikanan"
    r"|ketahanan|lingkungan|pekerjaan|perumahan|komunikasi|koperasi|penanaman|kependudukan|pemberdayaan|pengendalian"
    r"|tenaga|transmigrasi|kebudayaan|kepemudaan|perpustakaan|peternakan|kelautan|kehutanan|energi|pemadam)\b"
    r"|\bbadan\s+(?:kepegawaian|perencanaan|keuangan|pendapatan|pengelola(?:an)?|penanggulangan|kesatuan|penelitian"
    r"|riset|pengembangan)\b"
)
_OFTEN = 2


def foreign_text_findings(matrix: Matrix) -> Iterator[Finding]:
    """The free texts that speak of another agency and never of this one."""
    own = set(_agencies(" ".join(matrix.titles)))
    for kind, text in matrix.foot.items() if own else ():
        named = Counter(_agencies(text))
        other, times = next(iter(named.most_common(1)), ("", 0))
        if times >= _OFTEN and not own & set(named):
            yield finding(
                "faktor-instansi-lain",
                {"teks": sentence(f"kaki.{kind}"), "lain": other.title(), "kali": times},
                lembar=matrix.place.sheet,
                sel=matrix.foot_cells.get(kind, ""),
                tertulis=other.title(),
            )


def _agencies(text: str) -> list[str]:
    return [" ".join(name.split()) for name in _AGENCY.findall(text.lower())]
