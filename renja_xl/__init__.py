"""renja-xl: performance matrices of Indonesia's regional agencies, Excel in, Excel out.

`isi` fills a matrix, `periksa` audits some, `gabung` consolidates many, `templat` writes an empty form,
`aturan` lists the rule sets; each is one function. They are imported when first asked for, so that importing the
package, or showing help, stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from renja_xl.model.version import VERSION

if TYPE_CHECKING:
    from renja_xl.use_cases.aturan import aturan, aturan_toml
    from renja_xl.use_cases.gabung import gabung
    from renja_xl.use_cases.isi import isi, isi_semua
    from renja_xl.use_cases.kamus import kamus
    from renja_xl.use_cases.pantau import pantau
    from renja_xl.use_cases.periksa import periksa
    from renja_xl.use_cases.riwayat import riwayat
    from renja_xl.use_cases.templat import templat

__version__ = VERSION
__all__ = [
    "aturan",
    "aturan_toml",
    "gabung",
    "isi",
    "isi_semua",
    "kamus",
    "pantau",
    "periksa",
    "riwayat",
    "templat",
]

_HOMES = {
    "aturan": "aturan",
    "aturan_toml": "aturan",
    "gabung": "gabung",
    "isi": "isi",
    "isi_semua": "isi",
    "kamus": "kamus",
    "pantau": "pantau",
    "periksa": "periksa",
    "riwayat": "riwayat",
    "templat": "templat",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'renja_xl' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"renja_xl.use_cases.{_HOMES[name]}"), name)
