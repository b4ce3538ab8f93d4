import numpy as np

from ...checking import Array, Case, Claim, Learner, check
from ...checking.recurrent import BUFFERS, found_grads, kept_grads, side_by_side, time_gradient, weights

SIZES = ((3, 4, 2, 5), (3, 3, 3, 3), (2, 5, 4, 2))
"""Rows, steps, numbers in, numbers in the state of each direction."""
PARAMETERS = ("Wx1", "Wh1", "b1", "Wx2", "Wh2", "b2")


def drawn(case: Case, d: int, h: int) -> dict[str, Array]:
    """Weights of both directions, of a size at which neither forgets its first steps."""
    return {f"{name}{k}": array for k in (1, 2) for name, array in weights(case, d, h, size=0.6).items()}


def both_ways(layer, case: Case, xs: Array):
    """Forward and backward: output, gradients of the input and of all parameters."""
    hs = np.array(layer.forward(xs))
    dxs = np.array(layer.backward(case.normal(*hs.shape).astype(hs.dtype)))
    return {"hs": hs, "dxs": dxs, **kept_grads(layer, *PARAMETERS)}


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    layer = learner.BiRNN(*drawn(case, 3, 4).values())
    out = layer.forward(case.normal(2, 3, 3))
    return np.shape(out), np.shape(layer.backward(case.normal(2, 3, 8)))


@check("parameters", kind="shape")
def parameters(learner: Learner, case: Case):
    layer = learner.BiRNN(*drawn(case, 3, 4).values())
    layer.forward(case.normal(2, 3, 3))
    layer.backward(case.normal(2, 3, 8))
    kept = found_grads(layer, *PARAMETERS)
    return Claim(kept is not None, "grads_not_found"), {name: np.shape(grad) for name, grad in (kept or {}).items()}


@check("forward", points=2, tolerance=BUFFERS)
def forward(learner: Learner, case: Case):
    return [learner.BiRNN(*drawn(case, d, h).values()).forward(case.normal(n, t, d)) for n, t, d, h in SIZES]


@check("one_step", points=1, tolerance=BUFFERS)
def one_step(learner: Learner, case: Case):
    """With a single step there is nothing to turn round."""
    return [
        learner.BiRNN(*drawn(case, d, h).values()).forward(case.normal(n, 1, d)) for n, d, h in ((2, 3, 4), (1, 2, 2))
    ]


@check("backward", points=4, kind="gradient", needs=("parameters",), tolerance=BUFFERS)
def backward(learner: Learner, case: Case):
    return [time_gradient(learner.BiRNN, case, case.normal(n, t, d), drawn(case, d, h)) for n, t, d, h in SIZES[:2]]


@check("again", points=1, kind="behaviour", needs=("parameters",), tolerance=BUFFERS)
def again(learner: Learner, case: Case):
    """One layer for several batches, and two layers at once."""
    params = drawn(case, 3, 4).values()
    layer = learner.BiRNN(*params)
    in_turn = [both_ways(layer, case, case.normal(3, t, 3)) for t in (4, 4, 3)]
    inputs = [[case.normal(2, 3, 3)] for _ in range(2)]
    return in_turn, side_by_side(lambda: learner.BiRNN(*params), case, *inputs, names=PARAMETERS)


@check("smaller", points=1, kind="behaviour", needs=("parameters",), tolerance=BUFFERS)
def smaller(learner: Learner, case: Case):
    layer = learner.BiRNN(*drawn(case, 3, 4).values())
    return [both_ways(layer, case, case.normal(n, t, 3)) for n, t in ((3, 4), (2, 3))]


@check("types", points=1, needs=("parameters",), tolerance=BUFFERS)
def types(learner: Learner, case: Case):
    few = [array.astype(np.float32) for array in drawn(case, 3, 4).values()]
    xs = [
        case.normal(2, 3, 3).astype(np.float32),
        case.normal(3, 2, 3).transpose(1, 0, 2),
        case.normal(2, 3, 6)[..., ::2],
    ]
    wide = drawn(case, 3, 4).values()
    return [both_ways(learner.BiRNN(*(few if x.dtype == np.float32 else wide)), case, x) for x in xs]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    params, xs, dhs = drawn(case, 3, 4), case.normal(2, 3, 3), case.normal(2, 3, 8)
    layer = learner.BiRNN(*params.values())
    layer.forward(xs)
    layer.backward(dhs)
    return params, xs, dhs
