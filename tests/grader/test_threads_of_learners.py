"""Code that is handed a function may call it from several threads at once."""

from __future__ import annotations

from pathlib import Path

from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers

IN_THREADS = """
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def numerical_gradient(f, x):
    def at(place):
        above, below = x.copy(), x.copy()
        above[place] += 1e-4
        below[place] -= 1e-4
        return (f(above) - f(below)) / 2e-4

    with ThreadPoolExecutor(4) as pool:
        return np.array(list(pool.map(at, np.ndindex(x.shape)))).reshape(x.shape)
"""


def test_a_gradient_whose_differences_are_taken_in_threads_is_right(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(IN_THREADS)

    with Workers() as workers:
        task = Task(collect(tmp_path), [catalogue.exercises()["numerical-gradient"]], (), 3, "en", "mine")
        found = grade(task, workers).exercises[0]

    assert (found.state, found.points) == ("pass", found.max_points), found.cause
