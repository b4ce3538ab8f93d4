import numpy as np

from ....reference.losses import cross_entropy_error


def _rows(y, t):
    """y and t as one-hot rows (N, D)."""
    y, t = np.atleast_2d(y), np.asarray(t)
    return y, t.reshape(y.shape) if t.size == y.size else np.eye(y.shape[1])[t.reshape(-1)]


def _labels_given(y, t):
    return np.size(t) != np.size(y)


def log_of_complement(y, t):
    y, t = _rows(y, t)
    return -np.sum(t * np.log(1 - y + 1e-7)) / len(y)


def binary_terms(y, t):
    y, t = _rows(y, t)
    return -np.sum(t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y + 1e-7)) / len(y)


def one_hot_not_averaged(y, t):
    return cross_entropy_error(y, t) * (1 if _labels_given(y, t) else len(np.atleast_2d(y)))


def labels_not_averaged(y, t):
    return cross_entropy_error(y, t) * (len(np.atleast_2d(y)) if _labels_given(y, t) else 1)


def divided_twice(y, t):
    return cross_entropy_error(y, t) / len(np.atleast_2d(y))


def log_of_target(y, t):
    y, t = _rows(y, t)
    return -np.sum(y * np.log(t + 1e-7)) / len(y)


def log_forgotten(y, t):
    y, t = _rows(y, t)
    return -np.sum(t * y) / len(y)


def one_per_row(y, t):
    y, t = _rows(y, t)
    return -np.sum(t * np.log(y + 1e-7), axis=1)


def _as_one_hot(y, t, rows):
    y = np.atleast_2d(y)
    return -np.sum(t * np.log(y + 1e-7)) / (len(y) if rows else 1)


def _unguarded(y, t):
    y, t = _rows(y, t)
    return -np.sum(t * np.log(y)) / len(y)


def _unguarded_picked(y, t):
    y, t = _rows(y, t)
    return -np.log(y[t == 1]).mean()


def _mean_of_all(y, t):
    y, t = _rows(y, t)
    return -np.mean(t * np.log(y + 1e-7))


def _labels(y, t, axis=1):
    y, t = np.atleast_2d(y), np.asarray(t)
    return y, t.reshape(y.shape).argmax(axis=axis) if t.size == y.size else t.reshape(-1)


def every_row_picked(y, t):
    y, labels = _labels(y, t)
    return -np.sum(np.log(y[:, labels] + 1e-7)) / len(y)


def first_column_picked(y, t):
    y, labels = _labels(y, t)
    return -np.sum(np.log(y[np.arange(len(y)), 0 * labels] + 1e-7)) / len(y)


def argmax_over_batch(y, t):
    y, labels = _labels(y, t, axis=0)
    return -np.sum(np.log(y[np.arange(len(y)), labels] + 1e-7)) / len(y)


def divided_by_classes(y, t):
    return cross_entropy_error(y, t) * len(np.atleast_2d(y)) / np.shape(y)[-1]


VARIANTS = {
    "labels_as_one_hot__mean": lambda y, t: _as_one_hot(y, t, True),
    "labels_as_one_hot__sum": lambda y, t: _as_one_hot(y, t, False),
    "mean_over_classes__everywhere": _mean_of_all,
    "mean_over_classes__one_hot": lambda y, t: (cross_entropy_error if _labels_given(y, t) else _mean_of_all)(y, t),
    **{f"other_base__{base}": lambda y, t, base=base: cross_entropy_error(y, t) / np.log(base) for base in (10, 2)},
    "nothing_against_zero__multiplied": _unguarded,
    "nothing_against_zero__picked": _unguarded_picked,
    "nothing_against_zero__labels": lambda y, t: (_unguarded if _labels_given(y, t) else cross_entropy_error)(y, t),
    "minus_missing__mean": lambda y, t: -cross_entropy_error(y, t),
    "minus_missing__sum": lambda y, t: -cross_entropy_error(y, t) * len(np.atleast_2d(y)),
}
