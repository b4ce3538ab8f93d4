"""The whole attack suite among an honest class: `python tests/benchmarks/attack_rounds.py [ROUNDS]`.

A round grades every attack and 30 honest learners in an order drawn anew, on five processes that each keep one warm
parent; five, as some attacks only sleep. What is told of honest code, of the learners' and of what lies beside an
attack, must be the same bytes as before the first attack. One JSON line a round, and a last one with the sums.
"""

from __future__ import annotations

import atexit
import json
import multiprocessing
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from typing import Any

from attack_class import SEED, Outcome, attacks, grade_attack, grade_learner, honest_class, opened

PROCESSES = 5
NOBODY = {"nobody.py": "def sigmoid(x):\n    return 7.0\n"}
_HALL: list[Any] = []


def _open() -> None:
    stack = ExitStack()
    _HALL.append(stack.enter_context(opened()))
    atexit.register(stack.close)


def learner(number: int) -> tuple[str, str]:
    """Name and record of an honest learner."""
    return f"learner {number}", grade_learner(honest_class()[number], _HALL[0].workers)


def attack(name: str) -> tuple[str, Outcome]:
    """Name and outcome of an attack."""
    return name, grade_attack(name, _HALL[0])


def undisturbed() -> dict[str, str]:
    """What is told of the honest code that lies beside attacks, where nobody attacks."""
    from dlgrade.reports.serial import part_to_json

    hall = _HALL[0]
    return {name: part_to_json(one) for name, one in sorted(hall.beside(hall.grade(NOBODY)).items())}


def rounds(pool: Executor, count: int) -> Iterator[dict[str, Any]]:
    """One row a round."""
    before = dict(pool.map(learner, range(len(honest_class()))))
    beside = pool.submit(undisturbed).result()
    states = {one["state"] for text in before.values() for one in json.loads(text)["exercises"]}
    assert states == {"pass"}, "an honest learner is refused before any attack"
    for number in range(count):
        began = time.perf_counter()
        jobs: list[tuple[Any, Any]] = [(learner, n) for n in range(len(before))]
        jobs += [(attack, name) for name in attacks()]
        random.Random(SEED + number).shuffle(jobs)
        row = _compared([one.result() for one in as_completed([pool.submit(*job) for job in jobs])], before, beside)
        yield {"round": number, "seconds": round(time.perf_counter() - began, 1), **row}


def _compared(results: list[tuple[str, Any]], before: dict[str, str], beside: dict[str, str]) -> dict[str, Any]:
    outcomes = {name: found for name, found in results if isinstance(found, Outcome)}
    honest = {name: (before[name], found) for name, found in results if isinstance(found, str)}
    for name, outcome in outcomes.items():
        honest |= {f"{one} beside {name}": (beside[one], found) for one, found in outcome.honest.items()}
    return {
        "attacks": len(outcomes),
        "honest": len(honest),
        "changed": {name: _difference(*pair) for name, pair in sorted(honest.items()) if pair[0] != pair[1]},
        "forged": sorted(name for name, found in outcomes.items() if found.forged),
        "odd": {name: found.odd for name, found in sorted(outcomes.items()) if found.odd},
    }


def _difference(before: str, now: str) -> str:
    """From the first character that differs."""
    same = next((i for i, (a, b) in enumerate(zip(before, now, strict=False)) if a != b), min(len(before), len(now)))
    return f"{before[same : same + 200]} -> {now[same : same + 200]}"


def main(count: int) -> int:
    """Prints the rows; 0 where no honest verdict changed and nothing was forged."""
    rows = []
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=spawning, initializer=_open) as pool:
        for row in rounds(pool, count):
            rows.append(row)
            print(json.dumps(row), flush=True)
    total = {key: sum(row[key] for row in rows) for key in ("attacks", "honest")}
    found = {key: sum(len(row[key]) for row in rows) for key in ("changed", "forged", "odd")}
    seconds = round(sum(row["seconds"] for row in rows))
    print(json.dumps({"rounds": len(rows), "seconds": seconds, **total, **found}), flush=True)
    return int(bool(found["changed"] or found["forged"]))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
