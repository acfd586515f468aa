"""Where the map step runs: on the processors of this machine, or on a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from renja_xl.model.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")
# Below this many items a second process costs more than it saves.
_FEW = 3
# A worker that is lost takes its task with it; the task is given to another this often.
_TRIES = 3


def spread(
    task: Callable[[Item], Result],
    items: Sequence[Item],
    lost: Callable[[Item], Result],
    *,
    cluster: str = "",
    processes: int = 0,
) -> Iterator[tuple[Item, Result]]:
    """Every item with what the task gives for it, as they are done.

    An item whose worker is lost again and again (out of memory, killed) gets what `lost` gives; no other suffers.
    Raises UsageError where a cluster is asked for and cannot be reached.
    """
    if cluster:
        yield from _on_cluster(task, items, lost, cluster)
        return
    workers = min(len(items), processes or os.cpu_count() or 1)
    if workers < 2 or len(items) < _FEW:
        yield from ((item, task(item)) for item in items)
        return
    left = yield from _in_pool(task, items, workers)
    for item in left:
        # One of these ended its worker: each alone, so that it ends no other's.
        again = yield from _in_pool(task, [item], 1)
        yield from ((one, lost(one)) for one in again)


def _in_pool(
    task: Callable[[Item], Result], items: Sequence[Item], workers: int
) -> Generator[tuple[Item, Result], None, list[Item]]:
    """What a pool does of the items; returns those that were left when it broke."""
    left: list[Item] = []
    with ProcessPoolExecutor(workers) as pool:
        waiting = {pool.submit(task, item): item for item in items}
        for future in as_completed(list(waiting)):
            item = waiting.pop(future)
            try:
                result = future.result()
            except BrokenProcessPool:
                left.append(item)
                continue
            yield item, result
    return left


def _on_cluster(
    task: Callable[[Item], Result], items: Sequence[Item], lost: Callable[[Item], Result], address: str
) -> Iterator[tuple[Item, Result]]:
    try:
        import distributed
    except ImportError:
        raise UsageError("tanpa-klaster") from None
    try:
        client = distributed.Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise UsageError("klaster-tak-terjangkau", alamat=address, sebab=type(error).__name__) from None
    with client:
        futures = client.map(task, items, retries=_TRIES, pure=False)
        waiting = dict(zip((future.key for future in futures), items, strict=True))
        for future in distributed.as_completed(futures):
            item = waiting[future.key]
            try:
                result = future.result()
            except distributed.KilledWorker:
                result = lost(item)
            future.release()
            yield item, result
