"""Everything is checked before anything is computed."""
import numbers

import numpy as np


def _as_float(name, value):
    """a float copy of an array; refuses anything else"""
    array = np.asarray(value)
    if array.dtype == object or array.dtype.kind not in "fiub":
        raise TypeError(f"{name} must be numeric, not {array.dtype}")
    return np.array(array, dtype=np.float64, copy=True)


def _same_shape(a, b):
    if np.shape(a) != np.shape(b):
        raise ValueError(f"shapes differ: {np.shape(a)} and {np.shape(b)}")


def _positive(name, value):
    if not isinstance(value, numbers.Real) or not value > 0:
        raise ValueError(f"{name} must be a positive number, got {value!r}")
    return float(value)


def _bit(value):
    if value not in (0, 1):
        raise ValueError("0 or 1 expected")
    return int(value)


def AND(x1, x2):
    return 1 if _bit(x1) * 2 + _bit(x2) * 2 - 3 > 0 else 0


def NAND(x1, x2):
    return 1 if _bit(x1) * -2 + _bit(x2) * -2 + 3 > 0 else 0


def OR(x1, x2):
    return 1 if _bit(x1) * 2 + _bit(x2) * 2 - 1 > 0 else 0


def XOR(x1, x2):
    result = AND(NAND(x1, x2), OR(x1, x2))
    assert result in (0, 1)
    return result


def step_function(x):
    x = _as_float("x", x)
    result = np.zeros_like(x)
    result[x > 0] = 1
    return result


def sigmoid(x):
    x = _as_float("x", x)
    x = np.clip(x, -709, 709)
    return 1.0 / (1.0 + np.exp(-x))


def sigmoid_grad(x):
    s = sigmoid(x)
    result = s * (1.0 - s)
    assert np.all(result <= 0.25)
    return result


def relu(x):
    x = _as_float("x", x)
    x[x < 0] = 0.0
    return x


def identity_function(x):
    return _as_float("x", x)


def softmax(x):
    x = _as_float("x", x)
    if x.ndim not in (1, 2):
        raise ValueError(f"one or two dimensions expected, got {x.ndim}")
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    y = e / e.sum(axis=-1, keepdims=True)
    assert np.allclose(y.sum(axis=-1), 1.0)
    return y


def sum_squared_error(y, t):
    y, t = _as_float("y", y), _as_float("t", t)
    _same_shape(y, t)
    return float(0.5 * np.sum(np.square(y - t)))


def cross_entropy_error(y, t):
    y = _as_float("y", y)
    t = np.asarray(t)
    if np.any(y < 0) or np.any(y > 1 + 1e-6):
        raise ValueError("y must hold probabilities")
    if y.ndim == 1:
        y = y[np.newaxis, :]
        t = t[np.newaxis]
    if t.shape == y.shape:
        labels = np.argmax(t, axis=1)
    elif t.ndim == 1 and len(t) == len(y):
        labels = t.astype(int)
    else:
        raise ValueError(f"y {y.shape} and t {t.shape} do not fit")
    if labels.min() < 0 or labels.max() >= y.shape[1]:
        raise ValueError("label out of range")
    picked = np.take_along_axis(y, labels[:, None], axis=1)
    return float(-np.mean(np.log(np.maximum(picked, np.finfo(float).tiny))))


def numerical_diff(f, x):
    if not callable(f):
        raise TypeError("f must be callable")
    x = float(x)
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2.0 * h)


def numerical_gradient(f, x):
    if not callable(f):
        raise TypeError("f must be callable")
    x = np.asarray(x)
    if x.dtype.kind != "f":
        raise TypeError("x must be an array of floats; an integer array would round x + h away")
    h = 1e-4
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        original = x[index]
        try:
            x[index] = original + h
            plus = float(f(x))
            x[index] = original - h
            minus = float(f(x))
        finally:
            x[index] = original
        grad[index] = (plus - minus) / (2.0 * h)
    return grad


def gradient_descent(f, init_x, lr=0.01, step_num=100):
    _positive("lr", lr)
    if step_num < 0:
        raise ValueError("step_num must not be negative")
    x = _as_float("init_x", init_x)
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x


def l1_penalty(W, lam):
    return float(lam * np.sum(np.abs(_as_float("W", W))))


def l1_gradient(W, lam):
    return lam * np.sign(_as_float("W", W))


def l2_penalty(W, lam):
    return float(0.5 * lam * np.sum(np.square(_as_float("W", W))))


def l2_gradient(W, lam):
    return lam * _as_float("W", W)


def conv_output_size(input_size, filter_size, stride=1, pad=0):
    for name, value in (("input_size", input_size), ("filter_size", filter_size), ("stride", stride)):
        if value < 1:
            raise ValueError(f"{name} must be at least 1")
    if pad < 0:
        raise ValueError("pad must not be negative")
    span = input_size + 2 * pad - filter_size
    if span < 0:
        raise ValueError("the filter is larger than the padded input")
    if span % stride != 0:
        raise ValueError("the stride does not divide")
    return span // stride + 1


