import numpy as np

from ....reference.sequences import make_adding_problem


def _problem(n, length, rng, places, draw=None):
    """The problem with other places or other values."""
    rng = np.random.default_rng(rng)
    values = draw(rng, (n, length)) if draw else rng.random((n, length))
    marks = np.zeros((n, length))
    for row, chosen in zip(marks, places(rng), strict=True):
        row[list(chosen)] = 1.0
    return np.stack([values, marks], axis=2), (values * marks).sum(axis=1)


def _halves(rng, n, length, short=(0, 0), late=0):
    """Places in the two halves; `short` steps at the end of a half, `late` steps at the second's start are left out.

    A half from which less than none is left out is too long.
    """
    half = length // 2
    first = rng.integers(0, max(half - short[0], 1), n)
    return zip(first, rng.integers(min(half + late, length - 1), max(length - short[1], half + 1), n), strict=True)


def marks_may_coincide(n, length, rng=None):
    return _problem(n, length, rng, lambda rng: rng.integers(0, length, (n, 2)))


def anywhere_apart(n, length, rng=None):
    return _problem(n, length, rng, lambda rng: [rng.choice(length, 2, replace=False) for _ in range(n)])


def same_places(n, length, rng=None):
    return _problem(n, length, rng, lambda rng: list(_halves(rng, 1, length)) * n)


def one_mark(n, length, rng=None):
    def first_half(rng):
        return rng.integers(0, max(length // 2, 1), (n, 1))

    return _problem(n, length, rng, first_half)


def second_half_late(n, length, rng=None):
    return _problem(n, length, rng, lambda rng: _halves(rng, n, length, late=1))


def first_half_too_long(n, length, rng=None):
    return _problem(n, length, rng, lambda rng: _halves(rng, n, length, short=(-1, 0)))


def places_tied(n, length, rng=None):
    def one_drawn(rng):
        first = rng.integers(0, length // 2, n)
        return zip(first, first + length // 2, strict=True)

    return _problem(n, length, rng, one_drawn)


def _mirrored(n, length, rng=None):
    def one_drawn(rng):
        first = rng.integers(0, length // 2, n)
        return zip(first, length - 1 - first, strict=True)

    return _problem(n, length, rng, one_drawn)


def same_data(n, length, rng=None):
    return make_adding_problem(n, length, np.random.default_rng(0))


def same_values(n, length, rng=None):
    return _problem(
        n, length, rng, lambda rng: _halves(rng, n, length), lambda rng, size: np.tile(rng.random(length), (n, 1))
    )


def normal_values(n, length, rng=None):
    return _problem(n, length, rng, lambda rng: _halves(rng, n, length), lambda rng, size: rng.standard_normal(size))


def symmetric_values(n, length, rng=None):
    return _problem(n, length, rng, lambda rng: _halves(rng, n, length), lambda rng, size: rng.uniform(-1, 1, size))


def marked_mean(n, length, rng=None):
    x, t = make_adding_problem(n, length, rng)
    return x, t / 2


def product(n, length, rng=None):
    x, _ = make_adding_problem(n, length, rng)
    return x, np.where(x[:, :, 1] > 0, x[:, :, 0], 1.0).prod(axis=1)


def sum_of_all(n, length, rng=None):
    x, _ = make_adding_problem(n, length, rng)
    return x, x[:, :, 0].sum(axis=1)


def _short(short):
    return lambda n, length, rng=None: _problem(n, length, rng, lambda rng: _halves(rng, n, length, short))


VARIANTS = {
    "places_tied__mirrored": _mirrored,
    "last_step_never_marked__first": _short((1, 0)),
    "last_step_never_marked__second": _short((0, 1)),
    "last_step_never_marked__both": _short((1, 1)),
}
