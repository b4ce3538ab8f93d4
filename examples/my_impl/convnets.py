from collections import OrderedDict

import numpy as np


# 畳み込みネットワーク用の層(窓を view で取り出して、tensordot でまとめて掛ける)
class _Conv:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        p, s = self.pad, self.stride
        FN, C, FH, FW = self.W.shape
        self.x_pad = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
        windows = np.lib.stride_tricks.sliding_window_view(self.x_pad, (FH, FW), axis=(2, 3))
        self.windows = windows[:, :, ::s, ::s]
        out = np.tensordot(self.windows, self.W, axes=([1, 4, 5], [1, 2, 3]))
        return out.transpose(0, 3, 1, 2) + self.b.reshape(1, -1, 1, 1)

    def backward(self, dout):
        p, s = self.pad, self.stride
        FN, C, FH, FW = self.W.shape
        OH, OW = dout.shape[2:]
        self.dW = np.tensordot(dout, self.windows, axes=([0, 2, 3], [0, 2, 3]))
        self.db = dout.sum(axis=(0, 2, 3))
        dx = np.zeros_like(self.x_pad)
        for i in range(FH):
            for j in range(FW):
                d = np.tensordot(dout, self.W[:, :, i, j], axes=([1], [0])).transpose(0, 3, 1, 2)
                dx[:, :, i : i + s * OH : s, j : j + s * OW : s] += d
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]