class _Layer:
    _ready = False

    def _mark(self):
        self._ready = True

    def _need_forward(self):
        if not self._ready:
            raise RuntimeError("call forward before backward")


class MulLayer(_Layer):
    def forward(self, x, y):
        _same_shape(x, y)
        self.x, self.y = np.array(x, dtype=float), np.array(y, dtype=float)
        self._mark()
        return self.x * self.y

    def backward(self, dout):
        self._need_forward()
        return np.asarray(dout) * self.y, np.asarray(dout) * self.x


class AddLayer(_Layer):
    def forward(self, x, y):
        _same_shape(x, y)
        self._mark()
        return np.asarray(x) + np.asarray(y)

    def backward(self, dout):
        self._need_forward()
        return np.array(dout, copy=True), np.array(dout, copy=True)


class Relu(_Layer):
    def forward(self, x):
        x = _as_float("x", x)
        self.mask = x > 0
        self._mark()
        return np.where(self.mask, x, 0.0)

    def backward(self, dout):
        self._need_forward()
        _same_shape(dout, self.mask)
        return np.where(self.mask, dout, 0.0)


class Sigmoid(_Layer):
    def forward(self, x):
        self.out = sigmoid(x)
        self._mark()
        return self.out.copy()

    def backward(self, dout):
        self._need_forward()
        _same_shape(dout, self.out)
        return dout * self.out * (1.0 - self.out)


class Affine(_Layer):
    def __init__(self, W, b):
        W, b = np.asarray(W), np.asarray(b)
        if W.ndim != 2 or b.shape != (W.shape[1],):
            raise ValueError(f"W {W.shape} and b {b.shape} do not fit")
        self.W, self.b = W, b
        self.dW = np.zeros_like(W)
        self.db = np.zeros_like(b)

    def forward(self, x):
        x = np.asarray(x)
        self.shape = x.shape
        self.x = x.reshape(x.shape[0], -1).copy()
        if self.x.shape[1] != self.W.shape[0]:
            raise ValueError(f"x has {self.x.shape[1]} features, W expects {self.W.shape[0]}")
        self._mark()
        return self.x @ self.W + self.b

    def backward(self, dout):
        self._need_forward()
        dout = np.asarray(dout)
        assert dout.shape == (len(self.x), self.W.shape[1])
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.shape)


class SoftmaxWithLoss(_Layer):
    def forward(self, x, t):
        x, t = np.asarray(x), np.asarray(t)
        if x.ndim != 2:
            raise ValueError("scores (N, C) expected")
        self.y = softmax(x)
        if t.ndim == 1:
            if t.dtype.kind not in "iu":
                raise TypeError("class numbers must be integers")
            onehot = np.zeros_like(self.y)
            onehot[np.arange(len(t)), t] = 1.0
            t = onehot
        _same_shape(t, self.y)
        self.t = np.array(t, dtype=float)
        self._mark()
        return cross_entropy_error(self.y, self.t)

    def backward(self, dout=1):
        self._need_forward()
        return dout * (self.y - self.t) / len(self.t)


class Dropout(_Layer):
    def __init__(self, dropout_ratio=0.5):
        if not 0 <= dropout_ratio < 1:
            raise ValueError("0 <= dropout_ratio < 1 expected")
        self.dropout_ratio = dropout_ratio
        self.rng = np.random.default_rng()

    def forward(self, x, train_flg=True):
        x = _as_float("x", x)
        if not train_flg:
            return x
        kept = 1.0 - self.dropout_ratio
        self.mask = (self.rng.random(x.shape) < kept) / kept
        self._mark()
        return x * self.mask

    def backward(self, dout):
        self._need_forward()
        _same_shape(dout, self.mask)
        return np.asarray(dout) * self.mask


class BatchNormalization(_Layer):
    def __init__(self, gamma, beta, momentum=0.9, eps=1e-7):
        self.gamma, self.beta = np.asarray(gamma), np.asarray(beta)
        _same_shape(gamma, beta)
        if not 0 <= momentum <= 1:
            raise ValueError("momentum must lie between 0 and 1")
        self.momentum, self.eps = momentum, _positive("eps", eps)
        self.running_mean = np.zeros(self.gamma.shape)
        self.running_var = np.zeros(self.gamma.shape)

    def forward(self, x, train_flg=True):
        x = np.asarray(x, dtype=float)
        shape = x.shape
        x = x.reshape(len(x), -1)
        if x.shape[1] != self.gamma.size:
            raise ValueError("the number of features does not fit gamma")
        if train_flg:
            mean, var = x.mean(axis=0), x.var(axis=0)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
            self.std = np.sqrt(var + self.eps)
            self.hat = (x - mean) / self.std
            self._mark()
            hat = self.hat
        else:
            hat = (x - self.running_mean) / np.sqrt(self.running_var + self.eps)
        return (self.gamma * hat + self.beta).reshape(shape)

    def backward(self, dout):
        self._need_forward()
        dout = np.asarray(dout, dtype=float)
        shape = dout.shape
        dout = dout.reshape(len(dout), -1)
        _same_shape(dout, self.hat)
        self.dgamma = np.sum(dout * self.hat, axis=0)
        self.dbeta = np.sum(dout, axis=0)
        dhat = dout * self.gamma
        dx = (dhat - dhat.mean(axis=0) - self.hat * np.mean(dhat * self.hat, axis=0)) / self.std
        return dx.reshape(shape)


