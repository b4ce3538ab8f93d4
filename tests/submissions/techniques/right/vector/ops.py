import numpy as np
from numpy.lib.stride_tricks import as_strided

F = np.float32


def sigmoid(x):
    out = np.empty_like(x, dtype=float)
    pos = x >= 0
    out[pos] = 1 / (1 + np.exp(-x[pos]))
    e = np.exp(x[~pos])
    out[~pos] = e / (1 + e)
    return out


def tanh(x):
    x = np.clip(x, -350, 350)
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def leaky_relu(x, alpha=0.01):
    y = x.astype(float).copy()
    y[y < 0] *= alpha
    return y


def init_network():
    dims = (2, 3, 2, 2)
    net = {}
    for i, (d_in, d_out) in enumerate(zip(dims[:-1], dims[1:]), 1):
        net[f"W{i}"] = (np.random.randn(d_in, d_out) / np.sqrt(d_in)).astype(F)
        net[f"b{i}"] = np.zeros(d_out, dtype=F)
    return net


def forward(x, network):
    n_layers = len(network) // 2
    for i in range(1, n_layers + 1):
        x = np.einsum("...i,ij->...j", x, network[f"W{i}"]) + network[f"b{i}"]
        if i < n_layers:
            x = sigmoid(x)
    return x


minibatch_indices = lambda n, batch_size, rng: (rng.random(batch_size) * n).astype(int)

dz_dx = lambda x, y: 2 * np.add(x, y)


def backprop_delta(p, V, delta_next):
    return (delta_next @ V) / (np.exp(p / 2) + np.exp(-p / 2)) ** 2


class Nesterov:
    """v <- momentum v + g; W <- W - lr (g + momentum v), as the big frameworks write it"""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.buf = None

    def update(self, params, grads):
        """params, grads: lists of arrays, as in volume 2"""
        if self.buf is None:
            self.buf = [np.zeros_like(p) for p in params]
        for i, (p, g) in enumerate(zip(params, grads)):
            self.buf[i] = self.momentum * self.buf[i] + g
            p -= self.lr * (g + self.momentum * self.buf[i])


def xavier_init(n_in, n_out):
    return np.random.normal(0.0, np.sqrt(2.0 / (n_in + n_out)), size=(n_in, n_out)).astype(F)


def he_init(n_in, n_out):
    return (np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)).astype("f")


def symmetry_demo(W1, W2, x, t, lr, steps):
    W1, W2 = np.copy(W1), np.copy(W2)
    n = len(x)
    for _ in range(int(steps)):
        h = sigmoid(x @ W1)
        z = h @ W2
        p = np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))
        dz = (p - t) / n
        dh = dz @ W2.T
        W2 -= lr * np.einsum("nh,nc->hc", h, dz)
        W1 -= lr * np.einsum("nd,nh->dh", x, dh * h * (1 - h))
    return W1


def activation_stats(x, weights, activation):
    out = []
    for W in weights:
        x = activation(np.einsum("nd,de->ne", x, W))
        out.append([x.mean(), x.std()])
    return np.array(out)


def shuffle_dataset(x, t):
    state = np.random.get_state()
    x = x.copy()
    np.random.shuffle(x)
    np.random.set_state(state)
    t = t.copy()
    np.random.shuffle(t)
    return x, t


def split_validation(x, t, rate=0.2):
    mask = np.zeros(len(x), dtype=bool)
    mask[np.random.choice(len(x), int(len(x) * rate), replace=False)] = True
    return x[~mask], t[~mask], x[mask], t[mask]


def sample_log_uniform(low, high):
    return np.float_power(10, low + (high - low) * np.random.rand())


def random_search(evaluate, ranges, n_trials):
    settings = [{k: sample_log_uniform(*r) for k, r in ranges.items()} for _ in range(n_trials)]
    scores = [evaluate(s) for s in settings]
    i = np.argmax([s["val"] for s in scores])
    return settings[i], list(zip(settings, scores))


def random_crop(image, size):
    (h, w), (H, W) = size, image.shape[:2]
    i, j = (np.random.rand(2) * (H - h + 1, W - w + 1)).astype(int)
    return image[i : i + h, j : j + w].copy()


def horizontal_flip(image):
    return np.flip(image, axis=1)


def _windows(img, fh, fw, s):
    n, c, h, w = img.shape
    oh, ow = (h - fh) // s + 1, (w - fw) // s + 1
    a, b, d, e = img.strides
    return as_strided(img, (n, oh, ow, c, fh, fw), (a, d * s, e * s, b, d, e), writeable=False)


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    img = np.pad(input_data, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    win = _windows(img, filter_h, filter_w, stride)
    return win.reshape(-1, img.shape[1] * filter_h * filter_w)


def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_shape
    oh = (H + 2 * pad - filter_h) // stride + 1
    ow = (W + 2 * pad - filter_w) // stride + 1
    out = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    n = np.arange(N).reshape(-1, 1, 1, 1, 1, 1)
    y = (np.arange(oh) * stride).reshape(1, -1, 1, 1, 1, 1) + np.arange(filter_h).reshape(1, 1, 1, 1, -1, 1)
    x = (np.arange(ow) * stride).reshape(1, 1, -1, 1, 1, 1) + np.arange(filter_w).reshape(1, 1, 1, 1, 1, -1)
    c = np.arange(C).reshape(1, 1, 1, -1, 1, 1)
    np.add.at(out, (n, c, y, x), col.reshape(N, oh, ow, C, filter_h, filter_w))
    return out[:, :, pad : pad + H, pad : pad + W]


class Pooling:
    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.args = (pool_h, pool_w, stride, pad)

    def forward(self, x):
        ph, pw, s, p = self.args
        win = _windows(np.pad(x, ((0, 0), (0, 0), (p, p), (p, p))), ph, pw, s)
        flat = win.reshape(*win.shape[:4], -1)
        self.cache = x.shape, flat.argmax(-1), flat.shape
        return np.moveaxis(flat.max(-1), 3, 1)

    def backward(self, dout):
        shape, arg, flat = self.cache
        d = np.zeros(flat)
        np.put_along_axis(d, arg[..., None], np.moveaxis(dout, 1, 3)[..., None], axis=-1)
        return col2im(d, shape, *self.args)


class AveragePooling:
    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.args = (pool_h, pool_w, stride, pad)

    def forward(self, x):
        ph, pw, s, p = self.args
        self.shape = x.shape
        img = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        return np.einsum("nyxcij->ncyx", _windows(img, ph, pw, s)) / (ph * pw)

    def backward(self, dout):
        ph, pw, s, p = self.args
        d = np.moveaxis(dout, 1, 3)[..., None, None] / (ph * pw)
        return col2im(np.tile(d, (ph, pw)), self.shape, ph, pw, s, p)
