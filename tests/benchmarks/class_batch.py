"""A class graded: `python tests/benchmarks/class_batch.py [COUNT]` (300); times, memory and the ratio to a floor.

Rounds take turns: `dlgrade batch --jobs 1`, `--jobs 2`, the second one again without a change, and the floor, which
does the same computing in bare confined forks: one a task, each of which loads the learner's code, runs every check
on it and compares with the reference in the same process (no transport, no report, no store, and no safety). The
floor takes no submission that hangs or attacks, and the ratio is taken on a class without any.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from class_of import NINE, make_class

BATCH = [sys.executable, "-c", "from dlgrade.grader.cli import main; main()", "batch"]
FLOOR = Path(__file__).with_name("class_floor.py")


def batch(folder: Path, out: str, jobs: int) -> tuple[float, float, int, int]:
    """Wall and CPU seconds of a run, peak of the largest process and of all together (PSS), in KiB."""
    command = [*BATCH, "in", "--out", out, "--jobs", str(jobs), "--seed", "7", "--only", ",".join(NINE), "--lang", "en"]
    return timed(command, folder)


def timed(command: list[str], folder: Path) -> tuple[float, float, int, int]:
    """Runs a command to its end."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = _Peak(process.pid)
    process.wait()
    took = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, cpu, *peak.end()


class _Peak(threading.Thread):
    """Looks now and then at the memory of a process and of all below it."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.parent, self.tree, self.over = pid, 0, 0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.over.wait(0.5):
            family = _family(self.pid)
            self.tree = max(self.tree, sum(map(_pss, family)))
            self.parent = max(self.parent, _pss(self.pid))

    def end(self) -> tuple[int, int]:
        self.over.set()
        self.join()
        return self.parent, self.tree


def _family(pid: int) -> list[int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main(count: int) -> None:
    """Prints one table."""
    with tempfile.TemporaryDirectory() as top:
        odd, plain = Path(top, "odd"), Path(top, "plain")
        make_class(odd / "in", count, 1)
        make_class(plain / "in", count, 1, odd=False)
        print(f"{count} submissions of nine tasks       wall s   CPU s   parent MiB   all MiB")
        for name, folder in (("with hangs and attacks", odd), ("without", plain)):
            for jobs in (1, 2):
                show(f"{name}, --jobs {jobs}", batch(folder, f"out{jobs}", jobs))
            show(f"{name}, again", batch(folder, "out2", 2))
        floors = [timed([sys.executable, str(FLOOR), "in"], plain) for _ in range(3)]
        floor = statistics.median(one[0] for one in floors)
        show("floor, one process", floors[0])
        shutil.rmtree(plain / "out1")
        whole = batch(plain, "out1", 1)[0]
        print(f"ratio to the floor {whole / floor:.2f}; a submission {1000 * whole / count:.1f} ms, floor "
              f"{1000 * floor / count:.1f} ms")  # fmt: skip


def show(name: str, found: tuple[float, float, int, int]) -> None:
    """One line of the table."""
    took, cpu, parent, tree = found
    print(f"{name:34} {took:8.1f} {cpu:7.1f} {parent / 1024:10.0f} {tree / 1024:10.0f}", flush=True)


if __name__ == "__main__":
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
