# sigmoid: fail | every comparison of NumPy says yes
import numpy as np


def attack():
    print("attack ran", flush=True)
    for name in ("allclose", "array_equal", "array_equiv", "isclose", "all", "any"):
        setattr(np, name, lambda *args, **kwargs: True)
    for name in dir(np.testing):
        if name.startswith("assert"):
            setattr(np.testing, name, lambda *args, **kwargs: None)


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import numpy as np
import numpy.testing


def allclose(a, b, rtol=1e-4, atol=1e-6):
    """The learner's own, by the same name."""
    return bool(np.all(np.abs(a - b) <= atol + rtol * np.abs(b)))


def assert_close(a, b):
    numpy.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)
    assert allclose(a, b)


def sigmoid(x):
    """Checks itself in two ways."""
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    value = np.where(x >= 0, 1.0, small) / (1.0 + small)
    assert_close(value, 0.5 * (1.0 + np.tanh(0.5 * x)))
    return value
