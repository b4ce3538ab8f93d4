"""Each file in submissions/<family>/ is an attack.

It earns nothing, the honest code beside it all, and nothing is left behind.

The first line of a file is `# exercise: states | what it tries`. What it computes is wrong, unless the attack got
what it was after: then it computes the right values, and this test fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from dlgrade.grader import channel
from dlgrade.reports.record import Exercise

SUBMISSIONS = Path(__file__).with_name("submissions")
ATTACKS = {path.stem: path for path in sorted(SUBMISSIONS.glob("*/*.py"))}
SLEEPERS = ("sleeps", "sleeps_at_import", "stops_itself")


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_earns_nothing_and_costs_nobody_else_anything(
    attack: str,
    hall: Any,
    honest: Mapping[str, Exercise],
    nothing_left: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if attack in SLEEPERS:
        monkeypatch.setattr(channel, "WALL_SHARE", 1.0)
    source = ATTACKS[attack].read_text(encoding="utf-8")
    attacked, states = source.split("|")[0].removeprefix("# ").split(":")

    record = hall.grade({f"{attack}.py": source}, attacked)

    verdict = record.exercises[0]
    assert verdict.points == 0
    assert verdict.state in states.split(), verdict
    assert "attack ran" in verdict.output
    assert hall.beside(record) == honest
    nothing_left()
