import numpy as np

from ....reference.functions import softmax
from ....reference.layers import SoftmaxWithLoss
from ...checking.shared_state import shared


def _one_hot(x, t):
    return t if t.shape == x.shape else np.eye(x.shape[1])[t]


class not_divided(SoftmaxWithLoss):
    def backward(self, dout=1.0):
        return super().backward(dout) * len(self.t)


class summed(SoftmaxWithLoss):
    def forward(self, x, t):
        return super().forward(x, t) * len(x)

    def backward(self, dout=1.0):
        return super().backward(dout) * len(self.t)


class sign_flipped(SoftmaxWithLoss):
    def backward(self, dout=1.0):
        return -super().backward(dout)


class loss_sign_flipped(SoftmaxWithLoss):
    def forward(self, x, t):
        return -super().forward(x, t)


class divided_by_every_element(SoftmaxWithLoss):
    def backward(self, dout=1.0):
        return super().backward(dout) / self.t.shape[1]


class averaged_over_every_element(SoftmaxWithLoss):
    def forward(self, x, t):
        return super().forward(x, t) / x.shape[1]


class derivative_applied_again(SoftmaxWithLoss):
    def backward(self, dout=1.0):
        return super().backward(dout) * self.y * (1 - self.y)


class labels_as_one_hot(SoftmaxWithLoss):
    def forward(self, x, t):
        super().forward(x, np.zeros(x.shape))
        self.t = t
        return float(-(t * np.log(self.y + 1e-7)).sum() / len(x))


class labels_undivided(SoftmaxWithLoss):
    def forward(self, x, t):
        self.labels = t.shape != x.shape
        return super().forward(x, t)

    def backward(self, dout=1.0):
        return super().backward(dout) * (len(self.t) if self.labels else 1)


class _Softmax(SoftmaxWithLoss):
    def softmax(self, x):
        raise NotImplementedError

    def forward(self, x, t):
        self.y, self.t = self.softmax(x), _one_hot(x, t)
        return float(-(self.t * np.log(self.y + 1e-7)).sum() / len(x))


class softmax_over_everything(_Softmax):
    def softmax(self, x):
        e = np.exp(x - x.max())
        return e / e.sum()


class softmax_over_batch(_Softmax):
    def softmax(self, x):
        e = np.exp(x - x.max(axis=0))
        return e / e.sum(axis=0)


class overflow_to_nan(_Softmax):
    def softmax(self, x):
        e = np.exp(x)
        return e / e.sum(axis=1, keepdims=True)


class divided_by_classes(SoftmaxWithLoss):
    def backward(self, dout=1.0):
        return super().backward(dout) * len(self.t) / self.t.shape[1]


class loss_summed(SoftmaxWithLoss):
    def forward(self, x, t):
        return super().forward(x, t) * len(x)


class softmax_twice(SoftmaxWithLoss):
    def forward(self, x, t):
        super().forward(x, t)
        return float(-(self.t * np.log(softmax(self.y) + 1e-7)).sum() / len(x))


class scores_for_softmax(SoftmaxWithLoss):
    def forward(self, x, t):
        loss = super().forward(x, t)
        self.y = x
        return loss


class every_row_changed(SoftmaxWithLoss):
    def forward(self, x, t):
        self.labels = t if t.shape != x.shape else None
        return super().forward(x, t)

    def backward(self, dout=1.0):
        if self.labels is None:
            return super().backward(dout)
        dx = self.y.copy()
        dx[:, self.labels] -= 1
        return dout * dx / len(dx)


def _ignoring(layer):
    """The same mistake in a layer that, like the book's, does not use its upstream gradient."""
    return type(layer.__name__, (layer,), {"backward": lambda self, dout=1: layer.backward(self, 1.0)})


_IN_BACKWARD = (
    not_divided,
    summed,
    sign_flipped,
    divided_by_every_element,
    divided_by_classes,
    derivative_applied_again,
    labels_undivided,
    scores_for_softmax,
    every_row_changed,
)

VARIANTS = {
    **{f"{layer.__name__}__upstream_ignored": _ignoring(layer) for layer in _IN_BACKWARD},
    "one_state_for_all": shared(SoftmaxWithLoss),
}
