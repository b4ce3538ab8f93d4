from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.lib.stride_tricks import as_strided

from .core import Array, Layer


class MulLayer(Layer):
    def forward(self, x: Array, y: Array) -> Array:
        self._saved = (y, x)
        return x * y

    def backward(self, dout: Array) -> tuple[Array, Array]:
        return tuple(dout * s for s in self._saved)


class AddLayer(Layer):
    def forward(self, x: Array, y: Array) -> Array:
        return x + y

    def backward(self, dout: Array) -> tuple[Array, Array]:
        return (dout,) * 2


@dataclass
class Affine(Layer):
    W: Array
    b: Array
    dW: Array = field(init=False, default=None)
    db: Array = field(init=False, default=None)

    def forward(self, x: Array) -> Array:
        self._saved = x
        return np.einsum("nd,dm->nm", x.reshape(len(x), -1), self.W) + self.b

    def backward(self, dout: Array) -> Array:
        x = self._saved
        self.dW = np.einsum("nd,nm->dm", x.reshape(len(x), -1), dout)
        self.db = np.einsum("nm->m", dout)
        return np.einsum("nm,dm->nd", dout, self.W).reshape(x.shape)


@dataclass
class Dropout(Layer):
    dropout_ratio: float = 0.5
    rng: np.random.Generator = field(default_factory=np.random.default_rng)

    @property
    def keep(self) -> float:
        return 1 - self.dropout_ratio

    def forward(self, x: Array, train_flg: bool = True) -> Array:
        self._saved = self.rng.binomial(1, self.keep, size=x.shape) / self.keep if train_flg else np.ones(x.shape)
        return x * self._saved

    def backward(self, dout: Array) -> Array:
        return dout * self._saved


@dataclass
class BatchNormalization(Layer):
    gamma: Array
    beta: Array
    momentum: float = 0.9
    eps: float = 1e-6
    running_mean: Array = 0.0
    running_var: Array = 0.0

    def forward(self, x: Array, train_flg: bool = True) -> Array:
        flat = x.reshape(len(x), -1)
        if train_flg:
            mu, var = flat.mean(0), flat.var(0)
            self.running_mean = self.running_mean * self.momentum + mu * (1 - self.momentum)
            self.running_var = self.running_var * self.momentum + var * (1 - self.momentum)
        else:
            mu, var = self.running_mean, self.running_var
        self._sigma = np.sqrt(var + self.eps)
        self._hat = (flat - mu) / self._sigma
        return (self.gamma * self._hat + self.beta).reshape(x.shape)

    def backward(self, dout: Array) -> Array:
        g = dout.reshape(len(dout), -1)
        n = len(g)
        self.dgamma = np.einsum("nd,nd->d", g, self._hat)
        self.dbeta = np.einsum("nd->d", g)
        # the projection onto the tangent of the sphere and of the plane of mean 0
        dx = (g - self.dbeta / n - self._hat * self.dgamma / n) * self.gamma / self._sigma
        return dx.reshape(dout.shape)


@dataclass(eq=False)
class Convolution(Layer):
    W: Array
    b: Array
    stride: int = 1
    pad: int = 0

    def forward(self, x: Array) -> Array:
        s, p = self.stride, self.pad
        fn, c, fh, fw = self.W.shape
        xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        n, _, h, w = xp.shape
        oh, ow = conv_output_size(h, fh, stride=s), conv_output_size(w, fw, stride=s)
        sn, sc, sh, sw = xp.strides
        self._view = as_strided(xp, (n, c, fh, fw, oh, ow), (sn, sc, sh, sw, sh * s, sw * s), writeable=False)
        self._padded = xp.shape
        return np.einsum("ncijhw,fcij->nfhw", self._view, self.W, optimize=True) + self.b.reshape(1, -1, 1, 1)

    def backward(self, dout: Array) -> Array:
        s, p = self.stride, self.pad
        self.dW = np.einsum("nfhw,ncijhw->fcij", dout, self._view, optimize=True)
        self.db = np.einsum("nfhw->f", dout)
        grad = np.zeros(self._padded)
        sn, sc, sh, sw = grad.strides
        patches = np.einsum("nfhw,fcij->ncijhw", dout, self.W, optimize=True)
        *_, oh, ow = dout.shape
        for i, j in np.ndindex(*self.W.shape[2:]):
            grad[:, :, i:i + s * oh:s, j:j + s * ow:s] += patches[:, :, i, j]
        return grad[:, :, p:grad.shape[2] - p, p:grad.shape[3] - p]


def conv_output_size(input_size: int, filter_size: int, stride: int = 1, pad: int = 0) -> int:
    size, rest = divmod(input_size + 2 * pad - filter_size, stride)
    if rest:
        raise ValueError(f"stride {stride} does not divide")
    return size + 1
