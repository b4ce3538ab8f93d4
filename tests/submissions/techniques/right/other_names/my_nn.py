"""my neural network notes. other people call these things differently"""
import numpy as np


def sigm(z):
    return 1.0 / (1.0 + np.exp(-z))


def tanh(z):
    z = np.array(z)
    return 1 - 2 / (np.exp(2 * z) + 1)


def leaky_relu(z, negative_slope=0.01):
    return z * np.where(z < 0, negative_slope, 1.0)


def init_network():
    params = dict()
    layer_sizes = [2, 3, 2, 2]
    for l in range(1, len(layer_sizes)):
        params["W" + str(l)] = np.random.randn(layer_sizes[l - 1], layer_sizes[l]) * 0.01
        params["b" + str(l)] = np.zeros((layer_sizes[l],))
    return params


def forward(params, X):
    A = X
    caches = []
    for l in range(1, 3):
        Z = A @ params["W" + str(l)] + params["b" + str(l)]
        A = sigm(Z)
        caches.append((Z, A))
    return A.dot(params["W3"]) + params["b3"]


def minibatch_indices(num_data, batch_size):
    return np.random.choice(np.arange(num_data), size=batch_size, replace=False)


def dz_dx(a, b):
    s = a + b
    return s + s


def backprop_delta(z, W, delta):
    """delta_l = (W^T delta_{l+1}) * sigma'(z_l)   (Nielsen)"""
    sp = sigm(z) * (1 - sigm(z))
    return np.dot(W.T, delta.T).T * sp


class Nesterov:
    def __init__(self, learning_rate=0.01, beta=0.9):
        self.learning_rate = learning_rate
        self.beta = beta
        self.v = None

    def update(self, params, grads):
        if self.v is None:
            self.v = {k: np.zeros(p.shape) for k, p in params.items()}
        new_params = {}
        for k in params:
            v_prev = self.v[k].copy()
            self.v[k] = self.beta * self.v[k] - self.learning_rate * grads[k]
            new_params[k] = params[k] - self.beta * v_prev + (1 + self.beta) * self.v[k]
        return new_params


def xavier_init(fan_in, fan_out):
    limit = np.sqrt(6 / (fan_in + fan_out))
    return np.random.uniform(low=-limit, high=limit, size=(fan_in, fan_out))


def he_init(fan_in, fan_out):
    rng = np.random.default_rng()
    return rng.normal(loc=0.0, scale=(2.0 / fan_in) ** 0.5, size=(fan_in, fan_out))


def one_step(w1, w2, X, T, eta):
    hidden = sigm(X @ w1)
    scores = hidden @ w2
    ex = np.exp(scores)
    Y = ex / ex.sum(axis=1).reshape(-1, 1)
    err = (Y - T) / X.shape[0]
    grad_w2 = hidden.T @ err
    grad_w1 = X.T @ (err @ w2.T * hidden * (1 - hidden))
    return w1 - eta * grad_w1, w2 - eta * grad_w2


def symmetry_demo(X, T, W1, W2, learning_rate, n_iter):
    for i in range(n_iter):
        W1, W2 = one_step(W1, W2, X, T, learning_rate)
    return W1


def activation_stats(X, Ws, f):
    hs = [X]
    for W in Ws:
        hs.append(f(hs[-1].dot(W)))
    return [[np.mean(h), np.std(h)] for h in hs[1:]]


def shuffle_dataset(X, y):
    idx = np.arange(len(X))
    np.random.shuffle(idx)
    return X[idx], y[idx]


def split_validation(X, y, val_ratio=0.2):
    n_train = len(X) - int(len(X) * val_ratio)
    return X[:n_train], y[:n_train], X[n_train:], y[n_train:]


def sample_log_uniform(min_exp, max_exp):
    exponent = np.random.default_rng().uniform(min_exp, max_exp)
    return 10.0 ** exponent


def random_search(objective, search_space, n_iter):
    history = []
    best_score, best_params = -np.inf, None
    for _ in range(n_iter):
        candidate = dict((key, sample_log_uniform(a, b)) for key, (a, b) in search_space.items())
        result = objective(candidate)
        history.append([candidate, result])
        if result["val"] > best_score:
            best_score = result["val"]
            best_params = candidate.copy()
    return best_params, history


