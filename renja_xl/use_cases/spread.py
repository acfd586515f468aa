"""One task for many files: on the processors of this machine, or on a Dask cluster."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any, TypeVar

from renja_xl.model.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")
# Below this many items a second process costs more than it saves.
_FEW = 3
# Windows waits for at most so many processes at once, and a pool of more is refused.
_MOST_ON_WINDOWS = 61


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
    How often a cluster gives such an item to another worker its scheduler decides (`allowed-failures`).
    Raises UsageError where a cluster is asked for and cannot be reached.
    """
    if cluster:
        yield from _on_cluster(task, items, lost, cluster)
        return
    workers = min(len(items), processes or os.cpu_count() or 1)
    if sys.platform == "win32":
        workers = min(workers, _MOST_ON_WINDOWS)
    if workers < 2 or len(items) < _FEW:
        yield from ((item, task(item)) for item in items)
        return
    batches = [list(items)]
    while batches:
        batch = batches.pop()
        left = yield from _in_pool(task, batch, min(len(batch), workers))
        if len(batch) == 1:
            yield from ((item, lost(item)) for item in left)
        elif left:
            # One of these ended its worker and with it the pool: halves, until it is alone and ends no other's.
            half = len(left) // 2
            batches += [part for part in (left[half:], left[:half]) if part]


def _in_pool(
    task: Callable[[Item], Result], items: Sequence[Item], workers: int
) -> Generator[tuple[Item, Result], None, list[Item]]:
    """What a pool does of the items; returns those that were left when it broke, in their order."""
    left = dict(enumerate(items))
    pool = ProcessPoolExecutor(workers, initializer=_follow_parent)
    try:
        waiting: dict[Future[Result], int] = {}
        with suppress(BrokenProcessPool):
            for place, item in enumerate(items):
                waiting[pool.submit(task, item)] = place
        for future in as_completed(list(waiting)):
            place = waiting.pop(future)
            with suppress(BrokenProcessPool):
                result = future.result()
                yield left.pop(place), result
    finally:
        # Whoever stops here, by Ctrl+C or for a full disk, waits for the files in hand and for no others.
        pool.shutdown(cancel_futures=True)
    return list(left.values())


def _follow_parent() -> None:
    """A worker leaves Ctrl+C to the process that gave it the work, and ends with that process."""
    # What is loaded by now stays loaded: to look through it for garbage again and again costs a tenth of the time.
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


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
        suspects = yield from _by_all(client, task, items, address)
        for item in suspects:
            # Alone, so that a worker that ends takes no other's task with it.
            left = yield from _by_all(client, task, [item], address)
            yield from ((one, lost(one)) for one in left)


def _by_all(
    client: Any, task: Callable[[Item], Result], items: Sequence[Item], address: str
) -> Generator[tuple[Item, Result], None, list[Item]]:
    """What the cluster does of the items; returns those whose workers were lost too often."""
    import distributed

    left: list[Item] = []
    futures = client.map(task, items, pure=False)
    waiting = dict(zip((future.key for future in futures), items, strict=True))
    for future in distributed.as_completed(futures):
        item = waiting[future.key]
        try:
            yield item, future.result()
        except distributed.KilledWorker:
            left.append(item)
        except Exception as error:
            # The task itself never raises: the scheduler is gone, or its workers lack this package.
            raise UsageError("klaster-gagal", alamat=address, sebab=type(error).__name__) from error
        future.release()
    return left