class Convolution(_Layer):
    def __init__(self, W, b, stride=1, pad=0):
        W, b = np.asarray(W), np.asarray(b)
        if W.ndim != 4 or b.shape != (W.shape[0],):
            raise ValueError(f"W {W.shape} and b {b.shape} do not fit")
        if int(stride) < 1 or int(pad) < 0:
            raise ValueError("bad stride or pad")
        self.W, self.b, self.stride, self.pad = W, b, int(stride), int(pad)

    def _windows(self, padded):
        _, _, fh, fw = self.W.shape
        s = self.stride
        for i in range((padded.shape[2] - fh) // s + 1):
            for j in range((padded.shape[3] - fw) // s + 1):
                yield i, j, (slice(None), slice(None), slice(i * s, i * s + fh), slice(j * s, j * s + fw))

    def forward(self, x):
        x = _as_float("x", x)
        if x.ndim != 4 or x.shape[1] != self.W.shape[1]:
            raise ValueError(f"x {x.shape} does not fit W {self.W.shape}")
        p, s = self.pad, self.stride
        self.padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        self.x_shape = x.shape
        oh = conv_output_size(x.shape[2], self.W.shape[2], s, p)
        ow = conv_output_size(x.shape[3], self.W.shape[3], s, p)
        out = np.empty((len(x), len(self.W), oh, ow))
        for i, j, window in self._windows(self.padded):
            out[:, :, i, j] = self.padded[window].reshape(len(x), -1) @ self.W.reshape(len(self.W), -1).T + self.b
        self._mark()
        return out

    def backward(self, dout):
        self._need_forward()
        dout = _as_float("dout", dout)
        self.dW = np.zeros_like(self.W)
        self.db = dout.sum(axis=0).sum(axis=-1).sum(axis=-1)
        dpadded = np.zeros_like(self.padded)
        for i, j, window in self._windows(self.padded):
            d = dout[:, :, i, j]
            self.dW += np.einsum("nf,nchw->fchw", d, self.padded[window])
            dpadded[window] += np.einsum("nf,fchw->nchw", d, self.W)
        p = self.pad
        return dpadded[:, :, p:p + self.x_shape[2], p:p + self.x_shape[3]]


class _Optimizer:
    def __init__(self, lr):
        self.lr = _positive("lr", lr)

    def _check(self, params, grads):
        if set(params) != set(grads):
            raise KeyError("params and grads have different keys")
        for key in params:
            _same_shape(params[key], grads[key])


class SGD(_Optimizer):
    def __init__(self, lr=0.01):
        super().__init__(lr)

    def update(self, params, grads):
        self._check(params, grads)
        for key in params:
            params[key] -= self.lr * grads[key]


class Momentum(_Optimizer):
    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr)
        if not 0 <= momentum < 1:
            raise ValueError("0 <= momentum < 1 expected")
        self.momentum = momentum
        self.v = {}

    def update(self, params, grads):
        self._check(params, grads)
        for key in params:
            self.v[key] = self.momentum * self.v.get(key, np.zeros_like(params[key])) + self.lr * grads[key]
            params[key] -= self.v[key]


class AdaGrad(_Optimizer):
    def __init__(self, lr=0.01):
        super().__init__(lr)
        self.h = {}

    def update(self, params, grads):
        self._check(params, grads)
        for key in params:
            self.h[key] = self.h.get(key, np.zeros_like(params[key])) + grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)


class RMSprop(_Optimizer):
    def __init__(self, lr=0.01, decay_rate=0.99):
        super().__init__(lr)
        if not 0 < decay_rate < 1:
            raise ValueError("0 < decay_rate < 1 expected")
        self.decay_rate = decay_rate
        self.h = {}

    def update(self, params, grads):
        self._check(params, grads)
        for key in params:
            h = self.h.get(key, np.zeros_like(params[key]))
            self.h[key] = self.decay_rate * h + (1 - self.decay_rate) * grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)


class Adam(_Optimizer):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        super().__init__(lr)
        for beta in (beta1, beta2):
            if not 0 <= beta < 1:
                raise ValueError("0 <= beta < 1 expected")
        self.beta1, self.beta2, self.t = beta1, beta2, 0
        self.m, self.v = {}, {}

    def update(self, params, grads):
        self._check(params, grads)
        self.t += 1
        for key in params:
            g = np.asarray(grads[key])
            self.m[key] = self.beta1 * self.m.get(key, np.zeros_like(g)) + (1 - self.beta1) * g
            self.v[key] = self.beta2 * self.v.get(key, np.zeros_like(g)) + (1 - self.beta2) * g * g
            m = self.m[key] / (1 - self.beta1 ** self.t)
            v = self.v[key] / (1 - self.beta2 ** self.t)
            params[key] -= self.lr * m / (np.sqrt(v) + 1e-8)
