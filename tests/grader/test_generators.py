"""A generator handed to the learner's code: its twin in the worker draws what it would have drawn."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.case import Case
from dlgrade.exercises.checking.outcome import LearnerError
from dlgrade.grader.collect import collect
from dlgrade.grader.collect.planning import plan
from dlgrade.grader.forms import Form
from dlgrade.grader.grading import Task, grade, locate
from dlgrade.grader.remote import Remote
from dlgrade.grader.remote_object import RemoteObject
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

MINIBATCH = catalogue.exercises()["minibatch"]
Made = Callable[[str], Remote]


@pytest.fixture(scope="module")
def some() -> Iterator[Workers]:
    with Workers("fork") as found:
        yield found


@pytest.fixture
def remote(some: Workers, tmp_path: Path) -> Iterator[Made]:
    """A learner's `minibatch_indices` behind the wall, its worker seeded."""
    made: list[Remote] = []

    def make(code: str) -> Remote:
        (tmp_path / "impl.py").write_text("import numpy as np\n\n\n" + textwrap.dedent(code), encoding="utf-8")
        submission = collect(tmp_path)
        choices = locate(submission, MINIBATCH).choices
        load = plan(submission, {name: choice.definition for name, choice in choices.items()})
        made.append(Remote(some, MINIBATCH, load, Form()))
        made[-1].begin(1)
        return made[-1]

    yield make
    for one in made:
        one.close()


def graded(some: Workers, folder: Path, code: str) -> Exercise:
    (folder / "impl.py").write_text("import numpy as np\n\n\n" + textwrap.dedent(code), encoding="utf-8")
    return grade(Task(collect(folder), [MINIBATCH], (), 7, "en", str(folder)), some).exercises[0]


DRAW = """
    def minibatch_indices(n, batch_size, rng):
        return rng.integers(0, n, batch_size)
"""


def test_its_draws_are_those_of_a_generator_that_never_crossed(remote: Made) -> None:
    learner, here = remote(DRAW), Case(3, "a").generator()
    given = Case(3, "a").generator()

    for _ in range(3):
        np.testing.assert_array_equal(learner.minibatch_indices(100, 7, given), here.integers(0, 100, 7))


def test_it_crosses_in_the_state_that_it_is_in(remote: Made) -> None:
    given, here = np.random.default_rng(4), np.random.default_rng(4)
    given.integers(0, 5, 3, dtype=np.int32)
    here.integers(0, 5, 3, dtype=np.int32)

    drawn = remote(DRAW).minibatch_indices(100, 7, given)

    np.testing.assert_array_equal(drawn, here.integers(0, 100, 7))


def test_two_generators_do_not_share_their_draws(remote: Made) -> None:
    case = Case(3, "a")
    first, second = case.generator(), case.generator()
    learner = remote(DRAW)

    a, b = learner.minibatch_indices(1000, 9, first), learner.minibatch_indices(1000, 9, second)

    assert not np.array_equal(a, b)
    np.testing.assert_array_equal(Case(3, "a").generator().integers(0, 1000, 9), a)


def test_a_check_starts_with_generators_of_its_own(remote: Made) -> None:
    learner, given = remote(DRAW), Case(3, "a").generator()
    before = learner.minibatch_indices(1000, 9, given)
    learner.begin(1)

    np.testing.assert_array_equal(learner.minibatch_indices(1000, 9, given), before)


def test_a_generator_handed_back_is_no_value(remote: Made) -> None:
    back = remote("def minibatch_indices(n, batch_size, rng):\n    return rng\n").minibatch_indices(
        5, 2, Case(0, "a").generator()
    )

    assert isinstance(back, RemoteObject)
    with pytest.raises(AttributeError):
        _ = back.integers


def test_a_worker_that_answers_with_something_else_is_ended(remote: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    learner = remote(DRAW)
    monkeypatch.setattr(learner, "_read", lambda reader, reply: 7)

    with pytest.raises(LearnerError, match="generator"):
        learner.minibatch_indices(5, 2, Case(0, "a").generator())


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (DRAW, 0),
        (DRAW.replace("n, batch_size, rng", "batch_size, n, rng"), 0),
        (DRAW.replace("rng", "generator").replace("(n,", "(data_size,").replace("0, n", "0, data_size"), 0),
        ("def minibatch_indices(n, batch_size):\n    return np.random.choice(n, batch_size)\n", 0),
        ("def get_batch_mask(train_size, batch):\n    return np.random.permutation(train_size)[:batch]\n", 0),
        (DRAW.replace("rng.integers", "np.random.randint"), 1),
    ],
    ids=["book", "other order", "other names", "no generator", "no generator, other names", "generator unused"],
)
def test_each_way_to_write_it_passes_behind_the_wall(some: Workers, tmp_path: Path, code: str, advice: int) -> None:
    verdict = graded(some, tmp_path, code)

    assert verdict.state == "pass"
    assert sum(check.state != "pass" for check in verdict.checks) == advice


def test_the_generators_of_a_case_do_not_disturb_its_draws() -> None:
    quiet, busy = Case(1, "a"), Case(1, "a")
    drawn: list[Any] = [busy.generator().normal(), busy.generator().normal()]

    assert drawn[0] != drawn[1]
    np.testing.assert_array_equal(quiet.normal(3), busy.normal(3))
