import numpy as np


def _normal(deviation):
    """Normal weights with a deviation that is worked out from n_in and n_out."""
    return lambda n_in, n_out: np.random.randn(n_in, n_out) * deviation(n_in, n_out)


def not_centred(n_in, n_out):
    limit = np.sqrt(2.0 / n_in * 3)
    return np.random.rand(n_in, n_out) * 2 * limit


def positive_only(n_in, n_out):
    return np.abs(np.random.randn(n_in, n_out)) * np.sqrt(2.0 / n_in)


def positive_half(n_in, n_out):
    return np.random.rand(n_in, n_out) * np.sqrt(2.0 / n_in)


def same_again(n_in, n_out):
    return np.random.RandomState(0).randn(n_in, n_out) * np.sqrt(2.0 / n_in)


def rows_alike(n_in, n_out):
    return np.tile(np.random.randn(n_out), (n_in, 1)) * np.sqrt(2.0 / n_in)


def all_zero(n_in, n_out):
    return np.zeros((n_in, n_out))


def all_equal(n_in, n_out):
    return np.full((n_in, n_out), np.sqrt(2.0 / n_in))


def transposed(n_in, n_out):
    return np.random.randn(n_out, n_in) * np.sqrt(2.0 / n_in)


def limit_for_deviation(n_in, n_out):
    limit = np.sqrt(2.0 / n_in)
    return np.random.uniform(-limit, limit, (n_in, n_out))


VARIANTS = {
    "two_over_root": _normal(lambda n_in, n_out: 2.0 / np.sqrt(n_in)),
    "root_of_square": _normal(lambda n_in, n_out: np.sqrt(2.0 / n_in**2)),
    "deviation_inverted": _normal(lambda n_in, n_out: np.sqrt(n_in / 2.0)),
    "variance_for_deviation": _normal(lambda n_in, n_out: 2.0 / n_in),
    "fan_out": _normal(lambda n_in, n_out: np.sqrt(2.0 / n_out)),
    "xavier_instead": _normal(lambda n_in, n_out: np.sqrt(1.0 / n_in)),
    "glorot_instead": _normal(lambda n_in, n_out: np.sqrt(2.0 / (n_in + n_out))),
    "fixed_deviation__0.01": _normal(lambda n_in, n_out: 0.01),
    "fixed_deviation__0.1": _normal(lambda n_in, n_out: 0.1),
    "fixed_deviation__1": _normal(lambda n_in, n_out: 1.0),
}
