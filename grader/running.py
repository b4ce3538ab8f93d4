"""Runs an experiment over its seeds, and keeps what was computed whatever ends it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..exercises.checking.case import Case
from ..exercises.checking.experiment import Curves, Experiment, Point, Size, Spread, Step
from ..exercises.checking.outcome import LearnerError
from ..exercises.checking.text import Text
from ..reports.experiment_record import Stopped, Whose
from .parts import Parts, told

Progress = Callable[[float], None]
UNUSABLE = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
"""What our own loop raises where a component gave it something else than it gave its exercise."""


class TimeUp(Exception):
    """The time limit was reached."""


@dataclass
class Run:
    """One run of one seed: its points by panel and series, in their order."""

    points: dict[tuple[str, str], list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    whole: bool = False

    @property
    def curves(self) -> dict[tuple[str, str], Any]:
        """The points as arrays (k, 2)."""
        return {key: np.array(points) for key, points in self.points.items()}


@dataclass
class Measured:
    """What was computed so far.

    Attributes:
        runs: the runs by whose code they are of, a seed each; the last may be a part of one.
        figures: figures of the whole runs, likewise.
        done: seeds that were run to the end.
        stopped: why it ended early.
        problem: why the learner's code did not run to the end.
    """

    runs: dict[Whose, list[Run]] = field(default_factory=lambda: defaultdict(list))
    figures: dict[Whose, list[Mapping[str, float]]] = field(default_factory=lambda: defaultdict(list))
    done: int = 0
    stopped: Stopped = ""
    problem: Text | None = None

    def curves(self, whose: Whose) -> list[Curves]:
        """Curves of the whole runs; of a part of one where there is no whole one."""
        runs = self.runs.get(whose, [])
        return [run.curves for run in [run for run in runs if run.whole] or runs]

    def spreads(self, whose: Whose) -> dict[str, Spread]:
        """Each figure over the seeds at which it is a finite number."""
        found: dict[str, list[float]] = defaultdict(list)
        for figures in self.figures.get(whose, []):
            for name, value in figures.items():
                if np.isfinite(value):
                    found[name].append(float(value))
        return {name: spread(values) for name, values in found.items()}


def spread(values: list[float]) -> Spread:
    """Mean and deviation of a sample."""
    sd = float(np.std(values, ddof=1)) if len(values) > 1 else 0.0
    return Spread(float(np.mean(values)), sd, len(values))


def measure(
    experiment: Experiment, subjects: Mapping[Whose, Parts], size: Size, seed: int, limit: float, progress: Progress
) -> Measured:
    """Runs every subject on the same cases, one seed after the other.

    Args:
        experiment: what to run.
        subjects: the reference, and the learner where there is one.
        size: how much of it.
        seed: the first seed; the others follow.
        limit: seconds after which no more is computed.
        progress: told the share that is done.

    A KeyboardInterrupt, the time limit or an error of the learner's ends it early; what was computed is kept.
    """
    measured = Measured()
    until = time.monotonic() + limit
    starts = _starts(experiment, subjects, size)
    parts = size["seeds"] * len(starts)
    try:
        with np.errstate(all="ignore"):  # a run that diverges is a result
            for i in range(size["seeds"]):
                for place, (whose, start) in enumerate(starts.items()):
                    if whose == "learner" and measured.problem:
                        continue
                    within = _within(progress, i * len(starts) + place, parts)
                    _run(measured, whose, start, Case(seed + i, experiment.id), until, within)
                _figures(experiment, measured)
                measured.done += 1
    except KeyboardInterrupt:
        measured.stopped = "interrupted"
    except TimeUp:
        measured.stopped = "time"
    return measured


def _within(progress: Progress, before: int, parts: int) -> Progress:
    """Progress of one of several parts as that of the whole."""
    return lambda share: progress((before + share) / parts)


Start = Callable[[Case], Iterator[Step]]


def _starts(experiment: Experiment, subjects: Mapping[Whose, Parts], size: Size) -> dict[Whose, Start]:
    starts: dict[Whose, Start] = {}
    if common := getattr(experiment.module, "common", None):
        starts["common"] = lambda case: _seeded(case, lambda: common(case, size))
    for whose, parts in subjects.items():
        starts[whose] = lambda case, parts=parts: _begun(experiment, parts, case, size)  # type: ignore[misc]
    return starts


def _seeded(case: Case, steps: Callable[[], Iterator[Step]]) -> Iterator[Step]:
    np.random.seed(case.draw_seed())
    yield from steps()


def _begun(experiment: Experiment, parts: Parts, case: Case, size: Size) -> Iterator[Step]:
    parts.begin(case.draw_seed())
    yield from experiment.module.run(parts, case, size)


def _run(measured: Measured, whose: Whose, start: Start, case: Case, until: float, progress: Progress) -> None:
    run = Run()
    measured.runs[whose].append(run)
    try:
        for step in start(case):
            if isinstance(step, Point):
                run.points[step.panel, step.series].append((float(step.x), float(step.y)))
            else:
                progress(step.done)
            if time.monotonic() > until:
                raise TimeUp
        run.whole = True
    except LearnerError as error:
        measured.problem = told("learner_stopped", cause=error.text)
    except UNUSABLE as error:
        if whose != "learner":
            raise
        measured.problem = told("learner_stopped", cause=f"{type(error).__name__}: {error}")


def _figures(experiment: Experiment, measured: Measured) -> None:
    """Figures of the seed that was run last; a whole run of the learner's may lack next to a broken one."""
    common = measured.runs["common"][-1].curves if "common" in measured.runs else {}
    for whose in ("reference", "learner"):
        runs = measured.runs.get(whose, [])
        if runs and runs[-1].whole and len(runs) > len(measured.figures[whose]):
            measured.figures[whose].append(experiment.module.figures({**common, **runs[-1].curves}))
