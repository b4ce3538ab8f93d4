"""Plain functions over dictionaries, classes only where the assignment wants them."""
import re

import numpy as np

# ---------------------------------------------------------------- pieces


def dense(p, i, x):
    return np.einsum("nd,dh->nh", x, p[f"W{i}"]) + p[f"b{i}"]


def dense_grad(p, i, x, dy):
    return {f"W{i}": np.einsum("nd,nh->dh", x, dy), f"b{i}": dy.sum(0)}, np.einsum("nh,dh->nd", dy, p[f"W{i}"])


def windows(x, F, S):
    view = np.lib.stride_tricks.sliding_window_view(x, (F, F), axis=(2, 3))
    return view[:, :, ::S, ::S]


def conv(x, W, b, S, P):
    xp = np.pad(x, [(0, 0), (0, 0), (P, P), (P, P)])
    return np.einsum("ncijab,fcab->nfij", windows(xp, W.shape[2], S), W, optimize=True) + b[:, None, None]


def conv_grad(x, W, dy, S, P):
    xp = np.pad(x, [(0, 0), (0, 0), (P, P), (P, P)])
    F = W.shape[2]
    dW = np.einsum("ncijab,nfij->fcab", windows(xp, F, S), dy, optimize=True)
    dcols = np.einsum("nfij,fcab->ncijab", dy, W, optimize=True)
    dxp = np.zeros_like(xp)
    I, J = dy.shape[2:]
    for a in range(F):
        for c in range(F):
            dxp[:, :, a : a + S * I : S, c : c + S * J : S] += dcols[..., a, c]
    H, Wd = x.shape[2:]
    return dW, dy.sum((0, 2, 3)), dxp[:, :, P : P + H, P : P + Wd]


def pool(x):
    w = windows(x, 2, 2)
    flat = w.reshape(*w.shape[:4], 4)
    return flat.max(-1), flat.argmax(-1)


