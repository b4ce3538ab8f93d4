"""Checks the checks: the reference passes, nothing wrong does, every mistake has its name, nothing flickers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .diagnose import diagnose
from .exercise import Exercise
from .judge import BOOK, GraderFault, judge
from .subject import Local, zeros

IN_FORM = 8
"""How many mistakes a seed are verified in another form."""


@dataclass
class Report:
    """What `verify` found of one exercise.

    Attributes:
        exercise: its id.
        seeds: number of seeds.
        mistakes: number of known mistakes.
        conventions: number of accepted conventions.
        breaches: each breach and how many seeds showed it.
    """

    exercise: str
    seeds: int
    mistakes: int
    conventions: int
    breaches: Counter[str] = field(default_factory=Counter)

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.breaches


def verify(exercise: Exercise, seeds: Iterable[int]) -> Report:
    """Verifies one exercise over many seeds."""
    seeds = tuple(seeds)
    report = Report(exercise.id, len(seeds), len(exercise.mistakes), len(exercise.also_right))
    for label in sorted(set(exercise.mistakes) - {label.partition("__")[0] for label in exercise.wrong}):
        report.breaches[f"mistake {label} has a text and no code"] += 1
    for seed in seeds:
        try:
            report.breaches.update(_breaches(exercise, seed))
        except GraderFault as fault:
            report.breaches[f"reference raised: {fault}"] += 1
    return report


def _breaches(exercise: Exercise, seed: int) -> list[str]:
    return [
        *right(exercise, seed),
        *(breach for label, symbols in exercise.wrong.items() for breach in _wrong(exercise, symbols, label, seed)),
        *_in_form(exercise, seed),
        *_worthless(exercise, seed),
    ]


def right(exercise: Exercise, seed: int) -> list[str]:
    """What is refused or misnamed of the reference and of every accepted convention."""
    conventions = exercise.also_right.items()
    return [
        *_right(exercise, exercise.reference, BOOK, seed),
        *(breach for label, symbols in conventions for breach in _right(exercise, symbols, label, seed)),
    ]


def _right(exercise: Exercise, symbols: Mapping[str, Any], label: str, seed: int) -> list[str]:
    verdict = judge(exercise, Local(symbols), seed)
    name = label or "reference"
    if verdict.state != "pass":
        return [f"{name} refused at {', '.join(v.check.id for v in verdict.failing)}"]
    if failed := [v.check.id for v in verdict.checks if v.state != "pass"]:
        return [f"{name} was given the advice {', '.join(failed)}"] if not label else []
    return [] if verdict.convention == label else [f"{name} taken for {verdict.convention or 'reference'}"]


def _wrong(exercise: Exercise, symbols: Mapping[str, Any], label: str, seed: int) -> list[str]:
    verdict = judge(exercise, Local(symbols), seed)
    if verdict.state == "pass":
        return [f"mistake {label} passed" + (f" as {verdict.convention}" if verdict.convention else "")]
    cause = diagnose(verdict)
    if cause is None or cause.label != label.partition("__")[0]:
        return [f"mistake {label} named {cause.label if cause else 'nothing'}"]
    return []


def _in_form(exercise: Exercise, seed: int) -> list[str]:
    """Some of the mistakes in one of the other forms; others, and in another form, with each seed."""
    forms = list(exercise.forms)
    if not forms:
        return []
    form = forms[seed % len(forms)]
    wrong = list(exercise.wrong_in(form).items())
    parts = math.ceil(len(wrong) / IN_FORM)
    some = wrong[seed % parts :: parts]
    return [f"{breach} in {form}" for label, symbols in some for breach in _wrong(exercise, symbols, label, seed)]


def _worthless(exercise: Exercise, seed: int) -> list[str]:
    answers = {
        "skeleton": Local(skeleton(exercise)),
        "zeros": zeros({name: exercise.reference[name] for name in exercise.symbols}, exercise.given),
    }
    verdicts = {name: judge(exercise, subject, seed) for name, subject in answers.items()}
    return [
        f"{name} earned {verdict.points:g} points at {', '.join(v.check.id for v in verdict.checks if v.points)}"
        for name, verdict in verdicts.items()
        if verdict.points
    ]


def skeleton(exercise: Exercise) -> dict[str, Any]:
    """What skeleton.py defines."""
    module = exercise.module("skeleton")
    return {**{name: getattr(module, name) for name in exercise.symbols}, **exercise.given}
