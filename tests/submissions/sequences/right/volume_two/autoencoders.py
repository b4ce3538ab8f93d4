import numpy as np

from common.functions import cross_entropy_error, sigmoid, softmax
from common.layers import Affine, Sigmoid, SoftmaxWithLoss, Tanh


class DenoisingAutoencoder:
    def __init__(self, W, b, c):
        self.params = {"W": W, "b": b, "c": c}

    def corrupt(self, x, mask):
        return x * mask

    def encode(self, x):
        return sigmoid(np.dot(x, self.params["W"]) + self.params["b"])

    def decode(self, h):
        return sigmoid(np.dot(h, self.params["W"].T) + self.params["c"])

    def predict(self, x):
        return self.decode(self.encode(x))

    def loss(self, x, mask):
        y = self.predict(self.corrupt(x, mask))
        delta = 1e-7
        return -np.sum(x * np.log(y + delta) + (1 - x) * np.log(1 - y + delta)) / x.shape[0]

    def gradient(self, x, mask):
        batch_num = x.shape[0]
        x_tilde = self.corrupt(x, mask)
        h = self.encode(x_tilde)
        y = self.decode(h)
        dy = (y - x) / batch_num
        grads = {}
        grads["c"] = np.sum(dy, axis=0)
        dh = np.dot(dy, self.params["W"])
        da = dh * h * (1.0 - h)
        grads["b"] = np.sum(da, axis=0)
        grads["W"] = np.dot(x_tilde.T, da) + np.dot(dy.T, h)
        return grads


class StackedDenoisingAutoencoder:
    def __init__(self, params):
        self.params = params
        self.hidden_layer_num = len([key for key in params if key.startswith("W")]) - 1
        self.last_layer = SoftmaxWithLoss()
        self._make_layers()

    def _make_layers(self):
        self.layers = []
        for idx in range(1, self.hidden_layer_num + 1):
            self.layers.append(Affine(self.params["W" + str(idx)], self.params["b" + str(idx)]))
            self.layers.append(Sigmoid())
        idx = self.hidden_layer_num + 1
        self.layers.append(Affine(self.params["W" + str(idx)], self.params["b" + str(idx)]))

    def pretrain(self, x, masks, lr):
        for idx in range(1, self.hidden_layer_num + 1):
            n = str(idx)
            dae = DenoisingAutoencoder(self.params["W" + n], self.params["b" + n], self.params["c" + n])
            for mask in masks[idx - 1]:
                grads = dae.gradient(x, mask)
                for key in ("W", "b", "c"):
                    dae.params[key] -= lr * grads[key]
            x = dae.encode(x)
        return self.params

    def scores(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def predict(self, x):
        return softmax(self.scores(x))

    def loss(self, x, t):
        return self.last_layer.forward(self.scores(x), t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward(1)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        grads = {}
        for idx in range(1, self.hidden_layer_num + 2):
            grads["W" + str(idx)] = self.layers[2 * (idx - 1)].grads[0]
            grads["b" + str(idx)] = self.layers[2 * (idx - 1)].grads[1]
        return grads


class RBM:
    def __init__(self, W, a, b):
        self.W = W
        self.a = a
        self.b = b

    def free_energy(self, v):
        return -np.dot(v, self.a) - np.sum(np.log(1 + np.exp(np.dot(v, self.W) + self.b)), axis=1)

    def prob_h(self, v):
        return sigmoid(np.dot(v, self.W) + self.b)

    def prob_v(self, h):
        return sigmoid(np.dot(h, self.W.T) + self.a)

    def cd1(self, v, u_h, u_v):
        batch_size = v.shape[0]
        ph0 = self.prob_h(v)
        h0 = (u_h < ph0).astype(np.int64)
        pv1 = self.prob_v(h0)
        v1 = (u_v < pv1).astype(np.int64)
        ph1 = self.prob_h(v1)
        dW = (np.dot(v.T, ph0) - np.dot(v1.T, ph1)) / batch_size
        da = np.sum(v - v1, axis=0) / batch_size
        db = np.sum(ph0 - ph1, axis=0) / batch_size
        return {"W": dW, "a": da, "b": db}


class DBN(StackedDenoisingAutoencoder):
    def pretrain(self, x, u_h, u_v, lr):
        for idx in range(1, self.hidden_layer_num + 1):
            n = str(idx)
            rbm = RBM(self.params["W" + n], self.params["a" + n], self.params["b" + n])
            for step in range(len(u_h[idx - 1])):
                d = rbm.cd1(x, u_h[idx - 1][step], u_v[idx - 1][step])
                rbm.W += lr * d["W"]
                rbm.a += lr * d["a"]
                rbm.b += lr * d["b"]
            x = rbm.prob_h(x)
        return self.params


class VAE:
    def __init__(self, params):
        self.params = params
        p = params
        self.enc = Affine(p["W_enc"], p["b_enc"])
        self.mu = Affine(p["W_mu"], p["b_mu"])
        self.log_var = Affine(p["W_log_var"], p["b_log_var"])
        self.dec = Affine(p["W_dec"], p["b_dec"])
        self.out = Affine(p["W_out"], p["b_out"])
        self.tanh1 = Tanh()
        self.tanh2 = Tanh()

    def encode(self, x):
        h = self.tanh1.forward(self.enc.forward(x))
        return self.mu.forward(h), self.log_var.forward(h)

    def reparameterize(self, mu, log_var, eps):
        return mu + np.exp(log_var / 2) * eps

    def decode(self, z):
        return sigmoid(self.out.forward(self.tanh2.forward(self.dec.forward(z))))

    def loss(self, x, eps):
        mu, log_var = self.encode(x)
        y = self.decode(self.reparameterize(mu, log_var, eps))
        delta = 1e-7
        rec = -np.sum(x * np.log(y + delta) + (1 - x) * np.log(1 - y + delta)) / x.shape[0]
        kl = -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var)) / x.shape[0]
        return rec + kl

    def gradient(self, x, eps):
        batch_size = x.shape[0]
        mu, log_var = self.encode(x)
        y = self.decode(self.reparameterize(mu, log_var, eps))
        dout = (y - x) / batch_size
        dz = self.dec.backward(self.tanh2.backward(self.out.backward(dout)))
        dmu = dz + mu / batch_size
        dlog_var = dz * eps * 0.5 * np.exp(log_var / 2) + 0.5 * (np.exp(log_var) - 1) / batch_size
        dh = self.mu.backward(dmu) + self.log_var.backward(dlog_var)
        self.enc.backward(self.tanh1.backward(dh))
        grads = {}
        for name in ("enc", "mu", "log_var", "dec", "out"):
            layer = getattr(self, name)
            grads["W_" + name], grads["b_" + name] = layer.grads
        return grads
