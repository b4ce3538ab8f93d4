"""The shipped example: each wrong function is refused for its true cause, no right one is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.page import render
from dlgrade.reports.record import Exercise, Record
from dlgrade.reports.serial import from_json, to_json

EXAMPLE = Path(__file__).parents[2] / "examples" / "my_impl"

WRONG = {
    "softmax": ("partial", "whole_batch"),
    "sse": ("fail", "half_missing"),
    "gradient-descent": ("timeout", "timeout"),
    "affine": ("partial", "db_averaged"),
    "adagrad": ("fail", "no_root"),
    "rmsprop": ("missing", ""),
    "adam": ("fail", "no_bias_correction"),
    "batchnorm": ("partial", "batch_statistics_at_test"),
    "l2": ("partial", "gradient_doubled"),
    "conv-size": ("partial", "floats_returned"),
    "conv": ("error", "ValueError"),
}


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """The example graded twice with one seed, and once with another."""
    exercises, questions = tuple(catalogue.exercises().values()), tuple(catalogue.questions().values())
    with Workers() as workers:
        return [
            grade(Task(collect(EXAMPLE), exercises, questions, seed, "en", "examples/my_impl"), workers)
            for seed in (7, 7, 8)
        ]


def labels(record: Record) -> dict[str, tuple[str, str]]:
    not_passed = [one for one in record.exercises if one.state != "pass"]
    return {one.id: (one.state, one.cause.label if one.cause else "") for one in not_passed}


@pytest.mark.parametrize("which", [0, 2], ids=["seed 7", "seed 8"])
def test_what_is_wrong_is_refused_for_its_cause_and_the_rest_passes(records: list[Record], which: int) -> None:
    assert labels(records[which]) == WRONG


def test_at_least_six_different_known_mistakes_are_named(records: list[Record]) -> None:
    named = {one.cause.label for one in records[0].exercises if one.cause and one.cause.kind == "mistake"}

    assert len(named) >= 6


def by_id(record: Record, name: str) -> Exercise:
    return next(one for one in record.exercises if one.id == name)


def test_the_loop_costs_its_own_exercise_alone(records: list[Record]) -> None:
    timeouts = [one.id for one in records[0].exercises if one.state == "timeout"]

    assert timeouts == ["gradient-descent"]


def test_an_exception_is_shown_with_the_learners_own_line(records: list[Record]) -> None:
    cause = by_id(records[0], "conv").cause

    assert cause is not None
    assert cause.kind == "exception"
    assert cause.lines[-1].file == "common/layers.py"
    assert "np.dot(col, col_W)" in cause.lines[-1].text


def test_conventions_that_are_met_are_named(records: list[Record]) -> None:
    assert by_id(records[0], "dropout").convention == "keep-inverted"
    assert by_id(records[0], "softmax-with-loss").convention == "upstream-ignored"
    assert any("(t, y)" in advice for advice in by_id(records[0], "cross-entropy").advice)


def test_what_is_missing_says_where_to_start(records: list[Record]) -> None:
    assert any("dlgrade init" in advice for advice in by_id(records[0], "rmsprop").advice)


def test_questions_are_marked(records: list[Record]) -> None:
    states = {one.id: one.state for one in records[0].questions}

    assert len(states) == 23
    assert {name: state for name, state in states.items() if state != "pass"} == {
        "q-ce-02": "fail",
        "q-l2-grad": "fail",
        "q-zero-init": "shown",
    }


def test_the_same_seed_gives_the_same_bytes_of_json_and_html(records: list[Record]) -> None:
    assert to_json(records[0], times=False) == to_json(records[1], times=False)
    assert render(records[0]) == render(records[1])


def test_the_page_draws_the_optimizers_paths(records: list[Record]) -> None:
    page = render(records[0])

    assert len(re.findall(r"<svg[ >]", page)) >= 4


def test_a_record_comes_back_from_json_as_it_was(records: list[Record]) -> None:
    assert from_json(to_json(records[0])) == records[0]


def test_a_message_never_holds_a_whole_expected_array(records: list[Record]) -> None:
    for one in records[0].exercises:
        evidence = one.cause.evidence if one.cause else None
        if evidence and evidence.total > 1:
            assert len(evidence.cells) <= evidence.total // 2
