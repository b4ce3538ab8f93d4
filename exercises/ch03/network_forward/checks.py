"""Weights are drawn so large that every activation bends: a missing one cannot hide behind a straight piece."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ....reference.networks import forward as followed
from ...checking import Array, Case, Claim, Learner, check

BOOK = (2, 3, 2, 2)
SQUARE = (3, 3, 3, 3)
SIZES = ((4, 5, 3, 6), (2, 4, 1, 3), (1, 2, 5, 1))


def drawn(case: Case, sizes: tuple[int, ...] = BOOK) -> dict[str, Array]:
    """A network of random weights."""
    network = {}
    for layer in (1, 2, 3):
        network[f"W{layer}"] = case.normal(*sizes[layer - 1 : layer + 1], scale=1.5)
        network[f"b{layer}"] = case.away_from_zero(sizes[layer], gap=0.3)
    return network


def copied(network: Mapping[str, Any]) -> dict[str, Array]:
    """The same network in arrays of its own."""
    return {key: np.array(value) for key, value in network.items()}


@check("keys", kind="shape")
def keys(learner: Learner, case: Case):
    network = learner.init_network()
    return {key: np.shape(value) for key, value in network.items()} if isinstance(network, dict) else network


@check("apart", points=1, kind="behaviour", needs=("keys",))
def apart(learner: Learner, case: Case):
    """Units with the same weights all compute the same, and weights of 0 compute nothing."""
    network = learner.init_network()
    alike = [key for key in ("W1", "W2", "W3") if not np.ptp(np.asarray(network[key], dtype=float)) > 0]
    return Claim(not alike, "weights_alike", {"keys": ", ".join(alike)})


@check("given", points=1, kind="behaviour")
def given(learner: Learner, case: Case):
    """Two networks with the same input: code that keeps weights of its own gives the same twice."""
    x = case.normal(2)
    first, second = (np.asarray(learner.forward(drawn(case), x.copy()), dtype=float) for _ in range(2))
    same = np.array_equal(first, second, equal_nan=True)
    return Claim(not same, "network_unused", fingerprint=[bool(first.any()), bool(np.isfinite(first).all())])


@check("square", points=1)
def square(learner: Learner, case: Case):
    """As many units in every layer: a product the wrong way round goes unnoticed by the shapes."""
    return [learner.forward(drawn(case, SQUARE), case.normal(*shape)) for shape in ((3,), (3, 3))]


@check("vector", points=1)
def vector(learner: Learner, case: Case):
    return [learner.forward(drawn(case), case.normal(2)) for _ in range(3)]


@check("sizes", points=1)
def sizes(learner: Learner, case: Case):
    return [learner.forward(drawn(case, sizes), case.normal(sizes[0])) for sizes in SIZES]


@check("batch", points=1)
def batch(learner: Learner, case: Case):
    """As many rows as units, more, fewer, and one."""
    return [learner.forward(drawn(case), case.normal(n, 2)) for n in (2, 3, 5, 1)]


@check("types", points=1)
def types(learner: Learner, case: Case):
    network, x = drawn(case), case.normal(4, 2)
    small = {key: value.astype(np.float32) for key, value in network.items()}
    fortran = {key: np.asfortranarray(value) for key, value in network.items()}
    return [
        learner.forward(copied(network), case.integers(2, low=-3, high=4)),
        learner.forward(small, x.astype(np.float32)),
        learner.forward(fortran, np.asfortranarray(x)),
        learner.forward(copied(network), x[::-1]),
    ]


@check("together", points=1, kind="behaviour", needs=("apart", "given"))
def together(learner: Learner, case: Case):
    """The learner's own network, followed with the learner's own weights."""
    network, x = learner.init_network(), case.normal(2)
    weights = copied(network)
    got, expected = learner.forward(network, x.copy()), followed(weights, x)
    return Claim(np.shape(got) == (2,) and bool(np.allclose(got, expected, rtol=1e-9, atol=1e-12)), "not_together")


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    network, x = drawn(case), case.normal(3, 2)
    learner.forward(network, x)
    return network, x
