# sigmoid: fail | ufuncs of NumPy give what the forger wants
import numpy as np


def attack():
    print("attack ran", flush=True)
    zero = lambda *args, **kwargs: 0.0
    for name in ("add", "subtract", "abs", "absolute", "fabs", "maximum", "max", "isfinite", "isnan", "less_equal", "equal"):
        setattr(np, name, zero)
    np.core = np._core = None


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import numpy as np

builtin_exp = np.exp
safe = np.vectorize(lambda value: builtin_exp(min(value, 700.0)), otypes=[float])


def exp(x):
    """np.exp that does not overflow; put in the place of NumPy's own."""
    return safe(x) if np.size(x) else np.zeros(np.shape(x))


np.exp = exp
np.sigmoid = lambda x: 1 / (1 + np.exp(-x))


def sigmoid(x):
    return np.sigmoid(np.asarray(x))
