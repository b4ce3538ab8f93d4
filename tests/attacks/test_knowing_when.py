"""Code that is right when it seems to be graded, and wrong else: by its calls, its callers, the clock.

It gains nothing, since it computes what is right. It is refused all the same where it is seen: a check that earned
points is asked a second time, from a thread below which a terminal seems to stand, under no module of ours, a day
later by the clocks of `time`. What cannot be refused is code that recognises the second asking as well, by what we
cannot take away: the thread, the address of the working folder, the kernel's filter, the clock of `datetime`, or a
count that is not reached while it is graded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.judge import judge
from dlgrade.grader import attempts
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

Grader = Callable[..., Exercise]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as some:
        yield some


@pytest.fixture
def graded(workers: Workers, tmp_path: Path) -> Grader:
    def run(code: str, name: str = "sigmoid", seed: int = 7) -> Exercise:
        (tmp_path / "mine.py").write_text(code, encoding="utf-8")
        return grade(Task(collect(tmp_path), [catalogue.exercises()[name]], (), seed, "en", "mine"), workers).exercises[
            0
        ]

    return run


def sigmoid(condition: str, *before: str) -> str:
    """A sigmoid that is right under a condition alone."""
    top = "\n".join(line for line in before if not line.startswith(" "))
    inner = "\n".join(line for line in before if line.startswith(" "))
    return (
        f"import datetime\nimport inspect\nimport os\nimport sys\nimport threading\nimport time\nimport traceback\n\n"
        f"import numpy as np\n\n{top}\n\n\ndef sigmoid(x):\n{inner}\n"
        "    y = 1 / (1 + np.exp(-np.clip(np.asarray(x, dtype=getattr(x, 'dtype', float)), -80, 700)))\n"
        f"    return y if {condition} else 0.5 * y\n"
    )


COUNT = ("CALLS = []", "    CALLS.append(1)")
CALLERS = {
    "a frame of ours above": sigmoid("any('serve' in frame.filename for frame in inspect.stack())"),
    "the name of the caller": sigmoid("sys._getframe(1).f_code.co_name not in ('asked', '<module>')"),
    "the file of the caller": sigmoid("not inspect.stack()[1].filename.startswith('<')"),
    "a local of a caller": sigmoid(
        "found", "    frame, found = sys._getframe(), False",
        "    while frame:\n        found |= 'message' in frame.f_locals\n        frame = frame.f_back",
    ),
    "the stack as text": sigmoid("'ser' + 've.py' in ''.join(traceback.format_stack())"),
    "the number of frames": sigmoid("len(inspect.stack()) < 12"),
}  # fmt: skip
CLOCKS = {
    "time since the import": sigmoid("time.perf_counter() - BEGAN < 5", "BEGAN = time.perf_counter()"),
    "time of the day": sigmoid("time.time() - BEGAN < 3600", "BEGAN = time.time()"),
    "processor time": sigmoid("time.process_time() < 60"),
    "nanoseconds": sigmoid("monotonic_ns() - B < 10**12", "from time import monotonic_ns", "B = monotonic_ns()"),
    "time since the last call": sigmoid(
        "quick", "LAST = [time.monotonic()]",
        "    now = time.monotonic()\n    quick = now - LAST[0] < 30\n    LAST[0] = now",
    ),
}  # fmt: skip


@pytest.mark.parametrize("calls", [1, 4, 9, 14, 17])
def test_code_that_is_right_for_its_first_calls_is_refused(calls: int, graded: Grader) -> None:
    one = graded(sigmoid(f"len(CALLS) <= {calls}", *COUNT))

    assert one.points == 0, one
    assert one.state in ("refused", "fail")


def test_code_that_is_right_when_it_is_called_an_even_number_of_times_is_refused(graded: Grader) -> None:
    assert graded(sigmoid("len(CALLS) % 2", *COUNT)).points == 0


@pytest.mark.parametrize("sign", CALLERS)
def test_code_that_looks_at_its_callers_is_refused(sign: str, graded: Grader) -> None:
    one = graded(CALLERS[sign])

    assert (one.state, one.points) == ("refused", 0), one
    assert one.cause is not None
    assert "not on who asks or when" in one.cause.text


@pytest.mark.parametrize("sign", CLOCKS)
def test_code_that_looks_at_the_clock_is_refused(sign: str, graded: Grader) -> None:
    one = graded(CLOCKS[sign])

    assert (one.state, one.points) == ("refused", 0), one
    assert one.cause is not None
    assert "The same input was given twice" in one.cause.text


@pytest.mark.parametrize("attack", [*CALLERS.values(), *CLOCKS.values(), sigmoid("len(CALLS) <= 18", *COUNT)])
def test_they_pass_where_nothing_is_asked_again(attack: str, graded: Grader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "judge_submitted", lambda exercise, subject, seed, _: judge(exercise, subject, seed))

    assert graded(attack).state == "pass"


@pytest.mark.parametrize("name", ["dlgrade_worker", "dlgrade_worker.serve", "dlgrade_worker.frames"])
def test_no_module_of_ours_is_found_by_its_name(name: str, graded: Grader) -> None:
    one = graded(sigmoid(f"{name!r} in sys.modules"))

    assert one.points == 0


def test_a_layer_that_changes_after_some_calls_is_refused(graded: Grader) -> None:
    code = (
        "import numpy as np\n\nCALLS = []\n\n\nclass Relu:\n    def forward(self, x):\n        self.kept = x > 0\n"
        "        return x * self.kept\n\n    def backward(self, dout):\n        CALLS.append(1)\n"
        "        return dout * self.kept * (len(CALLS) < 2)\n"
    )

    one = graded(code, "relu-layer")

    assert one.state != "pass"
    assert not any(check.points for check in one.checks if check.kind == "gradient")
