"""Classes of any size, drawn from a seed one learner at a time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from dlgrade.reports.classroom import SCHEMA, Column, Head, Learner, Mark
from dlgrade.reports.record import Tool
from dlgrade.reports.words import Lang

MISTAKES = {
    "fail": (
        ("axis_0", "`axis=0` is summed where `axis=1` should be."),
        ("sign", "The sign of `dx` is wrong."),
        ("constant_factor", "`dW` is exactly 0.1 times the expected one."),
    ),
    "error": (("AxisError", "`softmax` raised `AxisError`: axis 1 is out of bounds."),),
    "timeout": (("", "It did not end in the time allowed."),),
    "missing": (("", ""),),
}
CHANCES = {"fail": 6, "error": 2, "timeout": 1, "missing": 1}


def head(learners: int, columns: int = 75, lang: Lang = "en", **more: Any) -> Head:
    """The head of a class; the last column is a hidden question for extra credit."""
    listed = [
        Column(f"exercise-{i:02d}", f"ch{3 + i % 5:02d}", f"Exercise number {i}", 4.0) for i in range(columns - 1)
    ]
    extra = Column("q-last", "ch07", "How large is the output?", 1.0, "question", extra=True, hidden=True)
    return Head(SCHEMA, Tool("dlgrade", "0.1.0"), "Homework 3", lang, 7, learners, (*listed, extra), **more)


def learners(of: Head, seed: int = 0) -> Iterator[Learner]:
    """The learners of `of`: their ability and each exercise's difficulty decide what passes."""
    for place in range(of.learners):
        yield learner(of, place, random.Random(f"{seed}/{place}"))


def learner(of: Head, place: int, rng: random.Random) -> Learner:
    """One learner; every fortieth handed in nothing, every ninety-seventh something unreadable."""
    name = f"s{place:05d}"
    worth = sum(column.max_points for column in of.columns if not column.extra)
    common: dict[str, Any] = {"id": name, "name": f"学生 {place}", "email": f"{name}@example.org", "seed": of.seed}
    if place % 40 == 39:
        return Learner(**common, state="missing", submission="", digest="", points=0.0, max_points=worth)
    if place % 97 == 96:
        remarks = ("The zip is damaged.",)
        return Learner(
            **common,
            state="unreadable",
            submission=f"{name}.zip",
            digest="",
            points=0.0,
            max_points=worth,
            remarks=remarks,
        )
    ability = rng.gauss(0, 1)
    marks = tuple(_mark(column, i, ability, rng) for i, column in enumerate(of.columns))
    return Learner(
        **common,
        state="graded",
        submission=f"{name}_{1000 + place}_assignsubmission_file_",
        digest=f"{place:064x}",
        points=sum(mark.points for mark in marks),
        max_points=worth,
        marks=marks,
        page=f"learners/{name}/index.html",
        seconds=rng.uniform(1, 3),
    )


def _mark(column: Column, place: int, ability: float, rng: random.Random) -> Mark:
    worth = column.max_points
    if ability + rng.gauss(0, 1) > (place % 7 - 3) / 2:
        return Mark(column.id, "pass", worth, worth, worth, source=f"layers.py:{place + 1}", seconds=0.02)
    state = rng.choices(list(CHANCES), list(CHANCES.values()))[0]
    label, cause = rng.choice(MISTAKES[state])
    overridden = rng.random() < 0.002
    points = worth / 2 if overridden else 0.0
    note = "Seen in the exercise class." if overridden else ""
    shown: Any = state
    return Mark(column.id, shown, points, 0.0, worth, label, cause, f"layers.py:{place + 1}", overridden, note, 0.05)
