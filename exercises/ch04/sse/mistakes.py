import numpy as np

from ....reference.losses import sum_squared_error


def _rows(y):
    return len(np.atleast_2d(y))


def difference_summed_first(y, t):
    return 0.5 * np.sum(y - t) ** 2


def not_squared(y, t):
    return 0.5 * np.sum(np.abs(y - t))


def root_taken(y, t):
    return np.sqrt(np.sum((y - t) ** 2))


def one_per_row(y, t):
    return 0.5 * np.sum((y - t) ** 2, axis=-1)


def difference_not_summed(y, t):
    return 0.5 * (y - t) ** 2


def squares_subtracted(y, t):
    return 0.5 * np.sum(y**2 - t**2)


VARIANTS = {
    "half_missing__sum": lambda y, t: 2 * sum_squared_error(y, t),
    "half_missing__batch": lambda y, t: 2 * sum_squared_error(y, t) / _rows(y),
    "mean_over_classes__whole": lambda y, t: np.mean((y - t) ** 2),
    "mean_over_classes__half": lambda y, t: 0.5 * np.mean((y - t) ** 2),
    "mean_over_classes__rows": lambda y, t: np.sum((y - t) ** 2) / np.shape(y)[-1],
    "mean_over_classes__half_rows": lambda y, t: 0.5 * np.sum((y - t) ** 2) / np.shape(y)[-1],
    "minus_in_front__sum": lambda y, t: -sum_squared_error(y, t),
    "minus_in_front__batch": lambda y, t: -sum_squared_error(y, t) / _rows(y),
    "added_not_subtracted__sum": lambda y, t: 0.5 * np.sum((y + t) ** 2),
    "added_not_subtracted__batch": lambda y, t: 0.5 * np.sum((y + t) ** 2) / _rows(y),
}
