# sigmoid-layer: fail error | a class whose metaclass answers every question about it
import numpy as np


class Meta(type):
    def __instancecheck__(cls, thing):
        return True

    def __subclasscheck__(cls, other):
        return True

    def __getattribute__(cls, name):
        if name == "__signature__":
            raise ValueError(name)
        return super().__getattribute__(name)

    def __dir__(cls):
        return ["forward", "backward", "__class__", "x" * 100_000] * 100

    def __eq__(cls, other):
        return True

    __hash__ = None

    def mro(cls):
        return [cls, *type.mro(cls)[1:]]


def attack():
    print("attack ran", flush=True)


class Sigmoid(metaclass=Meta):
    def __init__(self):
        attack()

    def forward(self, x):
        return np.full(np.shape(x), 7.0)

    def backward(self, dout):
        return np.full(np.shape(dout), 7.0)


# the honest twin
import abc
import numpy as np


class Registry(abc.ABCMeta):
    """Keeps a list of all layers, and knows them by what they can do."""

    layers = {}

    def __new__(meta, name, bases, members):
        made = super().__new__(meta, name, bases, members)
        meta.layers[name] = made
        return made

    def __instancecheck__(cls, thing):
        return hasattr(thing, "forward")

    def __dir__(cls):
        return sorted(set(super().__dir__()))


class Layer(metaclass=Registry):
    @abc.abstractmethod
    def forward(self, x): ...

    @abc.abstractmethod
    def backward(self, dout): ...


class Sigmoid(Layer):
    def __init__(self):
        self.out = None
        assert isinstance(self, Layer) and Registry.layers["Sigmoid"] is Sigmoid

    def forward(self, x):
        small = np.exp(-np.abs(x))
        self.out = np.where(x >= 0, 1.0, small) / (1.0 + small)
        return self.out

    def backward(self, dout):
        return dout * (1.0 - self.out) * self.out
