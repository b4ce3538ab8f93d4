"""Answers to confirmation questions are marked by value, and computed when they are asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from dlgrade.exercises.catalogue import questions
from dlgrade.exercises.checking.question import COMPUTED
from dlgrade.exercises.checking.text import Lang
from dlgrade.grader.questions import mark
from dlgrade.grader.workers import Workers, WorkersError
from dlgrade.reports.exports.github import workflow_commands
from dlgrade.reports.exports.gradescope import gradescope
from dlgrade.reports.exports.junit import junit
from dlgrade.reports.page import render
from dlgrade.reports.record import SCHEMA, Question, Record, Submission, Tool, Wall
from dlgrade.reports.serial import from_json, to_json
from hypothesis import given, settings
from hypothesis import strategies as st

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


RIGHT = {
    "q-sigmoid-max": [0.25, "0.25"],
    "q-activation": [["relu", "leaky_relu"], ["Leaky ReLU", "ReLU"], "relu, leaky-relu"],
    "q-ce-07": [0.357, "0.36", "約 0.36", "≈0.357"],
    "q-ce-02": [1.61, "1.609"],
    "q-procedure": [["minibatch", "gradient", "update", "repeat"], "minibatch → gradient → update → repeat"],
    "q-chain": [
        "2*(x+y)",
        "2*x + 2*y",
        "dz_dt = 2*(x+y); dt_dx = 1; dz_dt * dt_dx",
        "dz/dt = 2(x+y); dt/dx = 1; dz/dt * dt/dx",
        "t = x + y; 2*t",
        "dz/dx = 2t = 2(x + y)",
        "2（ｘ＋ｙ）",
        "2x+2y",
        "2·(x + y)",
        "２＊（ｘ＋ｙ）",
        "dz/dx = dz/dt * dt/dx = 2t * 1 = 2(x+y)",
        "2*np.add(x, y)",
        "(x+y) * 2.0",
        "((x+y)^2 - (x-y)^2) / (2y) + 2y",
    ],
    "q-he-std": [
        "np.sqrt(2/n)",
        "√(2/n)",
        "√2/√n",
        "(2 / n) ** 0.5",
        "(2/n)^(1/2)",
        "√(2÷n)",
        "math.sqrt(2.0 / fan_in)",
        "sqrt(2)/sqrt(m)",
        "std = sqrt(2/n)",
    ],
    "q-which-init": [{"tanh": "xavier", "relu": "he"}, {"ReLU": "He の初期値", "sigmoid, tanh": "Xavier"}],
    "q-optimizer-traits": [{"momentum": "inertia", "AdaGrad": "fading", "RMSprop": "forgetting"}],
    "q-lr-method": [["adam", "rmsprop"]],
    "q-bn-effects": [["overfitting", "stable"]],
    "q-l2-grad": ["param", "lam * W", "grad = weight_decay_lambda * param"],
    "q-l1-grad": ["np.sign(param)"],
    "q-regularisation": [
        "shrinks",
        "as λ grows, all weights go towards 0",
        "λ を大きくすると、すべての重みが 0 に近づく",
    ],
    "q-lasso": ["b", "Ｂ"],
    "q-crop": [
        "image[top:bottom, left:right, :]",
        "img[top:bottom, left:right]",
        "crop = image[top:bottom][:, left:right]",
    ],
    "q-data-roles": [{"train": "fit", "validation": "tune", "test": "judge"}],
    "q-data-rule": [37600, "37,600", "37600 examples", "３７６００件"],
    "q-conv-size": ["7x7", "7 by 7"],
    "q-lstm-count": [15, "15個"],
    "q-gru-count": [9, "9 arrays"],
    "q-adding": ["1/6", 0.167, 0.1667, "0.166"],
}
WRONG = {
    "q-sigmoid-max": (0.45, "0.45 is near s itself"),
    "q-activation": (["relu", "tanh"], "The slope of tanh is 1 at 0"),
    "q-ce-07": (0.155, "to base 10"),
    "q-ce-02": (0.22, "the true class's probability"),
    "q-procedure": (["gradient", "minibatch", "update", "repeat"], "comes after"),
    "q-chain": ("2*x", "derivative of x²"),
    "q-he-std": ("2/sqrt(n)", "prints it so"),
    "q-which-init": ({"tanh": "he", "relu": "xavier"}, "belongs to ReLU, not to sigmoid, tanh"),
    "q-optimizer-traits": ({"momentum": "inertia", "adagrad": "forgetting", "rmsprop": "fading"}, "belongs to RMSprop"),
    "q-lr-method": (["adam", "adagrad"], "comes to a standstill"),
    "q-bn-effects": (["stable", "sparse"], "effect of L1 regularisation"),
    "q-l2-grad": ("2 * param", "the ½ was forgotten"),
    "q-l1-grad": ("np.abs(param)", "its slope is asked for"),
    "q-regularisation": ("bias", "The bias is not regularised"),
    "q-lasso": ("a", "contour of L2"),
    "q-crop": ("image[left:right, top:bottom, :]", "Rows and columns are exchanged"),
    "q-data-roles": ({"train": "fit", "validation": "judge", "test": "tune"}, "belongs to validation data"),
    "q-data-rule": (3760, "number of parameters"),
    "q-conv-size": ("6x6", "on one side only"),
    "q-lstm-count": (12, "without peepholes"),
    "q-gru-count": (8, "print 8"),
    "q-adding": (0.1767, "print 0.1767"),
}
UNREADABLE = {
    "choice": [True, "nothing", ["0.25"], {"a": 1}, 1e400, "x" * 5_000],
    "pick": [3, ["relu", "relu"], ["relu", "nothing"], [["relu"]], ["relu"] * 1_000, {"a": "b"}, [True]],
    "match": ["he", ["he"], {"tanh": "he"}, {"tanh": "he", "relu": ["he"]}, {"tanh": "he", "relu": "none"}, 3],
    "order": [["gradient"], "gradient", 3, ["gradient"] * 4, {"a": 1}],
    "number": ["nine", True, "1/0", "inf", "nan", [9], {"a": 9}, "9 apples", 10**5_000, "1e999"],
    "shape": ["7x", True, {"a": 1}, [[7]], ["a"], 7.5, [1] * 3_000],
    "expression": ["2*(x+", "import os", "while True: pass", "(" * 900, "a" * 5_000, True, ["x"], "x = ", "\0"],
    "code": ["image[", "import os", "def f(): pass", "a" * 5_000, True],
    "text": [["a"], {"a": 1}, True, "長" * 2_000],
}


@pytest.mark.parametrize(("name", "answer"), [(name, one) for name, many in RIGHT.items() for one in many])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_right_answers_of_every_kind_pass(workers: Workers, name: str, answer: object, lang: Lang) -> None:
    one = mark(questions()[name], {name: answer}, workers, 3, lang)

    assert (one.state, one.points) == ("pass", 1), one.message
    assert questions()[name].explanation().say(lang) in one.message


def test_every_question_but_that_in_words_has_a_right_and_a_wrong_answer_here() -> None:
    assert set(RIGHT) == set(WRONG) == set(questions()) - {"q-zero-init"}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answers_of_every_kind_fail_and_say_which_error_they_are(workers: Workers, name: str) -> None:
    answer, said = WRONG[name]
    en, ja = (mark(questions()[name], {name: answer}, workers, 3, lang) for lang in ("en", "ja"))

    assert (en.state, en.points, ja.state) == ("fail", 0, "fail")
    assert said in en.message
    assert questions()[name].explanation().ja in ja.message
    assert not re.search(r"[ぁ-ん]", en.message)


@pytest.mark.parametrize(
    ("name", "label"),
    [(one.id, label) for one in questions().values() if one.kind in ("number", "shape") for label in one.errors],
)
def test_every_known_wrong_number_is_told_by_its_own_name(marked: Marked, name: str, label: str) -> None:
    question = questions()[name]
    wrong = question.wrong()[label]
    given = list(wrong) if question.kind == "shape" else float(f"{wrong:.4g}")

    assert question.told(question.errors[label]).en in marked(name, given).message


@pytest.mark.parametrize(
    ("name", "key"), [(one.id, key) for one in questions().values() for key in one.choices if one.choices[key].error]
)
def test_every_distractor_says_why_it_is_wrong(marked: Marked, name: str, key: str) -> None:
    question = questions()[name]
    error = question.choices[key].error
    assert error is not None
    right = question.answer()
    if question.kind == "match":
        given: object = {**right, next(iter(question.items)): key}
    else:
        given = key if question.kind == "choice" else [key, right[0]]

    one = marked(name, given)

    assert one.state == "fail"
    assert question.told(error).en in one.message


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", questions())
def test_what_cannot_be_read_says_how_to_write_it_and_never_raises(workers: Workers, name: str, lang: Lang) -> None:
    question = questions()[name]
    for answer in UNREADABLE[question.kind]:
        one = mark(question, {name: answer}, workers, 3, lang)

        assert (one.state, one.points) == ("fail", 0), answer
        assert f"dlgrade show {name}" in one.message
        assert len(one.answer) <= 1_000


@pytest.mark.parametrize("answer", [None, "", "  ", [], ["", ""], {}, {"tanh": "", "relu": ""}])
@pytest.mark.parametrize("name", questions())
def test_an_answer_left_open_is_missing(marked: Marked, name: str, answer: object) -> None:
    assert marked(name, answer).state == "missing"


@pytest.mark.parametrize(
    ("answer", "states"),
    [
        ("9**9**9", {"timeout", "memory"}),
        ("[z for z in iter(int, 1)] + x", {"timeout"}),
        ("'a' * 10**10", {"error", "memory"}),
        ("__import__('os').system('id')", {"fail", "error"}),
        ("__import__('socket').socket()", {"error", "refused", "fail"}),
        ("open('/etc/passwd').read()", {"error"}),
        ("(lambda f: f(f))(lambda f: f(f))", {"error"}),
        ("x.__class__.__bases__[0].__subclasses__()", {"fail"}),
        ("lambda: 3", {"fail"}),
        ("-" * 900 + "x", {"fail"}),
        ("(" * 200 + "x" + ")" * 200, {"fail"}),
        ("exit()", {"error", "crashed", "fail"}),
        ("x/0", {"error"}),
        ("[x] * 10**7", {"error", "fail", "refused", "memory"}),
    ],
)
def test_malicious_expressions_cost_a_clear_sentence(marked: Marked, answer: str, states: set[str]) -> None:
    one = marked("q-chain", answer)

    assert one.state in states
    assert one.points == 0
    assert one.message.endswith((".", ")", "'")) or "was raised" in one.message
    assert "Traceback" not in one.message


def test_a_name_that_nobody_knows_is_told(marked: Marked) -> None:
    one = marked("q-chain", "2*t")

    assert one.state == "fail"
    assert "What t stands for is not known; write the answer with x, y" in one.message


@pytest.mark.parametrize("seed", range(10))
def test_right_and_wrong_formulas_hold_over_seeds(workers: Workers, seed: int) -> None:
    for name, answer, state in [
        ("q-chain", "2*(x+y)", "pass"),
        ("q-chain", "2*x+y", "fail"),
        ("q-he-std", "sqrt(2/n)", "pass"),
        ("q-crop", "image[left:right, top:bottom]", "fail"),
        ("q-l1-grad", "np.where(param >= 0, 1, -1)", "fail"),
    ]:
        assert mark(questions()[name], {name: answer}, workers, seed, "en").state == state


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_words_are_shown_beside_the_model_answer_and_count_neither_way(workers: Workers, lang: Lang) -> None:
    question = questions()["q-zero-init"]
    one = mark(question, {"q_zero_init": "They all stay alike."}, workers, 3, lang)

    assert (one.state, one.points, one.max_points) == ("shown", 0, 0)
    assert one.answer == "They all stay alike."
    assert question.explanation().say(lang) in one.message
    assert "0.000" in one.message


def test_the_report_shows_words_as_shown_and_draws_the_picture(workers: Workers) -> None:
    given = {"q-zero-init": "<b>Alike.</b>", "q-lasso": "a", "q-bn-effects": ["stable", "overfitting"]}
    marked = tuple(mark(questions()[name], given, workers, 3, "en") for name in given)
    record = Record(
        SCHEMA,
        Tool("dlgrade", "0"),
        Submission("s", "folder", "0" * 64, 1),
        3,
        "en",
        Wall(True),
        points=1,
        max_points=2,
        first="q-lasso",
        questions=marked,
    )
    page = render(record)

    assert "1 of 2 passed" in page
    assert "for you to mark" in page
    assert "&lt;b&gt;Alike.&lt;/b&gt;" in page
    assert page.count('src="data:image/svg+xml;base64,') == 1
    assert "In figure A the penalty" in page
    assert from_json(to_json(record)) == record
    assert all(name in junit(record) for name in ('failures="1"', 'errors="0"', "<skipped"))
    assert "::notice title=q-zero-init" in workflow_commands(record)
    words = next(test for test in json.loads(gradescope(record))["tests"] if test["extra_data"]["id"] == "q-zero-init")
    assert "status" not in words and "score" not in words


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.dates(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=12,
)


@given(st.sampled_from([one.id for one in questions().values() if one.kind not in COMPUTED]), VALUES)
@settings(max_examples=400, deadline=None)
def test_whatever_stands_in_answers_toml_is_marked_and_never_raises(name: str, value: object) -> None:
    one = mark(questions()[name], {name: value}, None, 1, "en")  # type: ignore[arg-type]  # no formula, no worker

    assert one.state in ("pass", "fail", "missing", "shown")
    assert len(one.answer) <= 1_000


def test_a_reference_that_fails_is_our_fault(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("no reference")

    question = questions()["q-data-rule"]
    monkeypatch.setattr(question._module(), "layers", broken)
    one = mark(question, {question.id: 37600}, workers, 1, "en")

    assert (one.state, one.answer) == ("grader_error", "37600")
    assert "no reference" in one.message
