# sigmoid: error | an exception that raises while it is read
import numpy as np


class Meta(type):
    __name__ = property(lambda cls: 1 / 0)


class Hostile(BaseException, metaclass=Meta):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__
    __traceback__ = property(lambda self: 1 / 0)
    __cause__ = property(lambda self: 1 / 0)


def attack():
    print("attack ran", flush=True)
    raise Hostile


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import dataclasses
import numpy as np


@dataclasses.dataclass
class ShapeError(Exception):
    """An exception with fields and a text of its own."""

    shape: tuple

    def __str__(self):
        return f"形 {self.shape} は使えません"


def sigmoid(x):
    try:
        raise ShapeError(np.shape(x)) from ValueError("inner")
    except ShapeError as error:
        assert str(error) and error.__cause__
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