def random_crop(img, crop_size):
    crop_h, crop_w = crop_size
    h, w, c = img.shape
    y = np.random.choice(h - crop_h + 1)
    x = np.random.choice(w - crop_w + 1)
    return img[y:y + crop_h, x:x + crop_w]


def horizontal_flip(img):
    return img[:, list(range(img.shape[1] - 1, -1, -1))]


def out_size(n, k, s, p):
    return (n + 2 * p - k) // s + 1


def im2col(x, kh, kw, stride=1, padding=0):
    N, C, H, W = x.shape
    oh, ow = out_size(H, kh, stride, padding), out_size(W, kw, stride, padding)
    xp = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="constant")
    # indices as in the course assignments
    i = np.tile(np.repeat(np.arange(kh), kw), C).reshape(1, -1) + stride * np.repeat(np.arange(oh), ow).reshape(-1, 1)
    j = np.tile(np.arange(kw), kh * C).reshape(1, -1) + stride * np.tile(np.arange(ow), oh).reshape(-1, 1)
    k = np.repeat(np.arange(C), kh * kw).reshape(1, -1)
    return xp[:, k, i, j].reshape(N * oh * ow, -1)


def col2im(cols, x_shape, kh, kw, stride=1, padding=0):
    N, C, H, W = x_shape
    oh, ow = out_size(H, kh, stride, padding), out_size(W, kw, stride, padding)
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=cols.dtype)
    cols6 = cols.reshape(N, oh, ow, C, kh, kw)
    for yy in range(oh):
        for xx in range(ow):
            xp[:, :, yy * stride:yy * stride + kh, xx * stride:xx * stride + kw] += cols6[:, yy, xx]
    if padding == 0:
        return xp
    return xp[:, :, padding:-padding, padding:-padding]


class Pooling:
    def __init__(self, pool_height, pool_width, stride=2, padding=0):
        self.k = pool_height, pool_width
        self.stride = stride
        self.padding = padding

    def forward(self, x):
        kh, kw = self.k
        s, p = self.stride, self.padding
        N, C, H, W = x.shape
        oh, ow = out_size(H, kh, s, p), out_size(W, kw, s, p)
        xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), "constant")
        out = np.zeros((N, C, oh, ow))
        for i in range(oh):
            for j in range(ow):
                out[:, :, i, j] = xp[:, :, i*s:i*s+kh, j*s:j*s+kw].max(axis=(2, 3))
        self.cache = (x, xp, out)
        return out

    def backward(self, dout):
        x, xp, out = self.cache
        kh, kw = self.k
        s, p = self.stride, self.padding
        dxp = np.zeros_like(xp)
        for i in range(out.shape[2]):
            for j in range(out.shape[3]):
                window = xp[:, :, i*s:i*s+kh, j*s:j*s+kw]
                mask = window == out[:, :, i, j][:, :, None, None]
                dxp[:, :, i*s:i*s+kh, j*s:j*s+kw] += mask * dout[:, :, i, j][:, :, None, None]
        H, W = x.shape[2:]
        return dxp[:, :, p:p+H, p:p+W]


class AveragePooling(Pooling):
    def forward(self, x):
        kh, kw = self.k
        s, p = self.stride, self.padding
        N, C, H, W = x.shape
        oh, ow = out_size(H, kh, s, p), out_size(W, kw, s, p)
        xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), "constant")
        out = np.zeros((N, C, oh, ow))
        for i in range(oh):
            for j in range(ow):
                out[:, :, i, j] = xp[:, :, i*s:i*s+kh, j*s:j*s+kw].mean(axis=(2, 3))
        self.cache = (x, xp, out)
        return out

    def backward(self, dout):
        x, xp, out = self.cache
        kh, kw = self.k
        s, p = self.stride, self.padding
        dxp = np.zeros_like(xp)
        for i in range(out.shape[2]):
            for j in range(out.shape[3]):
                dxp[:, :, i*s:i*s+kh, j*s:j*s+kw] += dout[:, :, i:i+1, j:j+1] / (kh * kw)
        H, W = x.shape[2:]
        return dxp[:, :, p:p+H, p:p+W]


if __name__ == "__main__":
    print(tanh([0.5, 1000.0]))
