"""Each file in submissions/<family>/ is an attack: it earns nothing, the honest code beside it all, nothing is left.

The first line of a file is `# exercise: states | what it tries`. What it computes is wrong, unless the attack got
what it was after: then it computes the right values, and this test fails. Its honest twin is judged in test_twins.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from dlgrade.grader import channel
from dlgrade.reports.record import Exercise

from .twins import ATTACKS, FAMILIES, of_family

SLEEPERS = ("sleeps", "sleeps_at_import", "stops_itself")


@pytest.fixture
def earns_nothing(
    hall: Any, honest: Mapping[str, Exercise], nothing_left: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """Grades an attack: no points, one of the states it names, the honest code as ever, nothing left behind."""

    def check(attack: str) -> None:
        if attack in SLEEPERS:
            monkeypatch.setattr(channel, "WALL_SHARE", 1.0)
        one = ATTACKS[attack]

        record = hall.grade({f"{attack}.py": one.source}, one.exercise)

        verdict = record.exercises[0]
        assert verdict.points == 0
        assert verdict.state in one.states, verdict
        assert "attack ran" in verdict.output
        assert hall.beside(record) == honest
        nothing_left()

    return check


class TestForging:
    @pytest.mark.parametrize("attack", of_family("forging"))
    def test_an_attack_earns_nothing_and_costs_nobody_else_anything(
        self, attack: str, earns_nothing: Callable[[str], None]
    ) -> None:
        earns_nothing(attack)


class TestEscape:
    @pytest.mark.parametrize("attack", of_family("escape"))
    def test_an_attack_earns_nothing_and_costs_nobody_else_anything(
        self, attack: str, earns_nothing: Callable[[str], None]
    ) -> None:
        earns_nothing(attack)


class TestExhaustion:
    @pytest.mark.parametrize("attack", of_family("exhaustion"))
    def test_an_attack_earns_nothing_and_costs_nobody_else_anything(
        self, attack: str, earns_nothing: Callable[[str], None]
    ) -> None:
        earns_nothing(attack)


class TestPersistence:
    @pytest.mark.parametrize("attack", of_family("persistence"))
    def test_an_attack_earns_nothing_and_costs_nobody_else_anything(
        self, attack: str, earns_nothing: Callable[[str], None]
    ) -> None:
        earns_nothing(attack)


def test_each_family_is_judged() -> None:
    judged = {name.removeprefix("Test").lower() for name in globals() if name.startswith("Test")}

    assert set(FAMILIES) == judged
