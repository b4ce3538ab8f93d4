"""Answers to confirmation questions are marked by value, and computed when they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from dlgrade.exercises.catalogue import questions
from dlgrade.grader.questions import mark
from dlgrade.grader.workers import Workers, WorkersError
from dlgrade.reports.record import Question

Marked = Callable[[str, object], Question]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Workers for the whole module."""
    with Workers() as workers:
        yield workers


@pytest.fixture
def marked(workers: Workers) -> Marked:
    """Marks one answer."""
    return lambda name, answer: mark(questions()[name], {name: answer}, workers, 3, "en")


@pytest.mark.parametrize("answer", ["7x7", "7×7", "(7, 7)", [7, 7], "7, 7", "[7,7]", "7 X 7", "７×７", "7*7"])
def test_a_shape_may_be_written_in_many_ways(marked: Marked, answer: object) -> None:
    assert marked("q-conv-size", answer).state == "pass"


@pytest.mark.parametrize("answer", ["6x6", "7", "7x7x7", "seven", "7x", {"a": 1}, "x" * 10_000])
def test_another_shape_fails(marked: Marked, answer: object) -> None:
    assert marked("q-conv-size", answer).state == "fail"


@pytest.mark.parametrize("answer", [0.25, "0.25", "０.２５", " .25 ", "1/4"])
def test_a_choice_is_taken_by_its_value(marked: Marked, answer: object) -> None:
    assert marked("q-sigmoid-max", answer).state == "pass"


@pytest.mark.parametrize("answer", [0.15, 0.45, True, "nan"])
def test_another_choice_fails(marked: Marked, answer: object) -> None:
    assert marked("q-sigmoid-max", answer).state == "fail"


@pytest.mark.parametrize(
    "answer",
    [
        "np.sign(param)",
        "lam * numpy.sign(param)",
        "numpy.sign(weights)",
        "(param > 0) * 1 - (param < 0)",
        "grad = rate * np.sign(W)",
        "grad += lam * np.sign(param)",
        "np.where(w > 0, 1, np.where(w < 0, -1, 0))",
        "weight_decay_lambda * np.sign(self_w)",
    ],
)
def test_a_code_line_is_judged_by_its_value(marked: Marked, answer: str) -> None:
    assert marked("q-l1-grad", answer).state == "pass"


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("np.abs(param)", "fail"),
        ("np.where(param >= 0, 1, -1)", "fail"),
        ("2 * np.sign(param)", "fail"),
        ("-np.sign(param)", "fail"),
        ("param +", "fail"),
        ("import os", "fail"),
        ("a + b + c", "fail"),
        ("np.sign(param", "fail"),
        ("-" * 900 + "param", "fail"),
        ("(" * 400 + "param" + ")" * 400, "fail"),
        ("np.nothing(param)", "error"),
        ("__import__('os').system('true')", "fail"),
        ("open('/etc/passwd').read()", "error"),
        ("(lambda f: f(f))(lambda f: f(f))", "error"),
    ],
)
def test_a_line_that_is_wrong_fails_or_raises(marked: Marked, answer: str, state: str) -> None:
    one = marked("q-l1-grad", answer)

    assert (one.state, one.points) == (state, 0)
    assert one.message


def test_a_line_that_never_ends_is_a_timeout(marked: Marked) -> None:
    assert marked("q-l2-grad", "[0 for _ in iter(int, 1)]").state == "timeout"


def test_the_reason_carries_the_figure_computed_now(marked: Marked) -> None:
    assert "x = 0.000: 0.2500" in marked("q-sigmoid-max", 0.45).message


def test_no_answer_is_missing_and_says_nothing_of_the_right_one(workers: Workers) -> None:
    one = mark(questions()["q-conv-size"], {}, workers, 3, "ja")

    assert (one.state, one.points, one.message) == ("missing", 0, "")


def test_a_fault_of_ours_is_never_the_learners(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(cpu_seconds: int) -> None:
        raise WorkersError("no worker")

    monkeypatch.setattr(workers, "start", broken)

    assert mark(questions()["q-l1-grad"], {"q-l1-grad": "param"}, workers, 3, "en").state == "grader_error"


@pytest.mark.parametrize(
    ("name", "answer"), [("q-ce-07", 0.357), ("q-ce-07", "0.36"), ("q-ce-02", 1.609), ("q-ce-02", 1.61)]
)
def test_a_number_is_right_to_the_digits_asked_for(marked: Marked, name: str, answer: object) -> None:
    assert marked(name, answer).state == "pass"


@pytest.mark.parametrize(
    ("name", "answer"), [("q-ce-07", 0.7), ("q-ce-07", 0.155), ("q-ce-02", 0.7), ("q-ce-02", "log")]
)
def test_another_number_fails(marked: Marked, name: str, answer: object) -> None:
    assert marked(name, answer).state == "fail"
