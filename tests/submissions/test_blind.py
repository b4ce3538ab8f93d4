"""Submissions written without a look at the checks: the right ones pass whole, the wrong ones do not pass.

`right/STYLE/` is a complete submission in one learner's style. `wrong/ID/LABEL.py` has exactly one mistake, which its
first line tells.
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
RIGHT = sorted(path.name for path in (HERE / "right").iterdir())
WRONG = sorted(f"{path.parent.name}/{path.stem}" for path in HERE.glob("wrong/*/*.py"))
IDS = tuple(dict.fromkeys(one.split("/")[0] for one in WRONG))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as some:
        yield some


def graded(workers: Workers, path: Path, ids: tuple[str, ...], seed: int) -> tuple[Exercise, ...]:
    known = catalogue.exercises()
    return grade(Task(collect(path), [known[id] for id in ids], (), seed, "en", path.name), workers).exercises


def refused(workers: Workers, style: str, seed: int) -> list[str]:
    return [
        f"{one.id}: {one.state}, {one.cause.text if one.cause else ''} {one.numerical or ''}"
        for one in graded(workers, HERE / "right" / style, IDS, seed)
        if one.state != "pass" or one.numerical  # none of them differentiates numerically where the chain rule is asked
    ]


def passed(workers: Workers, wrong: str, seed: int) -> bool:
    id = wrong.split("/")[0]
    return graded(workers, HERE / "wrong" / f"{wrong}.py", (id,), seed)[0].state == "pass"


def test_there_are_ten_styles_and_at_least_four_mistakes_for_each_of_29_exercises() -> None:
    counts = {id: sum(one.startswith(f"{id}/") for one in WRONG) for id in IDS}

    assert len(RIGHT) == 10
    assert len(IDS) == 29
    assert min(counts.values()) >= 4


@pytest.mark.parametrize("style", RIGHT)
def test_a_right_submission_passes_every_exercise(workers: Workers, style: str) -> None:
    assert refused(workers, style, seed=1) == []


@pytest.mark.parametrize("wrong", WRONG[::2])
def test_a_wrong_submission_does_not_pass(workers: Workers, wrong: str) -> None:
    """Every second one, spread over all exercises; those that are left out run below."""
    assert not passed(workers, wrong, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("style", RIGHT)
def test_a_right_submission_passes_under_every_seed(workers: Workers, style: str) -> None:
    assert [f"seed {seed}: {why}" for seed in range(100) for why in refused(workers, style, seed)] == []


@pytest.mark.long
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_submission_passes_under_no_seed(workers: Workers, wrong: str) -> None:
    assert [seed for seed in range(100) if passed(workers, wrong, seed)] == []
