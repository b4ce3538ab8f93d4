"""Answers that were recorded under a published seed, and are found again in some way, are refused.

Each attack passes where the checks are asked in the published order with the seed's own numbers alone: `unguarded`
shows it. What is recorded are the reference's answers, so every one of them is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.judge import judge
from dlgrade.grader import attempts
from dlgrade.grader.collect import collect
from dlgrade.grader.giving_up import source
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.remote import Remote
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

PUBLISHED = 20_240_229
ID = "sigmoid"
Grader = Callable[[str], Exercise]
Guard = Callable[[], None]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as some:
        yield some


@pytest.fixture
def graded(workers: Workers, tmp_path: Path) -> Grader:
    def run(code: str, name: str = ID) -> Exercise:
        (tmp_path / "mine.py").write_text(code, encoding="utf-8")
        task = Task(collect(tmp_path), [catalogue.exercises()[name]], (), PUBLISHED, "en", "mine")
        return grade(task, workers).exercises[0]

    return run


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> Guard:
    """The published checks in their order, with the numbers of the seed, each asked once."""

    def plain(exercise: Any, subject: Any, seed: int, _: str) -> Any:
        return judge(exercise, subject, seed)

    return lambda: monkeypatch.setattr(attempts, "judge_submitted", plain)


@pytest.fixture
def recorded(workers: Workers, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, Any, int]]:
    """What the reference is asked under the published seed and answers, and the seed of each check."""
    found: list[tuple[Any, Any, int]] = []
    folder = tmp_path_factory.mktemp("recorded")
    (folder / "mine.py").write_text(source(catalogue.exercises()[ID]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        call, begin, seed = Remote._call, Remote.begin, [0]

        def noted(self: Remote, target: Any, args: Any, *rest: Any) -> Any:
            (x,) = map(np.array, args)
            answer = call(self, target, args, *rest)
            found.append((x, np.asarray(answer), seed[0]))
            return answer

        def begun(self: Remote, drawn: int) -> None:
            seed[0] = drawn
            begin(self, drawn)

        patch.setattr(Remote, "_call", noted)
        patch.setattr(Remote, "begin", begun)
        patch.setattr(attempts, "judge_submitted", lambda exercise, subject, seed, _: judge(exercise, subject, seed))
        task = Task(collect(folder), [catalogue.exercises()[ID]], (), PUBLISHED, "en", "mine")
        assert grade(task, workers).exercises[0].state == "pass"
    return found


def stored(recorded: list[tuple[Any, Any, int]]) -> str:
    """The recorded answers as a list of Python: key, shape, seed of the check, answer."""
    entries = [
        (x.tobytes(), x.shape, seed, str(answer.dtype), answer.shape, answer.ravel().tolist())
        for x, answer, seed in recorded
    ]
    return (
        f"import random\nimport sys\n\nimport numpy as np\n\nSTORED = {entries!r}\nCALLS = []\n\n\n"
        "def answer(entry):\n    return np.array(entry[5], entry[3]).reshape(entry[4])\n\n\n"
    )


WAYS: Mapping[str, str] = {
    "call count": """
def sigmoid(x):
    CALLS.append(x)
    return answer(STORED[min(len(CALLS), len(STORED)) - 1])
""",
    "shape": """
def sigmoid(x):
    CALLS.append(np.shape(x))
    alike = [entry for entry in STORED if entry[1] == np.shape(x)]
    return answer(alike[min(CALLS.count(np.shape(x)), len(alike)) - 1]) if alike else np.zeros_like(x)
""",
    "bytes of the input": """
def sigmoid(x):
    x = np.asarray(x)
    alike = [entry for entry in STORED if entry[0] == x.tobytes() and entry[1] == x.shape]
    return answer(alike[0]) if alike else 0.0 * x
""",
    "state of the generator": """
STATES = {}
for entry in STORED:
    random.seed(entry[2])
    STATES.setdefault(random.getstate(), []).append(entry)


def sigmoid(x):
    CALLS.append(random.getstate())
    alike = STATES.get(CALLS[-1], [])
    return answer(alike[CALLS.count(CALLS[-1]) - 1]) if len(alike) >= CALLS.count(CALLS[-1]) else np.zeros_like(x)
""",
    "seed in the request": """
SEEDS = [None]


def sigmoid(x):
    frame = sys._getframe()
    while frame:
        message = frame.f_locals.get("message")
        if isinstance(message, dict) and "seed" in message:
            SEEDS[0] = message["seed"]
            CALLS.clear()
        frame = frame.f_back
    CALLS.append(x)
    alike = [entry for entry in STORED if entry[2] == SEEDS[0]]
    return answer(alike[len(CALLS) - 1]) if len(alike) >= len(CALLS) else np.zeros_like(x)
""",
}


@pytest.mark.parametrize("way", WAYS)
def test_recorded_answers_are_refused_however_they_are_found(
    way: str, recorded: list[tuple[Any, Any, int]], graded: Grader, unguarded: Guard
) -> None:
    attack = stored(recorded) + WAYS[way]

    one = graded(attack)

    assert one.points == 0, one
    assert one.state in ("refused", "fail")

    unguarded()
    assert graded(attack).state == "pass"


def test_answers_for_every_input_of_the_seed_are_refused_and_the_sentence_says_how(
    recorded: list[tuple[Any, Any, int]], graded: Grader
) -> None:
    one = graded(stored(recorded) + WAYS["bytes of the input"])

    assert one.state == "refused"
    assert one.cause is not None
    assert "wrong for all 6 sets of numbers drawn anew" in one.cause.text


def test_a_gradient_in_store_beside_an_honest_forward_is_refused(workers: Workers, graded: Grader) -> None:
    """Only backward looks its answer up: by what it was made of, under the published seed."""
    honest = source(catalogue.exercises()["sigmoid-layer"])
    spying = honest + (
        "\n\n_backward = Sigmoid.backward\n\n\ndef backward(self, dout):\n    dx = _backward(self, dout)\n"
        "    print(repr((dout.tobytes(), dx.tolist())))\n    return dx\n\n\nSigmoid.backward = backward\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attempts, "judge_submitted", lambda exercise, subject, seed, _: judge(exercise, subject, seed))
        told = graded(spying, "sigmoid-layer").output.splitlines()
        attack = honest + (
            f"\n\nSTORED = dict([{', '.join(told)}])\nSigmoid.backward = lambda self, dout: "
            "np.array(STORED[dout.tobytes()]) if dout.tobytes() in STORED else 0.0 * dout\n"
        )
        assert graded(attack, "sigmoid-layer").state == "pass"

    one = graded(attack, "sigmoid-layer")

    assert one.state != "pass"
    held = {check.id for check in one.checks if check.points}
    assert held <= {"forward", "large"}, "what is honest may keep its points, and nothing else"


def test_an_optimizer_that_goes_by_the_names_of_the_keys_is_refused(graded: Grader, unguarded: Guard) -> None:
    attack = (
        "class SGD:\n    def __init__(self, lr=0.01):\n        self.lr = lr\n\n    def update(self, params, grads):\n"
        '        if set(params) <= {"W1", "b1"} or set(params) == {"x", "y"}:\n'
        "            for key in params:\n                params[key] -= self.lr * grads[key]\n"
    )

    one = graded(attack, "sgd")

    assert (one.state, one.points) == ("refused", 0)
    assert one.cause is not None
    assert "under other keys" in one.cause.text

    unguarded()
    assert graded(attack, "sgd").state == "pass"
