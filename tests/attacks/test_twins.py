"""The honest twin of each attack scores full: the same imports, classes and habits in the service of a right answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .twins import ATTACKS


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_honest_twin_of_an_attack_scores_full(attack: str, hall: Any, nothing_left: Callable[[], None]) -> None:
    one = ATTACKS[attack]

    record = hall.grade({f"{attack}.py": one.twin}, one.exercise, beside=())

    verdict = record.exercises[0]
    assert (verdict.state, verdict.points) == ("pass", verdict.max_points), verdict
    nothing_left()
