"""Each file in submissions/<family>/ is an attack: it earns nothing, the honest code beside it all, nothing is left.

The first line of a file is `# exercise: states | what it tries`. What it computes is wrong, unless the attack got
what it was after: then it computes the right values, and this test fails. Its honest twin is judged in test_twins.py.
"""

from __future__ import annotations

import resource
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from dlgrade.grader import channel, remote
from dlgrade.grader.processes import ADDRESS_SPACE
from dlgrade.reports.record import Exercise

from .twins import ATTACKS, FAMILIES, FILES, of_family

SLEEPERS = ("deadlock", "interpreter_held", "sleeps", "sleeps_at_import", "stops_itself")
JUDGE_MAY_GROW = 256 << 10  # KiB: a few frames of the largest size


@pytest.fixture
def peaks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The most memory that each worker held which has ended, in KiB."""
    found: list[int] = []
    end = channel.Worker.end

    def told(self: channel.Worker, by_judge: bool = True) -> channel.Ending:
        found.append(end(self, by_judge).peak)
        assert self.ending is not None
        return self.ending

    monkeypatch.setattr(channel.Worker, "end", told)
    return found


@pytest.fixture
def earns_nothing(
    hall: Any,
    honest: Mapping[str, Exercise],
    nothing_left: Callable[[], None],
    peaks: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], None]:
    """Grades an attack: no points, one of its states, the honest code as ever, memory bounded, nothing left."""

    def check(attack: str) -> None:
        if attack in SLEEPERS:
            monkeypatch.setattr(channel, "WALL_SHARE", 1.0)
        one = ATTACKS[attack]
        if "timeout" in one.states:  # the second worker would take as long
            monkeypatch.setattr(remote, "MAX_DEATHS", 1)
        judge = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        record = hall.grade({f"{attack}.py": one.source}, one.exercise)

        verdict = record.exercises[0]
        assert verdict.points == 0
        assert verdict.state in one.states, verdict
        assert "attack ran" in verdict.output
        assert hall.beside(record) == honest
        assert 0 < max(peaks) << 10 <= ADDRESS_SPACE
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - judge <= JUDGE_MAY_GROW
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


def test_no_two_attacks_have_one_name() -> None:
    assert len(ATTACKS) == len(FILES)
