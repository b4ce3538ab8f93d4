"""False-alarm rates: each Estimate at most 1e-9.

`variance`: the target is a sum of two uniform numbers; its kurtosis is 2.4, so the variance of m draws has the
deviation σ² √(1.4 / m). `places`: each share is a mean of independent draws (Hoeffding). `values`: the mean of
numbers in [0, 1]. The same places in 200 sequences, the same data from two seeds, or one of the 16 pairs of places
missing from 4,000 sequences (16 (15/16)^4000) come about by chance with a probability below 1e-100.
"""

import math

import numpy as np

from ...checking import Array, Case, Claim, Estimate, Learner, check
from ...checking.statistics import Z, centre, share, spread

MANY = 4000
OTHER_RNG = {"AttributeError", "TypeError", "ValueError"}
"""What code raises that is handed another sort of rng than it takes."""


def problem(learner: Learner, n: int, length: int, rng: np.random.Generator):
    """What is asked for; code that wants a seed for rng, or draws by itself, is let have its way.

    Where none of the three runs, what the code raised with a generator counts.
    """
    errors: list[Exception] = []
    for last in ([rng], [int(rng.integers(2**32))], []):
        try:
            x, t = learner.make_adding_problem(n, length, *last)
        except Exception as error:
            errors.append(error)
            if not OTHER_RNG & {type(error).__name__, getattr(error, "type", "")}:
                raise
        else:
            return np.asarray(x), np.asarray(t)
    raise errors[0]


def apart(x: Array) -> tuple[Array, Array]:
    """Values and marks (n, length) each, whichever of the two channels comes first."""
    first, second = x[:, :, 0], x[:, :, 1]
    marks_first = np.isin(first, (0, 1)).all() and not np.isin(second, (0, 1)).all()
    return (second, first) if marks_first else (first, second)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    return len(problem(learner, 5, 6, case.generator()))


@check("shapes", kind="shape")
def shapes(learner: Learner, case: Case):
    x, t = problem(learner, 5, 8, case.generator())
    return np.shape(x), np.shape(t), bool(np.isin(x[:, :, 0], (0, 1)).all())


@check("marks", points=2, kind="behaviour")
def marks(learner: Learner, case: Case):
    _, marked = apart(problem(learner, 500, 8, case.generator())[0])
    counts = (marked != 0).sum(axis=1)
    two = bool(np.isin(marked, (0, 1)).all() and (counts == 2).all())
    halves = bool((marked[:, :4].sum(axis=1) == 1).all() and (marked[:, 4:].sum(axis=1) == 1).all())
    return [
        Claim(two, "not_two_marks", fingerprint=_seen(counts)),
        Claim(halves, "not_one_in_each_half", fingerprint=_seen(marked[:, :4].sum(axis=1))),
    ]


def _seen(counts: Array) -> str:
    """How many marks sequences, or their first halves, have: with marks that may coincide some have one, some two."""
    return " ".join(map(str, np.unique(counts)))


@check("targets", points=2, kind="behaviour")
def targets(learner: Learner, case: Case):
    x, t = problem(learner, 50, 10, case.generator())
    values, marked = apart(x)
    right = np.asarray((values * marked).sum(axis=1), dtype=float)
    fits = t.size == right.size and bool(np.allclose(np.ravel(t), right, rtol=0, atol=1e-6))
    return [Claim(fits and bool(right.any()), "not_the_sum", fingerprint=_kind_of_target(values, marked, np.ravel(t)))]


def _kind_of_target(values: Array, marked: Array, t: Array) -> str:
    """By which rule the target was made, to tell the known mistakes apart."""
    product = np.where(marked > 0, values, 1.0).prod(axis=1)
    rules = {
        "sum": (values * marked).sum(axis=1),
        "mean": (values * marked).sum(axis=1) / 2,
        "product": product,
        "all": values.sum(axis=1),
    }
    return next((rule for rule, made in rules.items() if t.shape == made.shape and np.allclose(t, made, atol=1e-6)), "")


@check("shortest", points=1)
def shortest(learner: Learner, case: Case):
    x, t = problem(learner, 4, 2, case.generator())
    values, marked = apart(x)
    return {"marks": marked, "apart": np.round(np.ravel(t) - values.sum(axis=1), 5)}


@check("values", points=1, kind="behaviour")
def values(learner: Learner, case: Case):
    drawn, _ = apart(problem(learner, MANY, 10, case.generator())[0])
    inside = bool(((drawn >= 0) & (drawn <= 1)).all())
    anew = not bool((drawn[:200] == drawn[0]).all())
    first, second = (problem(learner, 20, 6, case.generator())[0] for _ in range(2))
    return [
        Claim(inside, "outside"),
        Claim(anew, "same_values"),
        Claim(not np.array_equal(first, second), "same_data"),
        centre(drawn - 0.5, math.sqrt(1 / 12)),
        spread(drawn, math.sqrt(1 / 12)),
    ]


@check("places", points=1, kind="behaviour", needs=("marks",))
def places(learner: Learner, case: Case):
    """Each of the eight steps is marked in one sequence of four, and with every one of the other half."""
    _, marked = apart(problem(learner, MANY, 8, case.generator())[0])
    anew = not bool((marked[:200] == marked[0]).all())
    shares = [share(marked[:, step] > 0, 0.25) for step in range(8)]
    return [Claim(anew, "same_places"), Claim(_every_pair(marked > 0), "places_tied"), *shares]


def _every_pair(marked: Array) -> bool:
    """Whether every step that is marked in the first half is so together with each that is marked in the second."""
    together = marked[:, :4].T.astype(int) @ marked[:, 4:].astype(int)
    return bool((together > 0)[np.ix_(marked[:, :4].any(axis=0), marked[:, 4:].any(axis=0))].all())


@check("variance", points=1, kind="behaviour", needs=("targets",))
def variance(learner: Learner, case: Case):
    _, t = problem(learner, MANY, 6, case.generator())
    margin = Z * math.sqrt(1.4 / t.size) / 6
    return [centre(np.ravel(t) - 1.0, math.sqrt(1 / 6)), Estimate(float(np.var(t)), 1 / 6, margin)]


@check("repeatable", kind="behaviour", advice=True)
def repeatable(learner: Learner, case: Case):
    seed = case.draw_seed()
    generators = [np.random.default_rng(given) for given in (seed, seed, seed + 1)]
    first, second, other = (problem(learner, 20, 6, generator)[0] for generator in generators)
    return Claim(np.array_equal(first, second) and not np.array_equal(first, other), "not_repeatable")
