"""Every sentence a user reads lives in `texts/kalimat.toml`; this module hands them out."""

from __future__ import annotations

import errno
import re
import tomllib
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import cache
from importlib import resources
from typing import Any

_INDONESIAN = str.maketrans(",.", ".,")
# Control characters, other ends of lines, and what turns the direction of writing.
_STEERING = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]")
# A name or a value that Windows does not take.
_INVALID_ON_WINDOWS = (87, 123)


@cache
def _sentences() -> dict[str, Any]:
    text = resources.files("renja_xl").joinpath("texts", "kalimat.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def entry(key: str) -> Any:
    """The entry at a dotted key, such as `temuan.tanpa-target`; KeyError when there is none."""
    node: Any = _sentences()
    for part in key.split("."):
        node = node[part]
    return node


def sentence(key: str, /, **isi: object) -> str:
    """The sentence at a dotted key with its blanks filled."""
    template = entry(key)
    if not isinstance(template, str):
        raise KeyError(key)
    return template.format(**isi)


def percent_text(value: Decimal | None) -> str:
    """A percentage as people here write it, half up: 78,69%; a dash where there is none."""
    if value is None:
        return "-"
    with localcontext(rounding=ROUND_HALF_UP):
        return f"{value:.2f}".replace(".", ",") + "%"


def figure_text(text: str) -> str:
    """A figure in machine form as people here write it (1500.00 to 1.500,00); any other text as it is."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return f"{value:,f}".translate(_INDONESIAN) if value.is_finite() else text


def system_reason(error: OSError) -> str:
    """Why the system refused, in words for people; where there are none for it, its code.

    An error without such a code is none of the system's: a library says in its own words what a server said.
    """
    name = errno.errorcode.get(error.errno or 0, "")
    if not name:
        return error.strerror or str(error) or type(error).__name__
    reasons: dict[str, str] = _sentences()["sebab-sistem"]
    number = getattr(error, "winerror", None)
    if name == "EINVAL" and number and number not in _INVALID_ON_WINDOWS:
        name = f"Windows {number}"  # what Python calls by this name there is all that it does not know
    return reasons.get(name) or reasons["lain"].format(kode=name)


def one_line(text: str) -> str:
    """A text in which what would begin a line, or steer a screen, is a visible escape."""
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def printable(name: str) -> str:
    """A file's name as it can be written anywhere: bytes that are no UTF-8 become a sign of their own."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
