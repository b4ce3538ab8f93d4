from itertools import product

import numpy as np

from ....reference.rbm import RBM
from ...checking import Array, Case, Claim, Learner, check
from ...checking.idioms import single, views
from ...checking.pretraining import Params, by_name, copied, descended, falls, shapes
from ...checking.tolerance import SINGLE

NAMES = ("W", "a", "b")
SIZES = ((5, 6, 4), (4, 4, 4), (3, 2, 5), (1, 5, 3))
"""Rows, visible units, hidden units."""
GAP = 1e-3


def drawn(case: Case, v: int, h: int, size: float = 0.8) -> Params:
    return {"W": case.normal(v, h, scale=size), "a": case.normal(v, scale=size), "b": case.normal(h, scale=size)}


def made(learner: Learner, params: Params):
    return learner.RBM(*copied(params).values())


def states(case: Case, n: int, units: int) -> Array:
    """Units of 0.0 and 1.0 (N, units)."""
    return case.integers(n, units, high=2).astype(float)


def draws(case: Case, params: Params, v: Array) -> tuple[Array, Array]:
    """Uniform numbers at least GAP from the probabilities they are held against, so that a rounding flips none."""
    rbm = RBM(**params)
    u_h = _apart(case, rbm.prob_h(v))
    return u_h, _apart(case, rbm.prob_v((u_h < rbm.prob_h(v)).astype(float)))


def _apart(case: Case, p: Array) -> Array:
    u = case.uniform(*p.shape)
    near = np.abs(u - p) < GAP
    return np.asarray(np.where(near, np.where(p < 0.5, p + 2 * GAP, p - 2 * GAP), u))


def moved(model, *data: Array):
    return by_name(model, model.cd1(*(array.copy() for array in data)), NAMES)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    model = made(learner, drawn(case, 4, 3))
    v = states(case, 2, 4)
    found = moved(model, v, case.uniform(2, 3), case.uniform(2, 4))
    return np.shape(model.free_energy(v)), shapes(found)


@check("prob_h", points=1, tolerance=SINGLE)
def prob_h(learner: Learner, case: Case):
    return [made(learner, drawn(case, v, h)).prob_h(states(case, n, v)) for n, v, h in SIZES]


@check("prob_v", points=1, tolerance=SINGLE)
def prob_v(learner: Learner, case: Case):
    return [made(learner, drawn(case, v, h)).prob_v(states(case, n, h)) for n, v, h in SIZES]


@check("free_energy", points=2, tolerance=SINGLE)
def free_energy(learner: Learner, case: Case):
    return [made(learner, drawn(case, v, h)).free_energy(case.uniform(n, v)) for n, v, h in SIZES]


@check("cd1", points=3, tolerance=SINGLE)
def cd1(learner: Learner, case: Case):
    results = []
    for n, v, h in SIZES:
        params, data = drawn(case, v, h), states(case, n, v)
        results.append(moved(made(learner, params), data, *draws(case, params, data)))
    return results


@check("grey", points=1, tolerance=SINGLE)
def grey(learner: Learner, case: Case):
    """Data between 0 and 1: the layer below gives probabilities."""
    params, data = drawn(case, 5, 4), case.uniform(6, 5)
    return moved(made(learner, params), data, *draws(case, params, data))


@check("types", points=1, tolerance=SINGLE)
def types(learner: Learner, case: Case):
    params, data = drawn(case, 5, 5), states(case, 5, 5)
    u_h, u_v = draws(case, params, data)
    small = {name: array.astype(np.float32) for name, array in params.items()}
    found = moved(made(learner, small), data.astype(np.float32), u_h.astype(np.float32), u_v.astype(np.float32))
    model = made(learner, params)
    results = [{name: single(array) for name, array in found.items()}, moved(model, data.astype(int), u_h, u_v)]
    results.append(moved(model, data[::-1], u_h[::-1], u_v[::-1]))
    return [*results, model.free_energy(data.astype(int)), model.free_energy(views(data)[0])]


@check("again", points=1, kind="behaviour", tolerance=SINGLE)
def again(learner: Learner, case: Case):
    params, results = drawn(case, 5, 3), []
    model = made(learner, params)
    for n in (4, 4, 2):
        data = states(case, n, 5)
        results.append((model.free_energy(data), moved(model, data, *draws(case, params, data))))
    return results


@check("learns", points=1, kind="behaviour")
def learns(learner: Learner, case: Case):
    """The exact likelihood, summed over all states by the learner's own free energy, rises in 40 steps.

    The data are one pattern and the same with one unit off, and the first weights nearly 0. Over 1,500 seeds
    the negative log likelihood falls by 2.70 with a deviation of 0.14: that it rises is 19 deviations away, and 14
    where the update is a sum over the batch, below 1e-9 either way.
    """
    pattern = case.rng.permutation([1.0, 1.0, 1.0, 0.0, 0.0])
    data = np.array([pattern, pattern, pattern * (np.arange(5) != pattern.argmax())] * 2)
    everything = np.array(list(product((0.0, 1.0), repeat=5)))

    def unlikely(params: Params):
        energies = np.asarray(made(learner, params).free_energy(everything))
        lowest = energies.min()
        return np.mean(made(learner, params).free_energy(data)) - lowest + np.log(np.exp(lowest - energies).sum())

    def against(params: Params):
        found = moved(made(learner, params), data, case.uniform(6, 4), case.uniform(6, 5))
        return {name: -array for name, array in found.items()}

    start = drawn(case, 5, 4, size=0.1)
    return falls(unlikely(start), unlikely(descended(start, against, lr=0.2, steps=40)))


@check("large", kind="behaviour", advice=True)
def large(learner: Learner, case: Case):
    """exp(800) alone is infinite, and log(1 + exp(800)) is 800 all the same."""
    params = {**drawn(case, 4, 3), "b": np.full(3, 800.0)}
    energies = made(learner, params).free_energy(states(case, 3, 4))
    return Claim(bool(np.isfinite(energies).all()), "overflow")


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    params, data, u_h, u_v = drawn(case, 5, 3), states(case, 4, 5), case.uniform(4, 3), case.uniform(4, 5)
    model = learner.RBM(*params.values())
    model.free_energy(data)
    model.cd1(data, u_h, u_v)
    return params, data, u_h, u_v
