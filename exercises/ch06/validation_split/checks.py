"""Every example carries its number, so that it can be told which part it went to. Which ones go to validation, and
whether they are drawn at random, is not judged."""

import numpy as np

from ...checking import Array, Case, Claim, Learner, check

WHOLE = [(50, 0.2), (40, 0.25), (12, 0.5)]
UNEVEN = [(23, 0.2), (27, 0.2)]
"""4.6 and 5.4 examples: cut off 4 and 5, to the nearest 5 and 5, up 5 and 6."""


def numbered(case: Case, n: int) -> tuple[Array, Array]:
    """Rows [number, random, random], and the targets 10 · number."""
    return np.column_stack([np.arange(n), case.normal(n, 2)]), 10 * np.arange(n)


def split(learner: Learner, x: Array, t: Array, *rate: float):
    """x_train, t_train, x_val, t_val as arrays."""
    return [np.asarray(part) for part in learner.split_validation(x.copy(), t.copy(), *rate)]


def sizes(learner: Learner, case: Case, settings):
    return [[len(part) for part in split(learner, *numbered(case, n), rate)] for n, rate in settings]


def numbers(x: Array) -> Array:
    """The numbers that rows carry."""
    return x.reshape(len(x), -1)[:, 0].astype(int) if x.size else np.zeros(0, int)


def part_of(whole: int, count: int) -> str:
    """How many of the validation examples these are; where two orders are drawn, the number itself is chance."""
    return "none" if not count else "some" if count < whole else "all"


def apart(x: Array, t: Array, parts) -> list[Claim]:
    """Whether the two parts are made of whole examples with their targets, and together are all of them."""
    x_train, t_train, x_val, t_val = parts
    if t_train.shape[1:] == x.shape[1:] != t.shape[1:] == x_val.shape[1:]:
        return [Claim(False, "order_of_four"), *[Claim(True, "not_looked_at")] * 4]
    train, val = numbers(x_train), numbers(x_val)
    rows, count = np.concatenate([train, val]), len(x)
    inside = bool(((rows >= 0) & (rows < count)).all())
    whole = inside and np.array_equal(x[train], x_train) and np.array_equal(x[val], x_val)
    pairs = [inside and np.array_equal(t[of], got) for of, got in ((train, t_train), (val, t_val))]
    both = np.intersect1d(train, val).size
    missing = np.setdiff1d(np.arange(count), rows).size
    return [
        Claim(True, "order_of_four"),
        Claim(bool(whole), "rows_changed"),
        Claim(not both, "in_both", {"count": both}, fingerprint=part_of(len(val), both)),
        Claim(not missing, "missing", {"count": missing}, fingerprint=part_of(len(val), missing)),
        Claim(all(pairs), "pairs_broken", fingerprint=[bool(pair) for pair in pairs]),
    ]


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    return len(split(learner, *numbered(case, 10), 0.2))


@check("apart", points=2)
def parts_apart(learner: Learner, case: Case):
    x, t = numbered(case, 200)
    return apart(x, t, split(learner, x, t, 0.2))


@check("sizes", points=1, needs=("apart",))
def part_sizes(learner: Learner, case: Case):
    return sizes(learner, case, WHOLE)


@check("default", points=1, needs=("sizes",))
def default(learner: Learner, case: Case):
    """A fifth, where nothing is said."""
    return [len(part) for part in split(learner, *numbered(case, 30))]


@check("uneven", points=1, needs=("sizes",))
def uneven(learner: Learner, case: Case):
    return sizes(learner, case, UNEVEN)


@check("images", points=1)
def images(learner: Learner, case: Case):
    """Images and one-hot targets."""
    x, t = case.normal(20, 2, 3, 4), case.one_hot(20, 4)
    x[:, 0, 0, 0] = np.arange(20)
    return apart(x, t, split(learner, x, t, 0.25))


@check("pure", kind="purity", advice=True)
def pure(learner: Learner, case: Case):
    x, t = numbered(case, 20)
    learner.split_validation(x, t, 0.2)
    return x, t
