"""Judges the reference and every accepted convention over many seeds and counts refusals.

python tests/benchmarks/false_refusals.py [--seeds 1000] [--jobs 2] [ID ...]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from dlgrade.exercises.catalogue import exercises, named
from dlgrade.exercises.checking.verify import right

CHUNK = 50


def count(task: tuple[str, range]) -> tuple[str, int, Counter[str], float]:
    name, seeds = task
    exercise = named(name)
    assert exercise is not None
    began = time.process_time()
    found = Counter(breach for seed in seeds for breach in right(exercise, seed))
    return name, len(seeds) * (1 + len(exercise.also_right)), found, time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    chunks = [range(first, min(first + CHUNK, options.seeds)) for first in range(0, options.seeds, CHUNK)]
    judged = Counter[str]()
    seconds: dict[str, tuple[int, float]] = {}
    breaches: dict[str, Counter[str]] = {}
    with ProcessPoolExecutor(options.jobs) as pool:
        tasks = [(name, chunk) for name in options.ids or exercises() for chunk in chunks]
        for name, number, found, took in pool.map(count, tasks):
            judged[name] += number
            done, spent = seconds.get(name, (0, 0.0))
            seconds[name] = (done + 1, spent + took)
            breaches.setdefault(name, Counter()).update(found)
            if seconds[name][0] == len(chunks):
                report = dict(breaches[name]) or "none refused"
                print(f"{name:20} {judged[name]:7} judged {seconds[name][1]:8.1f} s  {report}", flush=True)
    total = sum(sum(found.values()) for found in breaches.values())
    print(f"{len(breaches)} exercises, {sum(judged.values())} right answers judged, {total} refused or misnamed")


if __name__ == "__main__":
    main()
