from ....reference.sequences import make_adding_problem


def marks_first(n, length, rng=None):
    x, t = make_adding_problem(n, length, rng)
    return x[:, :, ::-1].copy(), t


def column_target(n, length, rng=None):
    x, t = make_adding_problem(n, length, rng)
    return x, t[:, None]


def _both(n, length, rng=None):
    x, t = make_adding_problem(n, length, rng)
    return x[:, :, ::-1].copy(), t[:, None]


VARIANTS = {"marks_first+column_target": _both}
