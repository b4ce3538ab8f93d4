import numpy as np

from ...checking import Array, Case, Claim, Learner, check
from ...checking.idioms import after_call, or_refused


def drawn(case: Case, n: int, this: int, after: int) -> tuple[Array, Array, Array]:
    """p, V and delta_next of a size at which the sigmoid bends."""
    return case.normal(n, this, scale=1.5), case.normal(after, this), case.normal(n, after)


@check("square", points=1)
def square(learner: Learner, case: Case):
    """As many units in both layers, and as many rows: a V that is not transposed goes unnoticed by the shapes."""
    return [learner.backprop_delta(*drawn(case, n, 3, 3)) for n in (3, 5)]


@check("batch", points=2)
def batch(learner: Learner, case: Case):
    sizes = [(5, 3, 4), (2, 4, 3), (4, 1, 3), (3, 4, 1)]
    return [learner.backprop_delta(*drawn(case, *size)) for size in sizes]


@check("one_row", points=1)
def one_row(learner: Learner, case: Case):
    return learner.backprop_delta(*drawn(case, 1, 3, 4))


@check("types", points=1)
def types(learner: Learner, case: Case):
    p, V, delta = drawn(case, 4, 3, 2)
    wide = np.repeat(delta, 2, axis=1)[:, ::2]
    return [
        learner.backprop_delta(*(array.astype(np.float32) for array in (p, V, delta))),
        learner.backprop_delta(np.asfortranarray(p), np.asfortranarray(V), wide),
    ]


@check("integers", kind="behaviour", advice=True, needs=("batch",))
def integers(learner: Learner, case: Case):
    """A result that is kept in an array like p is cut to whole numbers where p holds whole numbers."""
    _, V, delta = drawn(case, 4, 3, 2)
    p = case.integers(4, 3, low=-3, high=4)
    right = learner.backprop_delta(p.astype(float), V.copy(), delta.copy())
    got = or_refused(learner.backprop_delta, p, V, delta)
    return Claim(got is not None and bool(np.allclose(got, right, rtol=1e-9)), "cut_to_integers")


@check("single", kind="behaviour", advice=True, needs=("batch",))
def single(learner: Learner, case: Case):
    """One example without the axis of the batch."""
    p, V, delta = drawn(case, 1, 3, 4)
    whole = np.asarray(learner.backprop_delta(p, V, delta), dtype=float)
    got = or_refused(learner.backprop_delta, p[0], V, delta[0])
    return Claim(np.shape(got) == (3,) and bool(np.allclose(got, whole[0], rtol=1e-9)), "batches_only")


@check("large", kind="behaviour", advice=True, needs=("batch",))
def large(learner: Learner, case: Case):
    """Far out the derivative is 0."""
    _, V, delta = drawn(case, 2, 2, 3)
    got = or_refused(learner.backprop_delta, np.array([[-1000.0, 1000.0], [900.0, -900.0]]), V, delta)
    return Claim(got is not None and bool(np.allclose(got, 0)), "overflows")


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return after_call(learner.backprop_delta, *drawn(case, 4, 3, 2))
