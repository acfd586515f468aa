"""Where the map step runs: processes of this machine and a Dask cluster, some of whose workers are killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import distributed
import pytest

from renja_xl.model.errors import UsageError
from renja_xl.reading.rule_file import load_rule_set
from renja_xl.use_cases.gabung import gabung
from renja_xl.use_cases.gabung.bring import Order, bring, lost
from renja_xl.use_cases.gabung.sources import Found, find_sources
from renja_xl.use_cases.spread import spread
from tests.agencies import region
from tests.test_cli import one_sentence, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed by signals of POSIX")


def square_unless(killers: frozenset[int], number: int) -> int:
    """The square of a number; those of `killers` end the process that has them in hand."""
    if number in killers:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.001)
    return number * number


def minus_one(number: int) -> int:
    return -1


KILLERS: dict[str, tuple[int, ...]] = {
    "tidak ada": (),
    "yang pertama": (0,),
    "yang di tengah": (17,),
    "yang terakhir": (39,),
    "beberapa": (3, 4, 25),
    "berdampingan di dua proses": (8, 9),
}


@pytest.mark.parametrize("processes", [2, 4])
@pytest.mark.parametrize("name", KILLERS)
def test_a_killer_loses_its_own_item_only(name: str, processes: int) -> None:
    killers = frozenset(KILLERS[name])
    task = partial(square_unless, killers)
    found = list(spread(task, range(40), minus_one, processes=processes))
    assert sorted(found) == [(number, -1 if number in killers else number * number) for number in range(40)]


@pytest.mark.parametrize(("items", "processes"), [(0, 4), (1, 4), (2, 4), (9, 1)])
def test_little_work_stays_in_this_process(items: int, processes: int) -> None:
    def here(number: int) -> int:  # cannot be sent to another process
        return number + os.getpid()

    found = list(spread(here, range(items), minus_one, processes=processes))
    assert found == [(number, number + os.getpid()) for number in range(items)]


def test_windows_takes_no_more_processes_than_it_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def pool(workers: int, **_: object) -> ThreadPoolExecutor:
        asked.append(workers)
        return ThreadPoolExecutor(1)

    monkeypatch.setattr("renja_xl.use_cases.spread.ProcessPoolExecutor", pool)
    for platform in ("win32", "linux"):
        monkeypatch.setattr("sys.platform", platform)
        assert len(list(spread(minus_one, range(100), minus_one, processes=80))) == 100
    assert asked == [61, 80]


def slow_mark(folder: Path, number: int) -> int:
    (folder / str(number)).touch()
    time.sleep(0.05)
    return number


def test_whoever_stops_waits_for_no_more_than_is_in_hand(tmp_path: Path) -> None:
    running = spread(partial(slow_mark, tmp_path), range(200), minus_one, processes=2)
    next(running)
    running.close()  # type: ignore[attr-defined]
    assert len(list(tmp_path.iterdir())) < 20


def bring_unless(victim: str, order: Order, found: Found) -> object:
    if found.berkas == victim:
        os.kill(os.getpid(), signal.SIGKILL)
    return bring(found, order)


def test_a_workbook_that_ends_its_worker_is_a_failure(tmp_path: Path) -> None:
    agencies, _ = region(tmp_path, 6)
    order = Order({"": load_rule_set("baku")}, (), "", None)
    found = find_sources([one.path for one in agencies], []).found
    victim = found[2].berkas
    brought = dict(
        spread(partial(bring_unless, victim, order), found, partial(lost, order=order), processes=2)
    )
    assert len(brought) == 6
    for item, result in brought.items():
        failed = getattr(result, "failure")  # noqa: B009
        assert bool(failed) == (item.berkas == victim)
        if failed:
            assert victim in failed.sebab
            assert "proses" in failed.sebab


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """Two worker processes and their scheduler."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as running:
        yield running


@pytest.mark.lambat
def test_a_cluster_gives_what_this_machine_gives(cluster: object, tmp_path: Path) -> None:
    """One of the two workers is killed on the way; nothing is lost, and nothing comes twice."""
    agencies, listing = region(tmp_path / "masuk", 24)
    sources = [one.path for one in agencies]
    here = gabung(sources, tmp_path / "sini.xlsx", daftar=listing, proses=1)
    killed = threading.Event()
    done: list[int] = []

    def maju(count: int, _: int) -> None:
        done.append(count)
        if count >= 4 and not killed.is_set():
            killed.set()
            nanny = next(iter(cluster.workers.values()))  # type: ignore[attr-defined]
            os.kill(nanny.pid, signal.SIGKILL)

    there = gabung(
        sources,
        tmp_path / "sana.xlsx",
        maju,
        daftar=listing,
        klaster=cluster.scheduler_address,  # type: ignore[attr-defined]
    )
    assert killed.is_set()
    assert done == list(range(len(sources) + 1))
    assert (there.region.gagal, there.region) == ([], here.region)


@pytest.mark.lambat
def test_a_workbook_that_ends_every_worker_of_a_cluster(cluster: object) -> None:
    task = partial(square_unless, frozenset((3,)))
    address: str = cluster.scheduler_address  # type: ignore[attr-defined]
    found = sorted(spread(task, range(8), minus_one, cluster=address))
    assert found == [(number, -1 if number == 3 else number * number) for number in range(8)]


@pytest.mark.lambat
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "bukan alamat"])
def test_a_cluster_out_of_reach(tmp_path: Path, address: str) -> None:
    agencies, _ = region(tmp_path / "masuk", 1)
    result = run("gabung", agencies[0].path, "-o", tmp_path / "r.xlsx", "--klaster", address)
    one_sentence(result, 2, address, "tidak terjangkau")
    assert not (tmp_path / "r.xlsx").exists()


def test_a_cluster_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UsageError, match=r"renja-xl\[klaster\]"):
        list(spread(minus_one, range(3), minus_one, cluster="tcp://127.0.0.1:8786"))
