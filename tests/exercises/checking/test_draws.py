"""NumPy's global generator is as it was after whatever was drawn from it, however deep."""

import numpy as np
import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.draws import kept
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local


def drawn() -> list[float]:
    return list(np.random.rand(3))


def test_the_generator_goes_on_where_it_was() -> None:
    np.random.seed(1)
    wanted = drawn() + drawn()
    np.random.seed(1)
    found = drawn()
    with kept(), kept():
        np.random.seed(2)
    assert found + drawn() == wanted


def test_an_exception_on_the_way_changes_nothing() -> None:
    np.random.seed(1)
    wanted = drawn()
    np.random.seed(1)
    with pytest.raises(KeyError), kept():
        np.random.seed(3)
        raise KeyError
    assert drawn() == wanted
    np.random.seed(1)
    with kept():
        drawn()
    assert drawn() == wanted


def test_judging_leaves_it_alone() -> None:
    exercise = catalogue.exercises()["dropout"]
    np.random.seed(1)
    wanted = drawn()
    np.random.seed(1)
    judge(exercise, Local(exercise.reference), 4)
    assert drawn() == wanted
