"""The components of an experiment: the learner's where they pass their exercise, the reference's where they do not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from ..exercises import catalogue
from ..exercises.checking.diagnose import diagnose
from ..exercises.checking.exercise import Exercise
from ..exercises.checking.experiment import Experiment
from ..exercises.checking.subject import Local, Subject
from ..exercises.checking.text import LANGS, Text
from ..exercises.fault import Fault
from .attempts import Attempt, attempt_all, declared_for, locate
from .collect import LoadPlan, Submission, plan
from .elsewhere import other_that_passes
from .messages import say
from .remote import Remote
from .workers import Workers


class Parts:
    """One subject made of several: each symbol is the subject's that has it.

    Args:
        subjects: the subject of each symbol.
    """

    def __init__(self, subjects: Mapping[str, Subject]) -> None:
        self._subjects = dict(subjects)

    def __getattr__(self, symbol: str) -> Any:
        if symbol.startswith("_") or symbol not in self._subjects:
            raise AttributeError(symbol)
        return getattr(self._subjects[symbol], symbol)

    def parameters(self, symbol: str) -> frozenset[str]:
        """Names of the parameters of a function, or of a class's constructor."""
        return self._subjects[symbol].parameters(symbol)

    def begin(self, seed: int) -> None:
        """Seeds whatever the components draw from by default."""
        for subject in dict.fromkeys(self._subjects.values()):
            subject.begin(seed)


@dataclass(frozen=True)
class Chosen:
    """Whose code stands for a component, and why it is not the learner's; `wrong` where it is there and not right."""

    symbol: str
    exercise: str
    why: Text | None
    wrong: bool = False


@dataclass(frozen=True)
class Learner:
    """What is run as the learner's, and whose each component is."""

    parts: Parts
    chosen: tuple[Chosen, ...]

    @property
    def usable(self) -> bool:
        """Whether anything of it is the learner's."""
        return any(one.why is None for one in self.chosen)


def reference(experiment: Experiment) -> Parts:
    """The reference's components."""
    return Parts({symbol: _local(exercise) for symbol, exercise in _exercises(experiment).items()})


@contextmanager
def learner(
    experiment: Experiment, submission: Submission, workers: Workers, seed: int, seconds: float
) -> Iterator[Learner]:
    """The learner's components behind the wall, each graded first.

    Args:
        experiment: what is run.
        submission: what was handed in.
        workers: hands out workers.
        seed: seed of the grading.
        seconds: how long the experiment may take: as much processor time each component has.
    """
    subjects: dict[str, Subject] = {}
    remotes: dict[str, Remote | None] = {}
    chosen: list[Chosen] = []
    reasons: dict[str, tuple[Text, bool]] = {}
    try:
        for symbol, exercise in _exercises(experiment).items():
            if exercise.id not in remotes:
                found = _remote(exercise, submission, workers, seed, seconds)
                remotes[exercise.id] = found if isinstance(found, Remote) else None
                if not isinstance(found, Remote):
                    reasons[exercise.id] = found
            remote = remotes[exercise.id]
            subjects[symbol] = remote or _local(exercise)
            chosen.append(Chosen(symbol, exercise.id, *reasons.get(exercise.id, (None, False))))
        yield Learner(Parts(subjects), tuple(chosen))
    finally:
        for remote in remotes.values():
            if remote:
                remote.close()


def _exercises(experiment: Experiment) -> dict[str, Exercise]:
    found = {symbol: catalogue.named(name) for symbol, name in experiment.symbols.items()}
    return {symbol: exercise for symbol, exercise in found.items() if exercise}


def _local(exercise: Exercise) -> Local:
    return Local(exercise.reference)


def _remote(
    exercise: Exercise, submission: Submission, workers: Workers, seed: int, seconds: float
) -> Remote | tuple[Text, bool]:
    """The learner's code in the form of call in which it passes, or why it is not used and whether it is wrong."""
    places = locate(submission, exercise)
    if not places.choices:
        return told("part_missing", symbol=", ".join(places.missing)), False
    try:
        declared = declared_for(submission, exercise)

        def judged(load: LoadPlan) -> Attempt:
            return attempt_all(exercise, load, workers, seed, declared)

        load = plan(submission, places.definitions)
        attempt = judged(load)
        if other := other_that_passes(submission, exercise, places, attempt, judged):
            load, attempt = other.load, other.attempt
    except Fault as fault:
        return told("part_fault", reason=str(fault)), False
    if attempt.verdict.state == "pass":
        return Remote(
            workers, replace(exercise, cpu_seconds=max(exercise.cpu_seconds, math.ceil(seconds))), load, attempt.form
        )
    cause = diagnose(attempt.verdict)
    return told("part_wrong", exercise=exercise.id, cause=cause.text if cause else Text("", "")), True


def told(key: str, **fields: Any) -> Text:
    """A message of the command line in both languages."""
    ja, en = (
        {name: value.say(lang) if isinstance(value, Text) else value for name, value in fields.items()}
        for lang in LANGS
    )
    return Text(ja=say(key, "ja", **ja).strip(), en=say(key, "en", **en).strip())
