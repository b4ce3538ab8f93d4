import numpy as np

from ....reference.functions import sigmoid, sigmoid_grad
from ....reference.layers import Sigmoid
from ...checking.shared_state import shared


class dout_ignored(Sigmoid):
    def backward(self, dout):
        return (1 - self.out) * self.out


class tanh_derivative(Sigmoid):
    def backward(self, dout):
        return dout * (1 - self.out**2)


class tanh_instead(Sigmoid):
    def forward(self, x):
        self.out = np.tanh(x)
        return self.out.copy()

    def backward(self, dout):
        return dout * (1 - self.out**2)


class state_reused(Sigmoid):
    def forward(self, x):
        if not hasattr(self, "out"):
            self.out = sigmoid(x)
        return sigmoid(x)


class input_for_output(Sigmoid):
    def forward(self, x):
        self.x = x
        return sigmoid(x)

    def backward(self, dout):
        return dout * self.x * (1 - self.x)


class sigmoid_twice(Sigmoid):
    def backward(self, dout):
        return dout * sigmoid_grad(self.out)


class factor_missing(Sigmoid):
    def backward(self, dout):
        return dout * self.out


class overflow_to_nan(Sigmoid):
    def forward(self, x):
        self.out = np.exp(x) / (1 + np.exp(x))
        return self.out.copy()


class _other_factor_missing(Sigmoid):
    def backward(self, dout):
        return dout * (1 - self.out)


class averaged_over_batch(Sigmoid):
    def backward(self, dout):
        return super().backward(dout) / len(dout)


VARIANTS = {"out_missing__only_one_minus": _other_factor_missing, "one_state_for_all": shared(Sigmoid)}
