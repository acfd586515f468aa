"""How long it waits before it looks again."""

from __future__ import annotations

from renja_xl.watching.wakeups import pause_after


def test_each_pause_is_twice_as_long_up_to_the_longest() -> None:
    assert [pause_after(tries, 5.0) for tries in range(5)] == [1, 2, 4, 5, 5]
    assert pause_after(2, 5.0, first=0.25) == 1
    assert pause_after(5000, 60.0) == 60
