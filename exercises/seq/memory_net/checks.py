from typing import Any

import numpy as np

from ...checking import Array, Case, Claim, Gradient, Learner, check, gradient
from ...checking.recurrent import found_grads, kept_grads, side_by_side
from ...checking.tolerance import SINGLE

SIZES = ((3, 4, 6, 5, 2), (3, 3, 3, 3, 3), (2, 5, 4, 3, 6))
"""Stories, sentences, words, numbers in a vector, answers."""
NAMES = ("A", "B", "C", "W")


def matrices(case: Case, v: int, d: int, k: int) -> dict[str, Array]:
    """A, B, C and W of a size at which the addressing prefers some sentences and forgets none."""
    shapes = zip(NAMES, ((v, d), (v, d), (v, d), (d, k)), strict=True)
    return {name: case.normal(*shape, scale=0.4) for name, shape in shapes}


def bags(case: Case, *shape: int) -> Array:
    """How often each word stands in a sentence, 0 to 2, as float64."""
    return case.integers(*shape, high=3).astype(float)


def one_pass(net: Any, case: Case, stories: Array, question: Array) -> dict[str, Any]:
    """Scores, and the gradients of all matrices; the upstream gradient has the scores' dtype."""
    scores = np.array(net.forward(stories, question))
    net.backward(case.normal(*scores.shape).astype(scores.dtype))
    return {"scores": scores, **kept_grads(net, *NAMES)}


def whole_gradient(learner: Learner, case: Case, size: tuple[int, ...], hops: int) -> Gradient:
    """Gradients of A, B, C and W with a random upstream gradient."""
    n, m, v, d, k = size
    stories, question = bags(case, n, m, v), bags(case, n, v)

    def forward(**at: Array) -> tuple[Any, Any]:
        net = learner.MemoryNetwork(*at.values(), hops)
        return net, net.forward(stories.copy(), question.copy())

    def backward(net: Any, dscores: Array) -> dict[str, Any]:
        net.backward(dscores)
        return kept_grads(net, *NAMES)

    return gradient(case, forward, backward, **matrices(case, v, d, k))


def scores(learner: Learner, case: Case, hops: int) -> list[Any]:
    """Scores for stories of several sizes."""
    nets = [(learner.MemoryNetwork(*matrices(case, v, d, k).values(), hops), n, m, v) for n, m, v, d, k in SIZES]
    return [net.forward(bags(case, n, m, v), bags(case, n, v)) for net, n, m, v in nets]


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    net = learner.MemoryNetwork(*matrices(case, 6, 4, 3).values())
    return np.shape(net.forward(bags(case, 2, 5, 6), bags(case, 2, 6)))


@check("parameters", kind="shape")
def parameters(learner: Learner, case: Case):
    net = learner.MemoryNetwork(*matrices(case, 6, 4, 3).values())
    net.forward(bags(case, 2, 5, 6), bags(case, 2, 6))
    net.backward(case.normal(2, 3))
    kept = found_grads(net, *NAMES)
    return Claim(kept is not None, "grads_not_found"), {name: np.shape(grad) for name, grad in (kept or {}).items()}


@check("addressing", points=1)
def addressing(learner: Learner, case: Case):
    net = learner.MemoryNetwork(*matrices(case, 6, 4, 3).values())
    return [net.address(case.normal(n, d), case.normal(n, m, d)) for n, m, _, d, _ in SIZES]


@check("large", points=1, kind="behaviour")
def large(learner: Learner, case: Case):
    """Products near 1,500, of which exp alone is infinite; they differ by one or so."""
    net, u = learner.MemoryNetwork(*matrices(case, 6, 4, 3).values()), case.uniform(2, 4, low=0.5, high=1.0)
    m = 1500.0 * (u / (u**2).sum(axis=1, keepdims=True))[:, np.newaxis] + case.normal(2, 3, 4)
    return net.address(u, m)


@check("reading", points=1)
def reading(learner: Learner, case: Case):
    net = learner.MemoryNetwork(*matrices(case, 6, 4, 3).values())
    return [net.read(case.normal(n, m), case.normal(n, m, d)) for n, m, _, d, _ in SIZES]


@check("answer", points=2, tolerance=SINGLE)
def answer(learner: Learner, case: Case):
    """With one hop, handed over or left to the default."""
    by_default = learner.MemoryNetwork(*matrices(case, 6, 4, 3).values())
    return [*scores(learner, case, 1), by_default.forward(bags(case, 2, 3, 6), bags(case, 2, 6))]


@check("backward", points=3, kind="gradient", needs=("parameters",), tolerance=SINGLE)
def backward(learner: Learner, case: Case):
    return [whole_gradient(learner, case, size, 1) for size in SIZES[:2]]


@check("hops", points=2, tolerance=SINGLE)
def hops(learner: Learner, case: Case):
    return [*scores(learner, case, 2), *scores(learner, case, 3)]


@check("hops_backward", points=3, kind="gradient", needs=("parameters",), tolerance=SINGLE)
def hops_backward(learner: Learner, case: Case):
    return [whole_gradient(learner, case, SIZES[0], 3), whole_gradient(learner, case, SIZES[1], 2)]


@check("again", points=1, kind="behaviour", needs=("parameters",), tolerance=SINGLE)
def again(learner: Learner, case: Case):
    """One network for several batches, the last of them smaller and with more sentences; two networks at once."""
    params = matrices(case, 6, 4, 3).values()
    net = learner.MemoryNetwork(*params, 2)
    in_turn = [one_pass(net, case, bags(case, n, m, 6), bags(case, n, 6)) for n, m in ((4, 3), (4, 3), (2, 5))]
    inputs = [(bags(case, 2, 3, 6), bags(case, 2, 6)) for _ in range(2)]
    at_once = side_by_side(lambda: learner.MemoryNetwork(*params, 2), case, *inputs, names=NAMES)
    return in_turn, [{name: grads[name] for name in NAMES} for grads in at_once]


@check("types", points=1, needs=("parameters",), tolerance=SINGLE)
def types(learner: Learner, case: Case):
    """Counts as integers, float32 throughout, and stories that are views."""
    wide = list(matrices(case, 6, 4, 3).values())
    few = [array.astype(np.float32) for array in wide]
    counts = case.integers(2, 3, 6, high=3), case.integers(2, 6, high=3)
    small = bags(case, 2, 3, 6).astype(np.float32), bags(case, 2, 6).astype(np.float32)
    views = bags(case, 4, 2, 6).transpose(1, 0, 2), bags(case, 2, 12)[:, ::2]
    return [
        one_pass(learner.MemoryNetwork(*params, 2), case, *inputs)
        for params, inputs in ((wide, counts), (few, small), (wide, views))
    ]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    params, stories, question = matrices(case, 6, 4, 3), bags(case, 2, 3, 6), bags(case, 2, 6)
    u, m, p, dscores = case.normal(2, 4), case.normal(2, 3, 4), case.probabilities(2, 3), case.normal(2, 3)
    net = learner.MemoryNetwork(*params.values(), 2)
    net.address(u, m)
    net.read(p, m)
    net.forward(stories, question)
    net.backward(dscores)
    return params, stories, question, u, m, p, dscores