def pool_grad(shape, arg, dy):
    dx = np.zeros(shape)
    n, c, i, j = np.indices(dy.shape)
    np.add.at(dx, (n, c, 2 * i + arg // 2, 2 * j + arg % 2), dy)
    return dx


def softmax(s):
    e = np.exp(s - s.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def xent(probs, t):
    return -np.mean(np.log(np.sum(probs * t, axis=1) + 1e-7))


def act(name):
    if name == "relu":
        return lambda a: np.maximum(a, 0.0), lambda a, z: (a > 0).astype(float)
    return lambda a: 1 / (1 + np.exp(-a)), lambda a, z: z * (1 - z)


def init_std(how, n):
    table = {"relu": 2, "he": 2, "sigmoid": 1, "xavier": 1}
    return np.sqrt(table[how] / n) if isinstance(how, str) else how


# ---------------------------------------------------------------- dense networks


class TwoLayerNet:
    """Sigmoid inside, probabilities outside."""

    def __init__(self, n_in, n_hidden, n_out, std=0.01):
        self.params = dict(
            W1=np.random.normal(scale=std, size=(n_in, n_hidden)),
            b1=np.zeros(n_hidden),
            W2=np.random.normal(scale=std, size=(n_hidden, n_out)),
            b2=np.zeros(n_out),
        )

    def forward(self, X):
        f, _ = act("sigmoid")
        hidden = f(dense(self.params, 1, X))
        return hidden, softmax(dense(self.params, 2, hidden))

    def predict(self, X):
        return self.forward(X)[1]

    def loss(self, X, T):
        return xent(self.predict(X), T)

    def accuracy(self, X, T):
        return (self.predict(X).argmax(-1) == T.argmax(-1)).mean()

    def numerical_gradient(self, X, T, eps=1e-4):
        out = {}
        for name in self.params:
            P = self.params[name]
            g = np.zeros(P.size)
            flat = P.reshape(-1)
            for k in range(P.size):
                old = flat[k]
                flat[k] = old + eps
                hi = self.loss(X, T)
                flat[k] = old - eps
                lo = self.loss(X, T)
                flat[k] = old
                g[k] = (hi - lo) / 2 / eps
            out[name] = g.reshape(P.shape)
        return out

    def gradient(self, X, T):
        hidden, probs = self.forward(X)
        g2, dh = dense_grad(self.params, 2, hidden, (probs - T) / X.shape[0])
        g1, _ = dense_grad(self.params, 1, X, dh * hidden * (1 - hidden))
        return {**g1, **g2}


class MultiLayerNetExtend:
    """Normalises after the activation; inverted dropout."""

    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
        use_dropout=False,
        dropout_ratio=0.5,
        use_batchnorm=False,
    ):
        sizes = [input_size, *hidden_size_list, output_size]
        self.L = len(sizes) - 1
        self.lam, self.drop, self.bn = weight_decay_lambda, dropout_ratio if use_dropout else 0, use_batchnorm
        self.f, self.df = act(activation)
        self.params = {}
        for i in range(1, self.L + 1):
            self.params[f"W{i}"] = np.random.randn(sizes[i - 1], sizes[i]) * init_std(weight_init_std, sizes[i - 1])
            self.params[f"b{i}"] = np.zeros(sizes[i])
            if use_batchnorm and i < self.L:
                self.params[f"gamma{i}"] = np.ones(sizes[i])
                self.params[f"beta{i}"] = np.zeros(sizes[i])
        self.stats = {i: [np.zeros(sizes[i]), np.ones(sizes[i])] for i in range(1, self.L)}

    def forward(self, x, training):
        p, tape, h = self.params, {}, x
        for i in range(1, self.L):
            a = dense(p, i, h)
            z = self.f(a)
            tape[i] = {"h": h, "a": a, "z": z, "mask": 1.0}
            h = z
            if self.bn:
                if training:
                    mu, var = h.mean(0), h.var(0)
                    self.stats[i] = [0.9 * s + 0.1 * v for s, v in zip(self.stats[i], (mu, var))]
                else:
                    mu, var = self.stats[i]
                sd = np.sqrt(var + 1e-6)
                hat = (h - mu) / sd
                tape[i].update(hat=hat, sd=sd)
                h = p[f"gamma{i}"] * hat + p[f"beta{i}"]
            if self.drop and training:
                tape[i]["mask"] = (np.random.random(h.shape) >= self.drop) / (1 - self.drop)
                h = h * tape[i]["mask"]
        tape[self.L] = {"h": h}
        return dense(p, self.L, h), tape

    def predict(self, x, training=False):
        return self.forward(x, training)[0]

    def loss(self, x, t, training=False):
        s = self.predict(x, training)
        s = s - s.max(axis=1, keepdims=True)
        data = np.mean(np.log(np.exp(s).sum(1)) - np.einsum("nc,nc->n", s, t))
        return data + self.lam / 2 * sum(np.vdot(w, w) for k, w in self.params.items() if re.match("W", k))

    def accuracy(self, x, t):
        return np.count_nonzero(self.predict(x).argmax(1) == t.argmax(1)) / x.shape[0]

    def gradient(self, x, t):
        s, tape = self.forward(x, True)
        p, grads = self.params, {}
        g, d = dense_grad(p, self.L, tape[self.L]["h"], (softmax(s) - t) / len(x))
        grads.update(g)
        for i in reversed(range(1, self.L)):
            T = tape[i]
            d = d * T["mask"]
            if self.bn:
                grads[f"gamma{i}"] = np.einsum("nh,nh->h", d, T["hat"])
                grads[f"beta{i}"] = d.sum(0)
                dhat = d * p[f"gamma{i}"]
                d = (dhat - dhat.mean(0) - T["hat"] * (dhat * T["hat"]).mean(0)) / T["sd"]
            g, d = dense_grad(p, i, T["h"], d * self.df(T["a"], T["z"]))
            grads.update(g)
        for k in grads:
            if k.startswith("W"):
                grads[k] = grads[k] + self.lam * p[k]
        return grads


class MultiLayerNet(MultiLayerNetExtend):
    def __init__(self, n_in, hidden, n_out, activation="relu", weight_init_std="relu", weight_decay_lambda=0):
        super().__init__(n_in, hidden, n_out, activation, weight_init_std, weight_decay_lambda)


# ---------------------------------------------------------------- trainer


def make_optimizer(name, lr=0.01, momentum=0.9, beta1=0.9, beta2=0.999, decay_rate=0.99):
    s1, s2, count = {}, {}, [0]

    def step(params, grads):
        count[0] += 1
        for k in params:
            g, p = grads[k], params[k]
            a, c = s1.get(k, np.zeros_like(p)), s2.get(k, np.zeros_like(p))
            if name == "sgd":
                d = -lr * g
            elif name == "momentum":
                a = momentum * a - lr * g
                d = a
            elif name == "nesterov":
                d = momentum * momentum * a - (1 + momentum) * lr * g
                a = momentum * a - lr * g
            elif name == "adagrad":
                a = a + g * g
                d = -lr * g / np.sqrt(a + 1e-14)
            elif name == "rmsprop":
                a = decay_rate * a + (1 - decay_rate) * g * g
                d = -lr * g / (np.sqrt(a) + 1e-7)
            elif name == "adam":
                a, c = beta1 * a + (1 - beta1) * g, beta2 * c + (1 - beta2) * g * g
                n = count[0]
                d = -lr * (a / (1 - beta1**n)) / (np.sqrt(c / (1 - beta2**n)) + 1e-8)
            else:
                raise ValueError(name)
            s1[k], s2[k] = a, c
            params[k] += d

    return step


class Trainer:
    """Shuffles once an epoch and walks through the order."""

    def __init__(self, network, x_train, t_train, x_test, t_test, epochs=20, mini_batch_size=100, optimizer="SGD",
                 optimizer_param=None, evaluate_sample_num_per_epoch=None, verbose=True):
        self.net = network
        self.train_set, self.test_set = (x_train, t_train), (x_test, t_test)
        self.epochs, self.size, self.verbose = epochs, mini_batch_size, verbose
        self.step = make_optimizer(optimizer.lower(), **(optimizer_param or {"lr": 0.01}))
        self.n_eval = evaluate_sample_num_per_epoch
        self.train_loss_list, self.train_acc_list, self.test_acc_list = [], [], []

    def train(self):
        x, t = self.train_set
        for epoch in range(self.epochs):
            order = np.random.permutation(len(x))
            for i in range(len(x) // self.size):
                rows = order[i * self.size : (i + 1) * self.size]
                self.step(self.net.params, self.net.gradient(x[rows], t[rows]))
                self.train_loss_list.append(self.net.loss(x[rows], t[rows]))
            k = self.n_eval or max(len(x), len(self.test_set[0]))
            self.train_acc_list.append(self.net.accuracy(x[:k], t[:k]))
            self.test_acc_list.append(self.net.accuracy(self.test_set[0][:k], self.test_set[1][:k]))
            if self.verbose:
                print(epoch, self.train_acc_list[-1], self.test_acc_list[-1])
        return self.train_loss_list


# ---------------------------------------------------------------- convolutional networks


class SimpleConvNet:
    def __init__(self, input_dim, conv_param, hidden_size, output_size, weight_init_std=0.01):
        C, H, W = input_dim
        self.cp = conv_param
        FN, F = conv_param["filter_num"], conv_param["filter_size"]
        side = lambda s: ((s + 2 * conv_param["pad"] - F) // conv_param["stride"] + 1) // 2
        shapes = [(FN, C, F, F), (FN * side(H) * side(W), hidden_size), (hidden_size, output_size)]
        self.params = {}
        for i, shape in enumerate(shapes, 1):
            self.params[f"W{i}"] = np.random.normal(0, weight_init_std, shape)
            self.params[f"b{i}"] = np.zeros(shape[0] if len(shape) == 4 else shape[1])

    def forward(self, x):
        p = self.params
        a1 = conv(x, p["W1"], p["b1"], self.cp["stride"], self.cp["pad"])
        z1 = np.maximum(a1, 0)
        pooled, arg = pool(z1)
        flat = pooled.reshape(len(x), -1)
        a2 = dense(p, 2, flat)
        z2 = np.maximum(a2, 0)
        return dense(p, 3, z2), (a1, pooled.shape, arg, flat, a2, z2)

    def predict(self, x):
        return self.forward(x)[0]

    def loss(self, x, t):
        return xent(softmax(self.predict(x)), t)

    def accuracy(self, x, t, batch_size=100):
        parts = [(x[i : i + batch_size], t[i : i + batch_size]) for i in range(0, len(x), batch_size)]
        return sum((self.predict(a).argmax(1) == b.argmax(1)).sum() for a, b in parts) / len(x)

    def gradient(self, x, t):
        p = self.params
        s, (a1, pshape, arg, flat, a2, z2) = self.forward(x)
        g3, d = dense_grad(p, 3, z2, (softmax(s) - t) / len(x))
        g2, d = dense_grad(p, 2, flat, d * (a2 > 0))
        d = pool_grad(a1.shape, arg, d.reshape(pshape)) * (a1 > 0)
        dW, db, _ = conv_grad(x, p["W1"], d, self.cp["stride"], self.cp["pad"])
        return {"W1": dW, "b1": db, **g2, **g3}


class DeepConvNet:
    PADS = [1, 1, 1, 2, 1, 1]
    FILTERS = [16, 16, 32, 32, 64, 64]

    def __init__(self, input_dim=(1, 28, 28), hidden_size=50, output_size=10):
        self.params, c, s = {}, input_dim[0], input_dim[1]
        for i, (f, pad) in enumerate(zip(self.FILTERS, self.PADS), 1):
            self._new(i, (f, c, 3, 3), c * 9, f)
            c, s = f, s + 2 * pad - 2
            if i % 2 == 0:
                s //= 2
        self._new(7, (c * s * s, hidden_size), c * s * s, hidden_size)
        self._new(8, (hidden_size, output_size), hidden_size, output_size)

    def _new(self, i, shape, fan_in, n_bias):
        self.params[f"W{i}"] = np.sqrt(2.0 / fan_in) * np.random.randn(*shape)
        self.params[f"b{i}"] = np.zeros(n_bias)

    def forward(self, x, train):
        p, tape = self.params, []
        for i, pad in enumerate(self.PADS, 1):
            a = conv(x, p[f"W{i}"], p[f"b{i}"], 1, pad)
            tape.append(("conv", i, x, a))
            x = np.maximum(a, 0)
            if i % 2 == 0:
                shape = x.shape
                x, arg = pool(x)
                tape.append(("pool", shape, arg))
        tape.append(("flat", x.shape))
        flat = x.reshape(len(x), -1)
        a7 = dense(p, 7, flat)
        keep = lambda a: (np.random.rand(*a.shape) < 0.5).astype(float) if train else 0.5
        m1 = keep(a7)
        h = np.maximum(a7, 0) * m1
        a8 = dense(p, 8, h)
        m2 = keep(a8)
        return a8 * m2, (tape, flat, a7, m1, h, m2)

    def predict(self, x, train=False):
        return self.forward(x, train)[0]

    def loss(self, x, t):
        return xent(softmax(self.predict(x, True)), t)

    def accuracy(self, x, t):
        return np.mean(self.predict(x).argmax(1) == t.argmax(1))

    def gradient(self, x, t):
        p = self.params
        s, (tape, flat, a7, m1, h, m2) = self.forward(x, True)
        g8, d = dense_grad(p, 8, h, (softmax(s) - t) / len(x) * m2)
        g7, d = dense_grad(p, 7, flat, d * m1 * (a7 > 0))
        grads = {**g7, **g8}
        for kind, *rest in reversed(tape):
            if kind == "flat":
                d = d.reshape(rest[0])
            elif kind == "pool":
                d = pool_grad(rest[0], rest[1], d)
            else:
                i, xin, a = rest
                grads[f"W{i}"], grads[f"b{i}"], d = conv_grad(xin, p[f"W{i}"], d * (a > 0), 1, self.PADS[i - 1])
        return grads


# ---------------------------------------------------------------- AlexNet

_conv_side = lambda n, f, s, p: (n - f + 2 * p) // s + 1


def alexnet_shapes():
    c1 = _conv_side(227, 11, 4, 0)
    p1 = _conv_side(c1, 3, 2, 0)
    c2 = _conv_side(p1, 5, 1, 2)
    p2 = _conv_side(c2, 3, 2, 0)
    c3 = _conv_side(p2, 3, 1, 1)
    p3 = _conv_side(c3, 3, 2, 0)
    chans = [(96, c1), (96, p1), (256, c2), (256, p2), (384, c3), (384, c3), (256, c3), (256, p3)]
    return [(c, s, s) for c, s in chans] + [(4096,), (4096,), (4096,), (4096,), (1000,)]


def alexnet_parameter_count():
    """Without groups."""
    kernels = [(96, 3, 11, 11), (256, 96, 5, 5), (384, 256, 3, 3), (384, 384, 3, 3), (256, 384, 3, 3)]
    kernels += [(4096, 256 * 6 * 6), (4096, 4096), (1000, 4096)]
    return [int(np.prod(k)) + k[0] for k in kernels]