class _MaxPool2:
    def forward(self, x):
        N, C, H, W = x.shape
        self.shape = x.shape
        x = x[:, :, : H // 2 * 2, : W // 2 * 2]
        cells = x.reshape(N, C, H // 2, 2, W // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H // 2, W // 2, 4)
        self.index = cells.argmax(axis=-1)
        return cells.max(axis=-1)

    def backward(self, dout):
        N, C, H, W = self.shape
        cells = np.zeros(dout.shape + (4,))
        np.put_along_axis(cells, self.index[..., None], dout[..., None], axis=-1)
        cells = cells.reshape(N, C, H // 2, W // 2, 2, 2).transpose(0, 1, 2, 4, 3, 5)
        dx = np.zeros(self.shape)
        dx[:, :, : H // 2 * 2, : W // 2 * 2] = cells.reshape(N, C, H // 2 * 2, W // 2 * 2)
        return dx


class _Full:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.shape = x.shape
        self.x = x.reshape(len(x), -1)
        return self.x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.shape)


class _Rectify:
    def forward(self, x):
        self.mask = x > 0
        return np.where(self.mask, x, 0.0)

    def backward(self, dout):
        return dout * self.mask


class _Drop:
    def __init__(self, ratio):
        self.ratio = ratio

    def forward(self, x, train_flg):
        if not train_flg:
            return x * (1.0 - self.ratio)
        self.mask = np.random.rand(*x.shape) > self.ratio
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class _SoftmaxLoss:
    def forward(self, x, t):
        e = np.exp(x - x.max(axis=1, keepdims=True))
        self.y = e / e.sum(axis=1, keepdims=True)
        self.t = t
        return -np.sum(t * np.log(self.y + 1e-7)) / len(x)

    def backward(self):
        return (self.y - self.t) / len(self.t)


class SimpleConvNet:
    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param={"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1},
        hidden_size=100,
        output_size=10,
        weight_init_std=0.01,
    ):
        FN, F = conv_param["filter_num"], conv_param["filter_size"]
        P, S = conv_param["pad"], conv_param["stride"]
        conv_out = (input_dim[1] - F + 2 * P) / S + 1
        pool_out = int(FN * (conv_out / 2) * (conv_out / 2))

        self.params = {}
        self.params["W1"] = weight_init_std * np.random.randn(FN, input_dim[0], F, F)
        self.params["b1"] = np.zeros(FN)
        self.params["W2"] = weight_init_std * np.random.randn(pool_out, hidden_size)
        self.params["b2"] = np.zeros(hidden_size)
        self.params["W3"] = weight_init_std * np.random.randn(hidden_size, output_size)
        self.params["b3"] = np.zeros(output_size)

        self.layers = OrderedDict()
        self.layers["Conv1"] = _Conv(self.params["W1"], self.params["b1"], S, P)
        self.layers["Relu1"] = _Rectify()
        self.layers["Pool1"] = _MaxPool2()
        self.layers["Affine1"] = _Full(self.params["W2"], self.params["b2"])
        self.layers["Relu2"] = _Rectify()
        self.layers["Affine2"] = _Full(self.params["W3"], self.params["b3"])
        self.last_layer = _SoftmaxLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        return self.last_layer.forward(self.predict(x), t)

    def accuracy(self, x, t, batch_size=100):
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        hits = 0
        for i in range(0, len(x), batch_size):
            y = self.predict(x[i : i + batch_size])
            hits += np.sum(np.argmax(y, axis=1) == t[i : i + batch_size])
        return hits / len(x)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward()
        for layer in reversed(list(self.layers.values())):
            dout = layer.backward(dout)
        conv, affine1, affine2 = self.layers["Conv1"], self.layers["Affine1"], self.layers["Affine2"]
        return {
            "W1": conv.dW,
            "b1": conv.db,
            "W2": affine1.dW,
            "b2": affine1.db,
            "W3": affine2.dW,
            "b3": affine2.db,
        }


class DeepConvNet:
    def __init__(self, input_dim=(1, 28, 28), hidden_size=50, output_size=10):
        self.params = {}
        self.layers = []
        channels, size = input_dim[0], input_dim[1]
        convs = [(16, 1), (16, 1), (32, 1), (32, 2), (64, 1), (64, 1)]
        for i, (filters, pad) in enumerate(convs, 1):
            scale = np.sqrt(2.0 / (channels * 3 * 3))
            W = scale * np.random.randn(filters, channels, 3, 3)
            self._add(i, W, np.zeros(filters), lambda W, b, pad=pad: _Conv(W, b, 1, pad))
            self.layers.append(_Rectify())
            channels, size = filters, size + 2 * pad - 2
            if i % 2 == 0:
                self.layers.append(_MaxPool2())
                size //= 2
        n = channels * size * size
        self._add(7, np.sqrt(2.0 / n) * np.random.randn(n, hidden_size), np.zeros(hidden_size), _Full)
        self.layers += [_Rectify(), _Drop(0.5)]
        W = np.sqrt(2.0 / hidden_size) * np.random.randn(hidden_size, output_size)
        self._add(8, W, np.zeros(output_size), _Full)
        self.layers.append(_Drop(0.5))
        self.last_layer = _SoftmaxLoss()

    def _add(self, i, W, b, make):
        self.params["W%d" % i], self.params["b%d" % i] = W, b
        self.layers.append(make(W, b))

    def predict(self, x, train_flg=False):
        for layer in self.layers:
            x = layer.forward(x, train_flg) if isinstance(layer, _Drop) else layer.forward(x)
        return x

    def loss(self, x, t):
        return self.last_layer.forward(self.predict(x, train_flg=True), t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward()
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        grads = {}
        i = 1
        for layer in self.layers:
            if isinstance(layer, (_Conv, _Full)):
                grads["W%d" % i], grads["b%d" % i] = layer.dW, layer.db
                i += 1
        return grads


def alexnet_layers():
    return [
        ("conv1", 96, 11, 4, 0),
        ("pool1", None, 3, 2, 0),
        ("conv2", 256, 5, 1, 2),
        ("pool2", None, 3, 2, 0),
        ("conv3", 384, 3, 1, 1),
        ("conv4", 384, 3, 1, 1),
        ("conv5", 256, 3, 1, 1),
        ("pool3", None, 3, 2, 0),
    ]


def alexnet_shapes():
    shapes = {}
    c, size = 3, 227
    for name, filters, f, s, p in alexnet_layers():
        size = (size + 2 * p - f) // s + 1
        c = filters or c
        shapes[name] = (c, size, size)
    for name, units in [("fc1", 4096), ("dropout1", 4096), ("fc2", 4096), ("dropout2", 4096), ("fc3", 1000)]:
        shapes[name] = (units,)
    return shapes


def alexnet_parameter_count():
    groups = {"conv2": 2, "conv4": 2, "conv5": 2}
    counts = {}
    c = 3
    for name, filters, f, s, p in alexnet_layers():
        if filters:
            counts[name] = filters * (c // groups.get(name, 1) * f * f + 1)
            c = filters
    n = 256 * 6 * 6
    for name, units in [("fc1", 4096), ("fc2", 4096), ("fc3", 1000)]:
        counts[name] = units * (n + 1)
        n = units
    return counts
