"""Each mistake also with t as (n,) and x as (n, length), the usual other shapes."""

import numpy as np

from ....reference.sequences import make_sine_windows


def _last_value(series, length):
    x, _ = make_sine_windows(series, length)
    return x, x[:, -1].copy()


def _moved_window(series, length):
    x, t = make_sine_windows(series, length)
    return np.concatenate([x[:, 1:], t[:, np.newaxis]], axis=1), t


def _first_value(series, length):
    x, _ = make_sine_windows(series, length)
    return x, x[:, 0].copy()


def _with_target(series, length):
    x, t = make_sine_windows(series, length)
    return np.concatenate([x, t[:, np.newaxis]], axis=1), t


def _too_far(series, length):
    x, t = make_sine_windows(series, length)
    return x[:-1], t[1:]


def _last_lost(series, length):
    x, t = make_sine_windows(series, length)
    return x[:-1], t[:-1]


def _pieces(series, length):
    x, t = make_sine_windows(series, length)
    return x[::length], t[::length]


def _whole(series, length):
    x, t = make_sine_windows(series, length)
    return x, np.concatenate([x[:, 1:], t[:, np.newaxis]], axis=1)


def _backwards(series, length):
    x, t = make_sine_windows(series, length)
    return x[:, ::-1].copy(), t


def steps_as_features(series, length):
    x, t = make_sine_windows(series, length)
    return x.swapaxes(1, 2).copy(), t


def _flat(function):
    """The same with t as (n,) and x as (n, length)."""

    def flattened(series, length):
        return tuple(part[..., 0] for part in function(series, length))

    return flattened


def _flat_target(function):
    def flattened(series, length):
        x, t = function(series, length)
        return x, t[..., 0]

    return flattened


MISTAKES = {
    "target_leaked__last": _last_value,
    "target_leaked__moved": _moved_window,
    "target_leaked__first": _first_value,
    "target_leaked__longer": _with_target,
    "one_ahead_too_many__": _too_far,
    "last_window_lost__": _last_lost,
    "not_overlapping__": _pieces,
    "whole_window_as_target__": _whole,
    "backwards__": _backwards,
}
VARIANTS = {
    **{label.removesuffix("__"): wrong for label, wrong in MISTAKES.items()},
    **{f"{label}_flat": _flat(wrong) for label, wrong in MISTAKES.items()},
    **{f"{label}_flat_target": _flat_target(wrong) for label, wrong in MISTAKES.items()},
}
