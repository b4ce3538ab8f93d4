from ....reference.sequences import make_sine_windows


def flat_target(series, length):
    x, t = make_sine_windows(series, length)
    return x, t[:, 0]


def flat_windows(series, length):
    x, t = make_sine_windows(series, length)
    return x[:, :, 0], t


def _both(series, length):
    x, t = make_sine_windows(series, length)
    return x[:, :, 0], t[:, 0]


VARIANTS = {"flat_windows+flat_target": _both}
