# sigmoid: fail error | a function whose signature is a lie and whose unwrapping has no end
import numpy as np


class Signature:
    parameters = property(lambda self: {f"p{n}": self for n in range(100_000)})
    name = property(lambda self: "x" * 100_000)
    kind = default = empty = property(lambda self: self)

    def __str__(self):
        raise SystemExit(0)


def attack():
    print("attack ran", flush=True)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


sigmoid.__wrapped__ = sigmoid
sigmoid.__signature__ = Signature()
sigmoid.__name__ = "x" * 100_000


# the honest twin
import functools
import inspect
import numpy as np


def counted(function):
    """Counts the calls, and shows the signature of what it wraps."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    wrapper.__signature__ = inspect.signature(function)
    return wrapper


@counted
@counted
def sigmoid(x: np.ndarray) -> np.ndarray:
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
