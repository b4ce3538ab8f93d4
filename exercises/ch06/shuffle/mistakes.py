import numpy as np


def shuffled_apart(x, t):
    return x[np.random.permutation(len(x))], t[np.random.permutation(len(t))]


def only_x(x, t):
    return x[np.random.permutation(len(x))], t


def only_t(x, t):
    return x, t[np.random.permutation(len(t))]


def not_shuffled(x, t):
    return x, t


def drawn_with_replacement(x, t):
    order = np.random.choice(len(x), len(x))
    return x[order], t[order]


def columns_too(x, t):
    order = np.random.permutation(len(x))
    return np.random.permutation(x[order].T).T, t[order]


def one_missing(x, t):
    order = np.random.permutation(len(x) - 1)
    return x[order], t[order]


def same_order(x, t):
    order = np.random.RandomState(0).permutation(len(x))
    return x[order], t[order]


def reversed_order(x, t):
    return x[::-1], t[::-1]


def rolled(x, t):
    start = np.random.randint(1, len(x))
    return np.roll(x, start, axis=0), np.roll(t, start, axis=0)


def index_none(x, t):
    return x[None], t[None]


def targets_first(x, t):
    order = np.random.permutation(len(x))
    return t[order], x[order]


def columns_for_rows(x, t):
    return x[:, np.random.permutation(x.shape[1])], t
