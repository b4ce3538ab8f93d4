"""Submissions by groups of exercises, written like those of `test_blind.py` without a look at the checks.

`GROUP/right/STYLE/` answers every exercise of the group in one learner's style, `GROUP/right/STYLE--ID/` answers that
one alone. `GROUP/wrong/ID/LABEL.py` has exactly one mistake, which its first line tells. The folders under `wrong` are
the exercises of the group.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

HERE = Path(__file__).parent


def below(pattern: str) -> list[str]:
    """Paths that fit pattern, written from here, without suffix."""
    return sorted(path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.glob(pattern))


RIGHT = below("*/right/*")
WRONG = below("*/wrong/*/*.py")
GROUPS = sorted({one.split("/")[0] for one in RIGHT + WRONG})


def ids_of(group: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.split("/")[2] for one in WRONG if one.startswith(f"{group}/")))


def answered(right: str) -> tuple[str, ...]:
    """The exercises that a right submission answers: one where its name says so, else its whole group."""
    group, _, style = right.split("/")
    return (style.split("--")[1],) if "--" in style else ids_of(group)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as some:
        yield some


def graded(workers: Workers, path: Path, ids: tuple[str, ...], seed: int) -> tuple[Exercise, ...]:
    known = catalogue.exercises()
    return grade(Task(collect(path), [known[id] for id in ids], (), seed, "en", path.name), workers).exercises


def refused(workers: Workers, right: str, seed: int) -> list[str]:
    exercises = graded(workers, HERE / right, answered(right), seed)
    assert len(exercises) == len(answered(right))
    return [
        f"{one.id}: {one.state}, {one.cause.text if one.cause else ''} {one.numerical or ''}"
        for one in exercises
        if one.state != "pass" or one.numerical  # none of them differentiates numerically where the chain rule is asked
    ]


def passed(workers: Workers, wrong: str, seed: int) -> bool:
    id = wrong.split("/")[2]
    return graded(workers, HERE / f"{wrong}.py", (id,), seed)[0].state == "pass"


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_has_four_right_answers_and_four_mistakes_for_each_exercise(group: str) -> None:
    rights = [answered(one) for one in RIGHT if one.startswith(f"{group}/")]
    few = [
        id
        for id in ids_of(group)
        if sum(id in ids for ids in rights) < 4 or len(list((HERE / group / "wrong" / id).glob("*.py"))) < 4
    ]

    assert ids_of(group)
    assert few == []


@pytest.mark.parametrize("right", RIGHT)
def test_a_right_submission_passes_every_exercise(workers: Workers, right: str) -> None:
    assert refused(workers, right, seed=1) == []


@pytest.mark.parametrize("wrong", WRONG[::3])
def test_a_wrong_submission_does_not_pass(workers: Workers, wrong: str) -> None:
    """One of three, spread over all exercises; those that are left out run below."""
    assert not passed(workers, wrong, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("right", RIGHT)
def test_a_right_submission_passes_under_every_seed(workers: Workers, right: str) -> None:
    assert [f"seed {seed}: {why}" for seed in range(100) for why in refused(workers, right, seed)] == []


@pytest.mark.long
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_submission_passes_under_no_seed(workers: Workers, wrong: str) -> None:
    assert [seed for seed in range(100) if passed(workers, wrong, seed)] == []
