"""The order of the checks and what is drawn anew follow from seed and sources, and keep what must come first."""

from __future__ import annotations

import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.asking import asking, blockers
from dlgrade.exercises.checking.exercise import Exercise

EXERCISES = list(catalogue.exercises().values())
SOURCES = [f"{n:032x}" for n in range(30)]


def ids(exercise: Exercise, seed: int, sources: str) -> list[str]:
    return [check.id for check in asking(exercise, seed, sources).order]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
def test_every_check_is_asked_once_and_after_those_it_needs(exercise: Exercise) -> None:
    for sources in SOURCES[:5]:
        order = ids(exercise, 3, sources)
        assert sorted(order) == sorted(check.id for check in exercise.checks)
        for check in exercise.checks:
            assert all(order.index(one.id) < order.index(check.id) for one in blockers(exercise.checks, check))


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
def test_what_is_drawn_anew_earns_points_and_has_a_gradient_in_it(exercise: Exercise) -> None:
    known = {check.id: check for check in exercise.checks}
    for sources in SOURCES[:5]:
        anew = [known[name] for name in asking(exercise, 3, sources).anew]
        assert anew
        assert all(check.points and not check.alone for check in anew)
        if any(check.kind == "gradient" for check in exercise.checks):
            assert any(check.kind == "gradient" for check in anew)


def test_the_same_sources_and_seed_are_asked_the_same_and_others_are_not() -> None:
    affine = catalogue.exercises()["affine"]
    assert asking(affine, 3, SOURCES[0]) == asking(affine, 3, SOURCES[0])
    assert len({tuple(ids(affine, 3, one)) for one in SOURCES}) > 10
    assert len({tuple(ids(affine, seed, SOURCES[0])) for seed in range(30)}) > 10
    seeds = [seed for sources in SOURCES for seed in asking(affine, 3, sources).seeds]
    assert len(set(seeds)) == len(seeds)


def test_without_sources_the_published_checks_are_asked_in_their_order() -> None:
    affine = catalogue.exercises()["affine"]
    found = asking(affine, 3, "")
    assert (found.order, found.anew) == (affine.checks, frozenset())


def test_over_many_sources_every_check_that_earns_points_is_drawn_anew() -> None:
    for name in ("affine", "sigmoid", "adam", "batchnorm"):
        exercise = catalogue.exercises()[name]
        drawn = {one for n in range(300) for one in asking(exercise, 3, f"{n:032x}").anew}
        assert drawn == {check.id for check in exercise.checks if check.points and check.id != exercise.plot}
