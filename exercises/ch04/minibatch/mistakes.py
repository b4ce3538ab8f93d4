import numpy as np


def _fixed(n, batch_size, rng):
    return np.random.default_rng(0).choice(n, batch_size)


def _first_ones(n, batch_size, rng):
    return np.arange(batch_size)


def _last_missing(n, batch_size, rng):
    return rng.integers(0, n - 1, batch_size)


def _last_missing_unrepeated(n, batch_size, rng):
    return rng.permutation(n - 1)[:batch_size]


def _beyond(n, batch_size, rng):
    return rng.integers(0, n, batch_size, endpoint=True)


def first_never_drawn(n, batch_size, rng):
    return rng.integers(1, n, batch_size)


def counted_from_one(n, batch_size, rng):
    return rng.integers(1, n, batch_size, endpoint=True)


def sizes_swapped(n, batch_size, rng):
    return rng.choice(batch_size, n)


def one_index(n, batch_size, rng):
    return rng.integers(n)


def whole_permutation(n, batch_size, rng):
    return rng.permutation(n)


def side_by_side(n, batch_size, rng):
    start = rng.integers(0, n - batch_size + 1)
    return np.arange(start, start + batch_size)


def drawn_among_first(n, batch_size, rng):
    return rng.integers(0, batch_size, batch_size)


def not_uniform(n, batch_size, rng):
    return np.clip(rng.normal(n / 2, n / 6, batch_size), 0, n - 1).astype(int)


def ends_half_as_often(n, batch_size, rng):
    return np.round(rng.uniform(0, n - 1, batch_size)).astype(int)


def fractions(n, batch_size, rng):
    return rng.uniform(0, n, batch_size)


def mask_returned(n, batch_size, rng):
    mask = np.zeros(n, dtype=bool)
    mask[rng.choice(n, batch_size, replace=False)] = True
    return mask


VARIANTS = {
    "same_batch__seed": _fixed,
    "same_batch__first": _first_ones,
    "last_never_drawn__integers": _last_missing,
    "last_never_drawn__permutation": _last_missing_unrepeated,
    "one_too_far": _beyond,
}
