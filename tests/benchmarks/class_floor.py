"""The floor of `class_batch.py`: `class_floor.py DIR` judges every submission in bare confined forks, one a task.

Each fork asks the same checks as a grading does, those that are asked twice or with numbers of their own included.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import numpy as np
from class_of import NINE
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.exercise import Exercise
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Evaluations, Local, Manner
from dlgrade.exercises.checking.submitted import judge_submitted
from dlgrade.grader.attempts import _sources
from dlgrade.grader.collect import LoadPlan, collect, plan
from dlgrade.grader.grading import locate
from dlgrade.grader.worker import wall
from dlgrade.grader.worker.loading import Loader, Told

SEED = 7


class Own(Local):
    """The learner's code here, asked all that it is asked behind the wall; nothing of it is counted."""

    manner = Manner()
    asked = 0
    evaluations: tuple[Evaluations, ...] = ()


def load(found: LoadPlan) -> Own:
    """The learner's code in this process."""
    modules = {m.name: Told(m.path, m.source, m.package, m.keep) for m in found.modules}
    loader = Loader(modules, {(a.importer, a.asked): a.module for a in found.aliases})
    return Own({name: getattr(loader.load(place.module), place.attribute) for name, place in found.symbols.items()})


def task(exercise: Exercise, found: LoadPlan, prepared: wall.Prepared, scratch: str) -> None:
    """One fork: the wall, the code, all checks."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        wall.enter(prepared, scratch, wall.Limits())
        judge_submitted(exercise, load(found), SEED, _sources(found))
    finally:
        os._exit(0)


def main(folder: Path) -> None:
    """Every submission, nine tasks each. The reference's answers are known before, as in a class."""
    np.random.seed(0)
    exercises = [catalogue.exercises()[name] for name in NINE]
    for exercise in exercises:
        judge(exercise, Local(exercise.reference), SEED)
    with tempfile.TemporaryDirectory() as scratch:
        prepared = wall.prepare(wall.python_paths(), [], scratch, frozenset())
        for path in sorted(folder.iterdir()):
            submission = collect(path)
            for exercise in exercises:
                definitions = {name: choice.definition for name, choice in locate(submission, exercise).choices.items()}
                if definitions:
                    task(exercise, plan(submission, definitions), prepared, scratch)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
