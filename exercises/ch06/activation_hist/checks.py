from itertools import pairwise

import numpy as np

from ...checking import Array, Case, Claim, Learner, check

N, WIDTH, LAYERS = 60, 30, 5


def sigmoid(x):
    return 1 / (1 + np.exp(-np.asarray(x)))


def tanh(x):
    return np.tanh(np.asarray(x))


def relu(x):
    return np.maximum(np.asarray(x), 0)


def network(case: Case, *sizes: int, scale: float = 0.6) -> tuple[Array, list[Array]]:
    """Input and weights of layers of these sizes."""
    pairs = pairwise(sizes)
    return case.normal(20, sizes[0]), [case.normal(*pair, scale=scale) for pair in pairs]


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    """The first numbers tell which layers there are, where it is not all of them."""
    stats = np.array(learner.activation_stats(*network(case, 4, 4, 4, 4), tanh))
    return np.shape(stats), Claim(len(stats) == 3, "layers_lost", {"count": len(stats)}, fingerprint=stats.ravel()[:2])


@check("layers", points=2)
def layers(learner: Learner, case: Case):
    """Layers of equal width, so that nothing but the values can tell what went where."""
    return learner.activation_stats(*network(case, 5, 5, 5, 5), tanh)


@check("functions", points=1)
def functions(learner: Learner, case: Case):
    """Other activations, layers of different width, and one layer alone."""
    return [
        learner.activation_stats(*network(case, 6, 4, 7, 3), sigmoid),
        learner.activation_stats(*network(case, 3, 8, 2), relu),
        learner.activation_stats(*network(case, 4, 6), tanh),
    ]


@check("regimes", points=2, kind="behaviour")
def regimes(learner: Learner, case: Case):
    """Deviation 1 saturates, 0.01 collapses, Xavier's and He's spread."""
    x = case.normal(N, WIDTH)
    scales = [(1.0, sigmoid), (0.01, sigmoid), (np.sqrt(1 / WIDTH), sigmoid), (np.sqrt(2 / WIDTH), relu)]
    return [
        learner.activation_stats(x.copy(), [case.normal(WIDTH, WIDTH, scale=scale) for _ in range(LAYERS)], activation)
        for scale, activation in scales
    ]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    x, weights = network(case, 4, 4, 4)
    learner.activation_stats(x, weights, tanh)
    return x, weights
