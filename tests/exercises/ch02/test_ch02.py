"""Chapter 2: the checks accept what is right in any style, refuse what is wrong, and name it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import Verdict, judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.verify import verify

Gate = Callable[[Any, Any], Any]
GATES = exercises()["gates"]


def judged(**gates: Gate) -> Verdict:
    """The verdict on gates of which those not given are the reference's."""
    return judge(GATES, Local({**GATES.reference, **gates}), 3)


def test_the_gates_verify_over_several_seeds() -> None:
    assert verify(GATES, range(5)).breaches == {}


@pytest.mark.parametrize(
    "gate",
    [
        lambda x1, x2: np.int64(x1 and x2),
        lambda x1, x2: float(x1 * x2),
        lambda x1, x2: np.array(min(x1, x2)),
        lambda x1, x2: {(1, 1): 1}.get((x1, x2), 0),
        lambda x1, x2: 1 if np.dot([1.0, 1.0], [x1, x2]) - 1.5 > 0 else 0,
    ],
    ids=["numpy-scalar", "float", "0-d", "table", "other-weights"],
)
def test_a_right_gate_passes_in_any_style(gate: Gate) -> None:
    assert judged(AND=gate).state == "pass"


def test_true_and_false_pass_and_are_advised_against() -> None:
    verdict = judged(OR=lambda x1, x2: bool(x1 or x2))

    assert verdict.state == "pass"
    assert [check.check.id for check in verdict.checks if check.state != "pass"] == ["plain"]


def test_the_sentence_on_a_bias_names_its_gate() -> None:
    cause = diagnose(judged(NAND=lambda x1, x2: int(-x1 - x2 - 1.5 > 0)))

    assert cause is not None
    assert cause.label == "bias_sign"
    assert cause.text.en.startswith("The bias of NAND")


def test_one_wrong_gate_leaves_the_points_of_the_others() -> None:
    verdict = judged(XOR=lambda x1, x2: x1 + x2)

    assert verdict.state == "partial"
    assert verdict.points == 3


@pytest.mark.parametrize("gate", [lambda x1, x2: None, lambda x1, x2: "1", lambda x1, x2: x1 + x2 - 1.5])
def test_what_is_no_gate_is_refused(gate: Gate) -> None:
    assert judged(AND=gate).state == "partial"
