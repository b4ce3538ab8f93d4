"""The page of which layer stops which attack says what is: each attack has its row; rows drawn by a seed are tried."""

from __future__ import annotations

import json
import os
import random
from typing import Any

import pytest
from dlgrade.grader.worker import wall
from dlgrade.grader.workers import Workers

from . import layers

TECHNIQUES = layers.sibling("layers_wall")
ROWS = layers.known()["rows"]
WHO = "root" if os.getuid() == 0 else "yourself"
MEASURED = "root" if os.getuid() == 0 else "stranger"
OFFERED = {name for name, on, _ in wall.available() if on}
SAMPLE = random.Random(20_240_229)
# What a machine decides is not drawn: another kernel may be right to differ.
CERTAIN = [
    (family, name)
    for family, known in TECHNIQUES.families().items()
    for name, one in known.items()
    if one and one.free == "anyone"
]


def test_every_attack_has_a_row_or_is_named_as_lacking_one() -> None:
    """Else: `python tests/attacks/layers.py --missing`."""
    lacking = layers.known()["missing"]
    for family, names in layers.every().items():
        assert sorted(names) == sorted([*ROWS[family], *lacking.get(family, [])]), family


@pytest.mark.parametrize("family", ["escape", "files", "others", "calls"])
def test_every_way_out_has_a_row(family: str) -> None:
    assert sorted(ROWS[family]) == sorted(layers.every()[family])


def test_the_page_says_what_was_measured() -> None:
    assert layers.PAGE.read_text(encoding="utf-8") == layers.sibling("layers_page").page(layers.known())


def test_what_gets_through_without_the_wall_is_stopped_by_a_layer_alone() -> None:
    rows = [(name, user, row) for family in ROWS.values() for name, by in family.items() for user, row in by.items()]
    through = [(name, user, row) for name, user, row in rows if row["bare"]]

    assert len(through) > 200
    assert [(name, user) for name, user, row in through if not row["alone"]] == []


@pytest.mark.parametrize(("family", "name"), SAMPLE.sample(CERTAIN, 10))
def test_a_row_drawn_is_true(family: str, name: str) -> None:
    one, row = TECHNIQUES.technique(name), ROWS[family][name][MEASURED]
    sure = OFFERED.intersection(one.by)  # what does not depend on the machine

    assert bool(row["bare"]) == _gets_through(name, layers.ALL)
    assert sure <= set(row["alone"])
    for layer in sure:
        assert not _gets_through(name, layers.ALL - {layer})


def _gets_through(name: str, off: frozenset[str]) -> bool:
    return bool(TECHNIQUES.tried(off, WHO, [name])[name]["through"])


def _reads(name: str) -> bool:
    """Whether it does no harm where Landlock is of a version that does not stop it: it reads, and sends nothing."""
    return name.startswith(("reads_", "openat2", "hard_link", "parent_in_proc", "shared_memory"))


@pytest.mark.parametrize("layer", ["seccomp", "landlock"])
def test_submissions_drawn_are_stopped_by_one_layer_alone(layer: str, hall: Any, honest: Any) -> None:
    if layer not in OFFERED:
        pytest.skip(f"this machine has no {layer}")
    stopped = [name for name, by in ROWS["escape"].items() if layer in by[MEASURED]["alone"]]
    stopped = [name for name in stopped if layer == "seccomp" or _reads(name)]
    with Workers("fork", off=layers.ALL - {layer}) as workers:
        for name in SAMPLE.sample(sorted(stopped), 3):
            attack = layers.sibling("twins").ATTACKS[name]
            record = hall.grade({f"{name}.py": attack.source}, attack.exercise, workers=workers)
            assert record.exercises[0].points == 0, name
            assert hall.beside(record) == honest


@pytest.mark.long
def test_the_whole_comparison_gives_the_same_again() -> None:
    if reason := layers.sibling("layers_outside").bounded():
        pytest.skip(reason)
    again = json.loads(json.dumps(layers.measured(layers.every())))

    assert _stopping(again) == _stopping(ROWS)


def _stopping(rows: dict[str, Any]) -> dict[str, Any]:
    """What rows say of layers, without how an attack ended otherwise."""
    return {
        f"{family}/{name}/{user}": [bool(row["bare"]), row["alone"], row["without"]]
        for family, named in rows.items()
        for name, by in named.items()
        for user, row in by.items()
    }
