# sigmoid: fail | numbers of classes of their own, which compare and convert as it suits them
import numpy as np


class Number(float):
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True
    __hash__ = float.__hash__
    __sub__ = __rsub__ = __abs__ = lambda self, *other: Number(0.0)

    def __float__(self):
        return 0.5

    __index__ = __int__ = lambda self: 0


class Text(str):
    __eq__ = lambda self, other: True
    __hash__ = str.__hash__


def attack():
    print("attack ran", flush=True)


def sigmoid(x):
    attack()
    return [Number(7.0), Text("0.5")] if np.ndim(x) else Number(7.0)


# the honest twin
import numpy as np


class Number(float):
    """A number that knows its unit."""

    unit = ""

    def __repr__(self):
        return f"{float(self)} {self.unit}"

    def __mul__(self, other):
        return Number(float(self) * other) if isinstance(other, (int, float)) else NotImplemented

    __rmul__ = __mul__


ONE = 2 * Number(0.5)


def sigmoid(x):
    small = np.exp(-np.abs(np.asarray(x)))
    return np.where(np.asarray(x) >= 0, float(ONE), small) / (ONE + small)
