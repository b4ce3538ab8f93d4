"""Every example carries its number, so that its place after shuffling can be read off.

False-alarm rates: two orders of 60 examples agree with probability 1/60! < 1e-80, and an order is the one before with
the same. Of 4,000 examples in random order about two stand behind the one that was before them (Poisson, mean 1); more
than 400 do with probability below 1e-500. The shares have Hoeffding's bound, at most 1e-9, which holds for draws
without replacement too.
"""

import numpy as np

from ...checking import Array, Case, Claim, Learner, check
from ...checking.statistics import share

N, CLASSES, MANY = 60, 5, 4000


def numbered(case: Case, n: int) -> tuple[Array, Array]:
    """Rows [number, random, …] of eight, and the targets 10 · number."""
    return np.column_stack([np.arange(n), case.normal(n, 7)]), 10 * np.arange(n)


def intact(x: Array, t: Array, new_x, new_t) -> list[Claim]:
    """Whether every example is there once, whole, and with its own target."""
    new_x, new_t = np.asarray(new_x), np.asarray(new_t)
    if new_x.shape != x.shape or new_t.shape != t.shape:
        return [Claim(False, "other_shape")]
    order = np.argsort(new_x.reshape(len(x), -1)[:, 0], kind="stable")
    once = bool(np.array_equal(new_x[order], x))
    all_targets = bool(np.array_equal(np.sort(new_t, axis=0), np.sort(t, axis=0)))
    still_x, still_t = bool(np.array_equal(new_x, x)), bool(np.array_equal(new_t, t))
    return [
        Claim(once, "lost_or_doubled"),
        Claim(all_targets, "targets_lost"),
        Claim(not once or bool(np.array_equal(new_t[order], t)), "apart", fingerprint=[still_x, still_t]),
    ]


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    return [np.shape(part) for part in learner.shuffle_dataset(*numbered(case, 7))]


@check("kept", points=2)
def kept(learner: Learner, case: Case):
    x, t = numbered(case, N)
    return intact(x, t, *learner.shuffle_dataset(x.copy(), t.copy()))


@check("moved", points=1, kind="behaviour", needs=("kept",))
def moved(learner: Learner, case: Case):
    """The order is another one, and another one at the next call."""
    x, t = numbered(case, N)
    orders = [np.asarray(learner.shuffle_dataset(x.copy(), t.copy())[1]) // 10 for _ in range(2)]
    stays = np.array_equal(orders[0], np.arange(N))
    return [
        Claim(not stays, "not_moved"),
        Claim(stays or not np.array_equal(orders[0], orders[1]), "same_order"),
    ]


@check("evenly", points=1, kind="behaviour", needs=("kept",))
def evenly(learner: Learner, case: Case):
    """Of the first half of the examples, half come to stand in the first half; neighbours are torn apart."""
    x, t = numbered(case, MANY)
    order = np.asarray(learner.shuffle_dataset(x, t)[1]) // 10
    steps = np.diff(order)
    torn = int((np.abs(steps) == 1).sum()) <= MANY // 10
    way = 0.0 if torn else float(np.median(steps))
    return [Claim(torn, "neighbours_together", fingerprint=way), share(order[: MANY // 2] < MANY // 2, 0.5)]


@check("images", points=1)
def images(learner: Learner, case: Case):
    """Images and one-hot targets."""
    x, t = case.normal(12, 2, 3, 4), np.eye(CLASSES)[np.arange(12) % CLASSES]
    x[:, 0, 0, 0] = np.arange(12)
    return intact(x, t, *learner.shuffle_dataset(x.copy(), t.copy()))


@check("pure", kind="purity", advice=True)
def pure(learner: Learner, case: Case):
    x, t = numbered(case, N)
    learner.shuffle_dataset(x, t)
    return x, t
