import numpy as np
from dense_nets import mean_cross_entropy, share_right, softmax_rows


def pad_image(x, p):
    n, c, h, w = x.shape
    big = np.zeros((n, c, h + 2 * p, w + 2 * p))
    big[:, :, p:p + h, p:p + w] = x
    return big


def convolve(x, W, b, stride, p):
    """loops over the places of the output"""
    big = pad_image(x, p)
    f = W.shape[2]
    rows = (big.shape[2] - f) // stride + 1
    cols = (big.shape[3] - f) // stride + 1
    out = np.zeros((x.shape[0], W.shape[0], rows, cols))
    flat = W.reshape(W.shape[0], -1).T
    for i in range(rows):
        for j in range(cols):
            window = big[:, :, i * stride:i * stride + f, j * stride:j * stride + f]
            out[:, :, i, j] = window.reshape(len(x), -1) @ flat + b
    return out


def convolve_back(x, W, dout, stride, p):
    big = pad_image(x, p)
    f = W.shape[2]
    flat = W.reshape(W.shape[0], -1)
    dflat = np.zeros(flat.shape)
    dbig = np.zeros(big.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            a, c = i * stride, j * stride
            window = big[:, :, a:a + f, c:c + f]
            dflat += dout[:, :, i, j].T @ window.reshape(len(x), -1)
            dbig[:, :, a:a + f, c:c + f] += (dout[:, :, i, j] @ flat).reshape(window.shape)
    return dflat.reshape(W.shape), dout.sum(axis=3).sum(axis=2).sum(axis=0), dbig[:, :, p:p + x.shape[2], p:p + x.shape[3]]


def max_pool(x):
    n, c, h, w = x.shape
    out = np.zeros((n, c, h // 2, w // 2))
    for i in range(h // 2):
        for j in range(w // 2):
            out[:, :, i, j] = x[:, :, 2 * i:2 * i + 2, 2 * j:2 * j + 2].max(axis=(2, 3))
    return out


def max_pool_back(x, out, dout):
    dx = np.zeros(x.shape)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            taken = np.zeros(out.shape[:2], dtype=bool)
            for a in range(2):
                for c in range(2):
                    hit = (x[:, :, 2 * i + a, 2 * j + c] == out[:, :, i, j]) & ~taken
                    dx[:, :, 2 * i + a, 2 * j + c] = np.where(hit, dout[:, :, i, j], 0)
                    taken |= hit
    return dx


class SimpleConvNet:
    def __init__(self, input_dim, conv_param, hidden_size, output_size, weight_init_std=0.01):
        channels, height, width = input_dim
        num = conv_param['filter_num']
        f = conv_param['filter_size']
        self.pad = conv_param['pad']
        self.stride = conv_param['stride']
        h = ((height + 2 * self.pad - f) // self.stride + 1) // 2
        w = ((width + 2 * self.pad - f) // self.stride + 1) // 2
        s = weight_init_std
        self.params = {}
        self.params['W1'] = s * np.random.randn(num, channels, f, f)
        self.params['b1'] = np.zeros(num)
        self.params['W2'] = s * np.random.randn(num * h * w, hidden_size)
        self.params['b2'] = np.zeros(hidden_size)
        self.params['W3'] = s * np.random.randn(hidden_size, output_size)
        self.params['b3'] = np.zeros(output_size)

    def predict(self, x):
        p = self.params
        self.x = x
        self.c = convolve(x, p['W1'], p['b1'], self.stride, self.pad)
        self.r = np.where(self.c > 0, self.c, 0)
        self.pool = max_pool(self.r)
        self.flat = self.pool.reshape(len(x), -1)
        self.h = np.maximum(self.flat @ p['W2'] + p['b2'], 0)
        return self.h @ p['W3'] + p['b3']

    def loss(self, x, t):
        self.y = softmax_rows(self.predict(x))
        return mean_cross_entropy(self.y, t)

    def accuracy(self, x, t, batch_size=100):
        total = 0
        start = 0
        while start < len(x):
            part = x[start:start + batch_size]
            total += share_right(self.predict(part), t[start:start + batch_size]) * len(part)
            start += batch_size
        return total / len(x)

    def gradient(self, x, t):
        self.loss(x, t)
        p, g = self.params, {}
        d = (self.y - t) / len(x)
        g['W3'] = self.h.T @ d
        g['b3'] = d.sum(axis=0)
        d = d @ p['W3'].T
        d[self.h == 0] = 0
        g['W2'] = self.flat.T @ d
        g['b2'] = d.sum(axis=0)
        d = (d @ p['W2'].T).reshape(self.pool.shape)
        d = max_pool_back(self.r, self.pool, d)
        d[self.c <= 0] = 0
        g['W1'], g['b1'], _ = convolve_back(x, p['W1'], d, self.stride, self.pad)
        return g


class DeepConvNet:
    filters = [16, 16, 32, 32, 64, 64]
    pads = [1, 1, 1, 2, 1, 1]

    def __init__(self, input_dim=(1, 28, 28), hidden_size=50, output_size=10):
        self.params = {}
        before = input_dim[0]
        for k in range(6):
            n = before * 3 * 3
            self.params['W' + str(k + 1)] = np.random.normal(0, np.sqrt(2 / n), (self.filters[k], before, 3, 3))
            self.params['b' + str(k + 1)] = np.zeros(self.filters[k])
            before = self.filters[k]
        self.params['W7'] = np.random.normal(0, np.sqrt(2 / 1024), (1024, hidden_size))
        self.params['b7'] = np.zeros(hidden_size)
        self.params['W8'] = np.random.normal(0, np.sqrt(2 / hidden_size), (hidden_size, output_size))
        self.params['b8'] = np.zeros(output_size)

    def predict(self, x, train_flg=False):
        p = self.params
        self.ins, self.conv, self.before_pool, self.after_pool = [], [], [], []
        for k in range(6):
            self.ins.append(x)
            a = convolve(x, p['W' + str(k + 1)], p['b' + str(k + 1)], 1, self.pads[k])
            self.conv.append(a)
            x = np.maximum(a, 0)
            if k % 2 == 1:
                self.before_pool.append(x)
                x = max_pool(x)
                self.after_pool.append(x)
        self.flat = x.reshape(len(x), -1)
        self.a7 = self.flat @ p['W7'] + p['b7']
        z = np.maximum(self.a7, 0)
        if train_flg:
            self.m7 = np.random.rand(*z.shape) > 0.5
        else:
            self.m7 = 0.5
        self.z7 = z * self.m7
        s = self.z7 @ p['W8'] + p['b8']
        if train_flg:
            self.m8 = np.random.rand(*s.shape) > 0.5
        else:
            self.m8 = 0.5
        return s * self.m8

    def loss(self, x, t):
        self.y = softmax_rows(self.predict(x, train_flg=True))
        return mean_cross_entropy(self.y, t)

    def gradient(self, x, t):
        self.loss(x, t)
        p, g = self.params, {}
        d = (self.y - t) / len(x) * self.m8
        g['W8'], g['b8'] = self.z7.T @ d, d.sum(axis=0)
        d = (d @ p['W8'].T) * self.m7
        d[self.a7 <= 0] = 0
        g['W7'], g['b7'] = self.flat.T @ d, d.sum(axis=0)
        d = (d @ p['W7'].T).reshape(self.after_pool[2].shape)
        for k in [5, 4, 3, 2, 1, 0]:
            if k % 2 == 1:
                d = max_pool_back(self.before_pool[k // 2], self.after_pool[k // 2], d)
            d = d * (self.conv[k] > 0)
            g['W' + str(k + 1)], g['b' + str(k + 1)], d = convolve_back(
                self.ins[k], p['W' + str(k + 1)], d, 1, self.pads[k]
            )
        return g


def alexnet_shapes():
    # height, width, channels
    shapes = {}
    shapes['conv1'] = (55, 55, 96)
    shapes['pool1'] = (27, 27, 96)
    shapes['conv2'] = (27, 27, 256)
    shapes['pool2'] = (13, 13, 256)
    shapes['conv3'] = (13, 13, 384)
    shapes['conv4'] = (13, 13, 384)
    shapes['conv5'] = (13, 13, 256)
    shapes['pool3'] = (6, 6, 256)
    shapes['fc1'] = 4096
    shapes['dropout1'] = 4096
    shapes['fc2'] = 4096
    shapes['dropout2'] = 4096
    shapes['fc3'] = 1000
    return shapes


def alexnet_parameter_count():
    total = 0
    for filters, seen, size in [(96, 3, 11), (256, 48, 5), (384, 256, 3), (384, 192, 3), (256, 192, 3)]:
        total += filters * seen * size * size + filters
    for n, units in [(6 * 6 * 256, 4096), (4096, 4096), (4096, 1000)]:
        total += n * units + units
    return total
