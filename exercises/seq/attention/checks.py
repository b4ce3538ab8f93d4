from collections.abc import Callable
from typing import Any

import numpy as np

from ...checking import Array, Case, Gradient, Learner, check, gradient
from ...checking.recurrent import side_by_side
from ...checking.tolerance import SINGLE

SIZES = ((3, 4, 5), (3, 3, 3), (2, 5, 2))
"""Rows, steps, numbers in a state."""


def states(case: Case, n: int, t: int, h: int) -> Array:
    """hs of a size at which the softmax prefers some steps and forgets none."""
    return case.normal(n, t, h, scale=0.7)


def layer_gradient(make: Callable[[], Any], case: Case, **inputs: Array) -> Gradient:
    """Backward of a layer of two inputs, whose gradients come back in the order of the inputs."""

    def forward(**at: Array) -> tuple[Any, Any]:
        layer = make()
        return layer, layer.forward(*at.values())

    def backward(layer: Any, dout: Array) -> dict[str, Any]:
        return dict(zip(inputs, layer.backward(dout), strict=True))

    return gradient(case, forward, backward, **inputs)


def layer_pass(layer: Any, case: Case, *inputs: Array) -> list[Any]:
    """Output and gradients; the upstream gradient has the output's dtype."""
    out = np.asarray(layer.forward(*inputs))
    return [out, *layer.backward(case.normal(*out.shape).astype(out.dtype))]


def shapes(arrays: list[Any]) -> list[Any]:
    return [np.shape(array) for array in arrays]


@check("sum_runs", kind="shape")
def sum_runs(learner: Learner, case: Case):
    return shapes(layer_pass(learner.WeightSum(), case, states(case, 2, 3, 4), case.probabilities(2, 3)))


@check("weight_runs", kind="shape")
def weight_runs(learner: Learner, case: Case):
    return shapes(layer_pass(learner.AttentionWeight(), case, states(case, 2, 3, 4), case.normal(2, 4)))


@check("attention_runs", kind="shape")
def attention_runs(learner: Learner, case: Case):
    return shapes(layer_pass(learner.Attention(), case, states(case, 2, 3, 4), case.normal(2, 4)))


@check("context", points=1, needs=("sum_runs",), tolerance=SINGLE)
def context(learner: Learner, case: Case):
    """The layer is linear in a: weights that do not sum to 1 tell a mean from a sum."""
    return [learner.WeightSum().forward(states(case, n, t, h), case.normal(n, t)) for n, t, h in SIZES]


@check("context_backward", points=2, kind="gradient", needs=("sum_runs",), tolerance=SINGLE)
def context_backward(learner: Learner, case: Case):
    return [
        layer_gradient(learner.WeightSum, case, hs=states(case, n, t, h), a=case.normal(n, t)) for n, t, h in SIZES[:2]
    ]


@check("weights", points=2, needs=("weight_runs",), tolerance=SINGLE)
def weights(learner: Learner, case: Case):
    return [learner.AttentionWeight().forward(states(case, n, t, h), case.normal(n, h)) for n, t, h in SIZES]


@check("weights_backward", points=2, kind="gradient", needs=("weight_runs",), tolerance=SINGLE)
def weights_backward(learner: Learner, case: Case):
    return [
        layer_gradient(learner.AttentionWeight, case, hs=states(case, n, t, h), h=case.normal(n, h))
        for n, t, h in SIZES[:2]
    ]


@check("large", points=1, kind="behaviour", needs=("weight_runs",))
def large(learner: Learner, case: Case):
    """Scores near 1,500, of which exp alone is infinite; they differ by one or so."""
    h = case.uniform(2, 4, low=0.5, high=1.0)
    hs = 1500.0 * (h / (h**2).sum(axis=1, keepdims=True))[:, np.newaxis] + states(case, 2, 3, 4)
    return learner.AttentionWeight().forward(hs, h)


@check("attention", points=1, needs=("attention_runs",), tolerance=SINGLE)
def attention(learner: Learner, case: Case):
    one_step = learner.Attention().forward(states(case, 2, 1, 3), case.normal(2, 3))
    return [one_step, *(learner.Attention().forward(states(case, n, t, h), case.normal(n, h)) for n, t, h in SIZES)]


@check("attention_backward", points=3, kind="gradient", needs=("attention_runs",), tolerance=SINGLE)
def attention_backward(learner: Learner, case: Case):
    return [
        layer_gradient(learner.Attention, case, hs=states(case, n, t, h), h=case.normal(n, h)) for n, t, h in SIZES[:2]
    ]


@check("again", points=1, kind="behaviour", needs=("sum_runs", "weight_runs", "attention_runs"), tolerance=SINGLE)
def again(learner: Learner, case: Case):
    """One layer for several batches, the last of them smaller, and two layers at once."""
    summing, weighting, both = learner.WeightSum(), learner.AttentionWeight(), learner.Attention()
    results = []
    for n, t in ((4, 3), (4, 3), (2, 5)):
        hs, h = states(case, n, t, 4), case.normal(n, 4)
        results += [layer_pass(layer, case, hs, h) for layer in (weighting, both)]
        results.append(layer_pass(summing, case, hs, case.probabilities(n, t)))
    kinds = (learner.WeightSum, 3), (learner.AttentionWeight, 4), (learner.Attention, 4)
    inputs = [[(states(case, 2, 3, 4), case.normal(2, size)) for _ in range(2)] for _, size in kinds]
    at_once = [side_by_side(make, case, *two, names=()) for (make, _), two in zip(kinds, inputs, strict=True)]
    return results, at_once


@check("types", points=1, needs=("attention_runs",), tolerance=SINGLE)
def types(learner: Learner, case: Case):
    """float32, and states that are views, such as every second step or the first two axes exchanged."""
    every_second = states(case, 3, 6, 4)[:, ::2], case.normal(4, 3).T
    exchanged = states(case, 4, 2, 3).transpose(1, 0, 2), case.normal(2, 3)
    small = states(case, 2, 3, 4).astype(np.float32), case.normal(2, 4).astype(np.float32)
    return [layer_pass(learner.Attention(), case, hs, h) for hs, h in (every_second, exchanged, small)]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    hs, h, a = states(case, 2, 3, 4), case.normal(2, 4), case.probabilities(2, 3)
    da, dc = case.normal(2, 3), case.normal(2, 4)
    calls = (learner.WeightSum(), a, dc), (learner.AttentionWeight(), h, da), (learner.Attention(), h, dc)
    for layer, second, dout in calls:
        layer.forward(hs, second)
        layer.backward(dout)
    return hs, h, a, da, dc
