"""False-alarm rates of the claims. Each of N draws misses a given one of FEW examples with probability at most
1 - 1/FEW, so that one of the two ends is missed by all ROUNDS · HALF = 500 draws with probability below
2 · 0.9^500 < 3e-23. Two batches of MANY / 4 of MANY examples agree, or are neighbours throughout, with probability
below MANY^(-MANY/4). Drawn with replacement, MANY of MANY examples come without a repetition with probability
MANY! / MANY^MANY, below e^(-MANY/2). The shares have Hoeffding's bound, at most 1e-9 each, which holds for draws
without replacement too.
"""

import numpy as np

from ...checking import Array, Case, Claim, Learner, check
from ...checking.statistics import share

FEW, HALF, ROUNDS, MANY, BATCHES = 10, 5, 100, 2000, 6
ENDS, CALLS = 4, 400


def batches(learner: Learner, case: Case, n: int, size: int, count: int) -> list[Array]:
    """Several batches drawn one after the other from one generator, where the code takes one."""
    given = [case.generator()] if len(learner.parameters("minibatch_indices")) != 2 else []
    return [np.asarray(learner.minibatch_indices(n, size, *given)) for _ in range(count)]


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    return [_sized(batches(learner, case, 20, size, 1)[0], size) for size in (3, 1, 12)]


def _sized(batch: Array, size: int) -> Claim:
    """Whether a batch has its size; one that has not is known by its kind and by whether a number comes twice."""
    fits = batch.shape == (size,)
    sort = [batch.dtype.kind, list(batch.shape), len(np.unique(batch)) == batch.size]
    return Claim(fits, "other_size", {"size": size, "got": batch.shape}, None if fits else sort)


@check("whole", kind="dtype")
def whole(learner: Learner, case: Case):
    """Whether the numbers can be used as an index; truth values cannot stand for places."""
    batch = batches(learner, case, MANY, HALF, 1)[0]
    return Claim(batch.dtype.kind in "iu", "no_index", {"dtype": batch.dtype})


@check("anew", points=1, kind="behaviour")
def anew(learner: Learner, case: Case):
    """Another batch at each call, and not examples that lie side by side."""
    first, second = batches(learner, case, MANY, MANY // 4, 2)
    steps = np.diff(np.sort(first))
    return [
        Claim(not np.array_equal(np.sort(first), np.sort(second)), "same_batch"),
        Claim(bool(len(set(steps.tolist())) > 1), "side_by_side"),
    ]


@check("in_range", points=1, needs=("anew",))
def in_range(learner: Learner, case: Case):
    """The smallest and the largest place of all that are drawn."""
    drawn = np.concatenate(batches(learner, case, FEW, HALF, ROUNDS))
    return {"min": drawn.min(), "max": drawn.max()}


@check("uniform", points=1, kind="behaviour", needs=("anew",))
def uniform(learner: Learner, case: Case):
    """Half of the places lie in the first half, and half in the middle; and half of four are the two ends.

    Numbers that are rounded come half as often at the ends, which shows where there are few of them.
    """
    drawn = np.concatenate(batches(learner, case, MANY, MANY // 4, BATCHES))
    middle = (drawn >= MANY // 4) & (drawn < MANY - MANY // 4)
    few = np.concatenate(batches(learner, case, ENDS, ENDS - 1, CALLS))
    ends = (few == 0) | (few == ENDS - 1)
    half = drawn < MANY // 2
    return {"P(first half)": share(half, 0.5), "P(middle)": share(middle, 0.5), "P(ends)": share(ends, 2 / ENDS)}


@check("whole_set", points=1, kind="behaviour", needs=("anew",))
def whole_set(learner: Learner, case: Case):
    """A batch of as many as there are examples tells whether an example may come twice in a batch."""
    batch = batches(learner, case, MANY, MANY, 1)[0]
    return {"drawn": len(batch), "repeats": len(np.unique(batch)) < MANY}


@check("repeatable", kind="behaviour", advice=True, needs=("anew",))
def repeatable(learner: Learner, case: Case):
    """Two generators in the same state give the same batch, where the code draws from what it is given."""
    if len(learner.parameters("minibatch_indices")) == 2:
        return Claim(True, "generator_unused")
    seed = case.draw_seed()
    first, second = (np.asarray(learner.minibatch_indices(MANY, 20, np.random.default_rng(seed))) for _ in range(2))
    return Claim(np.array_equal(first, second), "generator_unused")
