"""A class on a Dask cluster: `python tests/benchmarks/class_dask.py [COUNT] [ROUNDS]` (120, 3); one worker against two.

A scheduler and workers of one thread each are processes of this machine, started as `dask scheduler` and `dask worker`
would be. The cluster of one and that of two take turns; each grades the same class twice, and the second time, when
workers have NumPy, the exercises and the reference's answers, is what counts: a cluster runs already when it is asked.
Beside them `--jobs 1` and `--jobs 2` of this machine. All stores are compared. The load of the machine is shown: two
workers need two processors that have nothing else to do.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

from class_batch import BATCH, timed
from class_of import NINE, make_class

sys.path.insert(0, str(Path(__file__).parents[1] / "grader" / "batch"))


@dataclass(frozen=True)
class Cost:
    """Seconds of the clock, and CPU seconds of `batch` with its own processes, of the workers, and of the scheduler."""

    clock: float
    batch: float
    workers: float = 0.0
    scheduler: float = 0.0


def command(out: Path, *where: str) -> list[str]:
    """The class graded into a folder."""
    return [*BATCH, "in", "--out", str(out), "--seed", "7", "--only", ",".join(NINE), "--lang", "en", *where]


def on_cluster(folder: Path, workers: int) -> Cost:
    """`batch` on a cluster that has graded the class once before."""
    from distributed import Client, LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        timed(command(folder / "cold", "--scheduler", made.scheduler_address), folder)
        shutil.rmtree(folder / "cold")
        out = folder / f"dask{workers}"
        shutil.rmtree(out, ignore_errors=True)
        with Client(made.scheduler_address, set_as_default=False) as client:
            before, scheduler = sum(client.run(_cpu).values()), time.process_time()
            took, batch = timed(command(out, "--scheduler", made.scheduler_address), folder)[:2]
            graded = sum(client.run(_cpu).values()) - before
        return Cost(took, batch, graded, time.process_time() - scheduler)


def _cpu() -> float:
    """On a worker: CPU seconds of it, its warm parent and all that this forked."""
    import psutil

    mine = psutil.Process()
    return sum(sum(one.cpu_times()[:4]) for one in (mine, *mine.children(recursive=True)))


def here(folder: Path, jobs: int) -> Cost:
    """The same with processes of this machine."""
    out = folder / f"jobs{jobs}"
    shutil.rmtree(out, ignore_errors=True)
    return Cost(*timed(command(out, "--jobs", str(jobs)), folder)[:2])


def main(count: int, rounds: int) -> None:
    """Prints a line a round, the medians and the ratios."""
    ways = {"1 worker": (on_cluster, 1), "2 workers": (on_cluster, 2), "--jobs 1": (here, 1), "--jobs 2": (here, 2)}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    costs: dict[str, Cost] = {}
    print(f"{count} submissions of nine tasks; seconds of the clock\nround " + "".join(f"{name:>11}" for name in ways))
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        make_class(folder / "in", count, 1, odd=False)
        for number in range(rounds):
            for name, (work, size) in ways.items():
                costs[name] = work(folder, size)
                seconds[name].append(costs[name].clock)
            shown = "".join(f"{seconds[name][-1]:11.1f}" for name in ways)
            print(f"{number + 1:5} {shown}   load {os.getloadavg()[0]:.1f}", flush=True)
        print("the same store" if _same(folder) else "DIFFERENT STORES")
    for name, cost in costs.items():
        print(f"CPU of the last round, {name}: batch {cost.batch:.1f} s, workers {cost.workers:.1f} s, "
              f"scheduler {cost.scheduler:.1f} s")  # fmt: skip
    middle = {name: statistics.median(found) for name, found in seconds.items()}
    print(f"medians: two workers {middle['1 worker'] / middle['2 workers']:.2f} × one; "
          f"--jobs 2 {middle['--jobs 1'] / middle['--jobs 2']:.2f} × --jobs 1")  # fmt: skip


def _same(folder: Path) -> bool:
    """Whether every way left the same store, but for times."""
    from conftest import content
    from dlgrade.grader.batch.store import FILE

    found = [content(folder / out / FILE) for out in ("dask1", "dask2", "jobs1", "jobs2")]
    return all(one == found[0] for one in found)


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # of the library's own making: ports in use
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    numbers = [int(one) for one in sys.argv[1:]]
    main(*(numbers + [120, 3][len(numbers) :]))
