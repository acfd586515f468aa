"""Words that are all but the same, and words made of others."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

# Shorter words differ by a letter and mean another place.
_LONG = 6


def all_but_same(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two names differ by slips in long words: Raya is none for Jaya, Pertanahan none for Pertanian."""
    return len(words) == len(others) and all(map(_slip, words, others))


def _slip(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter."""
    most = max(len(one), len(other))
    if one == other or most < _LONG:
        return one == other
    # Twice the letters they share over those of both, which one letter more, less, other or moved leaves at least
    # at 1 - 1/most: in whole numbers, for a binary float misses it.
    shared = sum(block.size for block in SequenceMatcher(None, one, other).get_matching_blocks())
    return 2 * shared * most >= (len(one) + len(other)) * (most - 1)


def is_made_of(word: str, words: Sequence[str]) -> bool:
    """Whether a word is made of the beginnings of others, in their order: PUPR, Kominfo, Kesbangpol."""
    if not word:
        return True
    return any(
        word[:length] == other[:length] and is_made_of(word[length:], words[place + 1 :])
        for place, other in enumerate(words)
        for length in range(1, min(len(word), len(other)) + 1)
    )
