"""What a worker costs: `python tests/benchmarks/worker_cost.py [ROUNDS]`, medians of rounds that take turns, in ms.

Each round has a bare fork (of a process with NumPy loaded, as small as the warm parent), a worker with the wall and
one without it, both started and ended by the judge as in a grading. The goal is 3 ms for fork and wall together.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from dlgrade.grader.worker import wall
from dlgrade.grader.worker.environment import variables
from dlgrade.grader.workers import Workers

BARE = """
import os, sys, time
import numpy
for line in sys.stdin:
    began = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    print(1000 * (time.perf_counter() - began), flush=True)
"""


def bare(process: subprocess.Popen[str]) -> float:
    """Milliseconds of a fork and its end."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def lap(workers: Workers) -> tuple[float, float, int]:
    """Milliseconds until a worker is ready and until it is cleared away, and its most memory in KiB."""
    began = time.perf_counter()
    worker = workers.start(5)
    ready = time.perf_counter()
    ending = worker.end()
    return 1000 * (ready - began), 1000 * (time.perf_counter() - ready), ending.peak


def peak(pid: int) -> int:
    """The most memory a process held, in KiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def main(rounds: int) -> None:
    """Print the table, and the same as one line of JSON."""
    command = [sys.executable, "-c", BARE]
    with (
        subprocess.Popen(
            command, text=True, env=variables("/"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process,
        Workers("fork") as walled,
        Workers("fork", off=frozenset(wall.LAYERS)) as open_,
    ):
        laps = [(bare(process), lap(walled), lap(open_)) for _ in range(rounds + 3)][3:]
        assert walled.zygote is not None
        memory = {
            "judge": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            "warm parent": peak(walled.zygote.process.pid),
            "worker": max(w[2] for _, w, _ in laps),
        }
    forks = [one for one, _, _ in laps]
    rows = {
        "bare fork and its end": statistics.median(forks),
        "worker: ready, with the wall": statistics.median(w[0] for _, w, _ in laps),
        "worker: ready, without": statistics.median(o[0] for _, _, o in laps),
        "worker: ended and cleared away": statistics.median(w[1] for _, w, _ in laps),
        "wall (paired difference)": statistics.median(w[0] - o[0] for _, w, o in laps),
        "fork + wall": statistics.median(one + w[0] - o[0] for one, w, o in laps),
    }
    for name, value in rows.items():
        print(f"{name:32} {value:6.2f} ms")
    for name, value in memory.items():
        print(f"peak memory, {name:19} {value / 1024:6.1f} MiB")
    figures = {**rows, **{f"{name} KiB": value for name, value in memory.items()}}
    print(json.dumps({"rounds": rounds, "cores": os.cpu_count(), **figures}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
