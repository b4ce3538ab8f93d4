"""The vocabulary of nets: points away from kinks, gradients in every form, claims that can fail."""

from __future__ import annotations

import numpy as np
import pytest
from dlgrade.exercises.checking import Case
from dlgrade.exercises.checking.net_draws import GAP, SPREAD, draw
from dlgrade.exercises.checking.nets import has_not, heeds_parameters, named, net_gradient, stepped
from dlgrade.reference.layered_net import TwoLayerNet


def pre_activations(params, x, normalised):
    z = x
    layers = sum(name.startswith("W") for name in params)
    for layer in range(1, layers):
        a = z @ params[f"W{layer}"] + params[f"b{layer}"]
        if normalised:
            hat = (a - a.mean(axis=0)) / np.sqrt(a.var(axis=0) + 1e-6)
            a = params[f"gamma{layer}"] * hat + params[f"beta{layer}"]
        yield a
        z = np.maximum(a, 0)
    yield z @ params[f"W{layers}"] + params[f"b{layers}"]


@pytest.mark.parametrize("normalised", [False, True])
@pytest.mark.parametrize("sizes", [(3, 4, 2), (4, 3, 5, 3), (3, 4, 2, 3, 4)])
def test_no_unit_is_near_its_kink_and_no_probability_near_0(sizes, normalised):
    for seed in range(60):
        params, x = draw(Case(seed, "draw"), 5, sizes, normalised)
        *hidden, scores = pre_activations(params, x, normalised)

        assert min(np.abs(a).min() for a in hidden) >= 0.99 * GAP
        assert np.ptp(scores, axis=1).max() <= SPREAD + 1e-6
        assert all(np.array_equal(v, v.astype(np.float32)) for v in params.values())


def test_gradients_are_taken_in_every_form():
    like = {"W1": np.zeros((2, 3)), "b1": np.zeros(3), "W2": np.zeros((3, 2)), "b2": np.zeros(2)}
    grads = {name: np.random.default_rng(0).standard_normal(value.shape) for name, value in like.items()}
    forms = [
        grads,
        {f"d{name}": grad for name, grad in grads.items()},
        {name.lower(): grad for name, grad in grads.items()},
        list(grads.values()),
        tuple(grads.values()),
        ([grads["W1"], grads["W2"]], [grads["b1"], grads["b2"]]),
        {name: grad[None] if grad.ndim == 1 else grad for name, grad in grads.items()},
    ]

    for form in forms:
        assert all(np.array_equal(named(form, like)[name], grad) for name, grad in grads.items())
    assert named({"W1": grads["W1"]}, like)["b1"] is None
    assert named({"W1": grads["W1"].T}, like)["W1"].shape == (3, 2)


def test_the_gradient_is_measured_against_the_networks_own_loss():
    case = Case(3, "gradient")
    params, x = draw(case, 4, (3, 4, 2))
    t = case.one_hot(4, 2)

    assert net_gradient(case, lambda: TwoLayerNet(3, 4, 2), params, x, t).error() < 4e-12

    class Wrong(TwoLayerNet):
        def gradient(self, x, t):
            grads = super().gradient(x, t)
            grads["W1"][0, 0] *= 1 + 1e-9
            return grads

    assert net_gradient(case, lambda: Wrong(3, 4, 2), params, x, t).error() > 4e-12


def test_a_step_up_and_deaf_parameters_are_claims_that_fail():
    case = Case(4, "claims")
    params, x = draw(case, 4, (3, 4, 2))
    t = case.one_hot(4, 2)

    class Up(TwoLayerNet):
        def gradient(self, x, t):
            return {name: -grad for name, grad in super().gradient(x, t).items()}

    class Deaf(TwoLayerNet):
        def __init__(self, *sizes):
            super().__init__(*sizes, 1.0)
            self.params = {name: value.copy() for name, value in self.params.items()}

    assert stepped(TwoLayerNet(3, 4, 2), params, x, t, 0.05).holds
    assert not stepped(Up(3, 4, 2), params, x, t, 0.05).holds
    assert heeds_parameters(TwoLayerNet(3, 4, 2), params, x).holds
    assert not heeds_parameters(Deaf(3, 4, 2), params, x).holds


def test_a_missing_method_is_told_from_an_error_within_one():
    def said(name):
        try:
            getattr(TwoLayerNet(2, 2, 2), name)
        except AttributeError as error:
            return error
        raise AssertionError

    assert has_not(said("nothing"), "nothing")
    assert not has_not(said("nothing"), "gradient")
    assert not has_not(ValueError("has no attribute 'nothing'"), "nothing")
