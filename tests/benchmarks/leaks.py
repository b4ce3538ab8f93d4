"""What gradings leave behind: `python tests/benchmarks/leaks.py [GRADINGS [HOSTILE [ATTACK …]]]`.

Grades that many submissions with one judge and one warm parent, hostile ones spread among honest ones, and compares
what stands on the machine before and after: processes, files, shared memory, message queues, sockets, keys,
descriptors, threads. Memory of the two processes is followed, and its growth told as a slope with its error. It runs
in namespaces of its own where the machine has them, so that nothing of others is counted and nothing is missed.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import traces
from attack_class import SEED, STYLES, attacks, grade_attack, grade_learner, honest_class, opened

BLOCKS = 20
PATIENCE = 10.0


def run(gradings: int, hostile: list[str]) -> dict[str, Any]:
    """Grades, and gives what is left."""
    traces.settle_in()
    places = set(random.Random(SEED).sample(range(gradings), len(hostile)))
    todo, learners, refused = iter(hostile), honest_class(), list[str]()
    with opened() as hall:
        watched = {"judge": os.getpid(), "warm parent": hall.workers.zygote.process.pid}
        grade_attack(next(iter(attacks())), hall)  # what is loaded once is loaded now
        for learner in learners[: len(STYLES)]:
            grade_learner(learner, hall.workers)
        folders = [hall.top, Path(hall.workers.folder)]
        before, sizes, began = traces.found(watched, folders), list[list[int]](), time.perf_counter()
        for number in range(gradings):
            if number in places:
                grade_attack(next(todo), hall)
            elif '"state": "error"' in grade_learner(learners[number % len(learners)], hall.workers):
                refused.append(learners[number % len(learners)].folder.name)
            sizes.append([traces.resident(pid) for pid in watched.values()])
        seconds, left = time.perf_counter() - began, _left(before, watched, folders)
    return {
        "gradings": gradings,
        "hostile": len(hostile),
        "seconds": round(seconds, 1),
        "counted": {kind: len(items) for kind, items in before.items()},
        "left": left,
        "refused": refused,
        "growth, KiB in 1,000 gradings, and its error": growth(sizes, list(watched)),
    }


def _left(before: traces.Traces, watched: dict[str, int], folders: list[Path]) -> traces.Traces:
    """What is left once what was killed has had time to go."""
    deadline = time.monotonic() + PATIENCE
    while (left := traces.left(before, traces.found(watched, folders))) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def growth(sizes: list[list[int]], names: list[str]) -> dict[str, list[float]]:
    """Slope of memory over gradings and its standard error, from means of blocks of the later three quarters."""
    later = np.array(sizes[len(sizes) // 4 :], float)
    if len(later) < 2 * BLOCKS:
        return {}
    blocks = np.array([block.mean(axis=0) for block in np.array_split(later, BLOCKS)])
    x = (np.arange(BLOCKS) - (BLOCKS - 1) / 2) * len(later) / BLOCKS / 1000
    slope = x @ blocks / (x @ x)
    rest = blocks - blocks.mean(axis=0) - np.outer(x, slope)
    error = np.sqrt((rest**2).sum(axis=0) / (BLOCKS - 2) / (x @ x))
    return {name: [round(float(s), 1), round(float(e), 1)] for name, s, e in zip(names, slope, error, strict=True)}


def main(gradings: int, hostile: int, names: list[str]) -> int:
    """Prints the findings as JSON; 0 where nothing is left."""
    if traces.MARK in os.environ or "alone" in names:
        every = sorted(attacks())
        chosen = [name for name in names if name != "alone"] or random.Random(SEED).sample(every, len(every))
        found = run(gradings, [chosen[i % len(chosen)] for i in range(hostile)])
        print(json.dumps({"isolated": traces.MARK in os.environ, **found}, indent=1), flush=True)
        return int(bool(found["left"] or found["refused"]))
    command = [sys.executable, str(Path(__file__).resolve()), str(gradings), str(hostile), *names]
    with tempfile.TemporaryDirectory() as folder:
        told = traces.isolated(command, Path(folder))
        if told is None:
            return subprocess.run([*command, "alone"], check=False).returncode
        return subprocess.run(told[0], env=told[1], check=False).returncode


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:3]]
    sys.exit(main(*[*numbers, *(1000, 50)[len(numbers) :]], sys.argv[3:]))
