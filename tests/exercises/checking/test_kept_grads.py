"""Gradients of a layer are found where learners keep them; where they are not, their names are told."""

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.recurrent import found_grads, kept_grads
from dlgrade.exercises.checking.subject import Local
from dlgrade.reference.recurrent import RNN

NAMES = ("Wx", "Wh", "b")
GRADS = [np.ones((2, 3)), np.ones((3, 3)), np.ones(3)]
TOO_FEW = "The number of gradients in grads should be 3, [dWx, dWh, db], but is 2."
NONE = "No gradients are found after backward; set grads to [dWx, dWh, db]."


class Kept:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)


@pytest.mark.parametrize(
    "layer",
    [
        Kept(grads=GRADS),
        Kept(grads=tuple(GRADS)),
        Kept(grads=dict(zip(NAMES, GRADS, strict=True))),
        Kept(grads=dict(zip(("dWx", "dWh", "db"), GRADS, strict=True))),
        Kept(grads=[], dWx=GRADS[0], dWh=GRADS[1], db=GRADS[2]),
    ],
)
def test_lists_dictionaries_and_attributes_are_read(layer):
    kept = kept_grads(layer, *NAMES)
    assert {name: grad.shape for name, grad in kept.items()} == {"Wx": (2, 3), "Wh": (3, 3), "b": (3,)}


@pytest.mark.parametrize("layer", [Kept(), Kept(grads=GRADS[:2]), Kept(dWx=GRADS[0])])
def test_a_gradient_that_is_not_there_is_not_made_up(layer):
    assert found_grads(layer, *NAMES) is None


class TwoGradients(RNN):
    def backward(self, dh_next):
        back = super().backward(dh_next)
        self.grads = self.grads[:2]
        return back


class NoGradients(RNN):
    def backward(self, dh_next):
        back = super().backward(dh_next)
        del self.grads
        return back


class OtherNames(RNN):
    def backward(self, dh_next):
        back = super().backward(dh_next)
        self.grads = dict(zip("UVc", self.grads, strict=True))
        return back


@pytest.mark.parametrize(("layer", "told"), [(TwoGradients, TOO_FEW), (NoGradients, NONE), (OtherNames, NONE)])
def test_the_learner_is_told_which_gradients_are_wanted(layer, told):
    cause = diagnose(judge(exercises()["rnn"], Local({"RNN": layer}), 0))
    assert cause is not None
    assert cause.text.en == told
