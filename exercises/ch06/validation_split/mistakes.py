import numpy as np

from ....reference.data import split_validation


def _minus(name):
    """The code printed with `-` for `=`: the name is not there when it is subtracted from."""

    def split(x, t, rate=0.2):
        raise NameError(f"name '{name}' is not defined")

    return split


def train_keeps_all(x, t, rate=0.2):
    _, _, x_val, t_val = split_validation(x, t, rate)
    return x, t, x_val, t_val


def x_train_keeps_all(x, t, rate=0.2):
    n = int(len(x) * rate)
    return x, t[n:], x[:n], t[:n]


def overlapping(x, t, rate=0.2):
    n = int(len(x) * rate)
    return x[: len(x) - n], t[: len(x) - n], x[:n], t[:n]


def drawn_twice(x, t, rate=0.2):
    x_train, t_train, _, _ = split_validation(x, t, rate)
    return x_train, t_train, *split_validation(x, t, rate)[2:]


def shuffled_apart(x, t, rate=0.2):
    return split_validation(x, np.random.permutation(t), rate)


def val_targets_of_train(x, t, rate=0.2):
    x_train, t_train, x_val, t_val = split_validation(x, t, rate)
    return x_train, t_train, x_val, t_train[: len(t_val)]


def train_targets_elsewhere(x, t, rate=0.2):
    x_train, _, x_val, t_val = split_validation(x, t, rate)
    return x_train, t[: len(x_train)], x_val, t_val


def parts_exchanged(x, t, rate=0.2):
    x_train, t_train, x_val, t_val = split_validation(x, t, rate)
    return x_val, t_val, x_train, t_train


def order_of_four(x, t, rate=0.2):
    x_train, t_train, x_val, t_val = split_validation(x, t, rate)
    return x_train, x_val, t_train, t_val


def rate_ignored(x, t, rate=0.2):
    return split_validation(x, t, 0.2)


def one_lost(x, t, rate=0.2):
    x_train, t_train, x_val, t_val = split_validation(x, t, rate)
    return x_train[1:], t_train[1:], x_val, t_val


VARIANTS = {f"minus_for_equals__{name}": _minus(name) for name in ("x_val", "x_validation", "x_valid", "t_val")}
