# mistake: db holds the last step only
import numpy as np


class BiRNN:
    def __init__(self, w_in_fwd, w_rec_fwd, bias_fwd, w_in_bwd, w_rec_bwd, bias_bwd):
        self.params = [w_in_fwd, w_rec_fwd, bias_fwd, w_in_bwd, w_rec_bwd, bias_bwd]
        self.grads = None

    def forward(self, x):
        Wx1, Wh1, b1, Wx2, Wh2, b2 = self.params
        N, T, _ = x.shape
        H = b1.shape[0]
        self.x = x
        self.left = {-1: np.zeros((N, H))}
        self.right = {T: np.zeros((N, H))}
        for t in range(T):
            self.left[t] = np.tanh(x[:, t].dot(Wx1) + self.left[t - 1].dot(Wh1) + b1)
        for t in range(T - 1, -1, -1):
            self.right[t] = np.tanh(x[:, t].dot(Wx2) + self.right[t + 1].dot(Wh2) + b2)
        out = np.zeros((N, T, 2 * H))
        for t in range(T):
            out[:, t] = np.hstack([self.left[t], self.right[t]])
        return out

    def backward(self, grad):
        Wx1, Wh1, b1, Wx2, Wh2, b2 = self.params
        N, T, H2 = grad.shape
        H = H2 // 2
        g = [np.zeros_like(p, dtype=float) for p in self.params]
        dx = np.zeros(self.x.shape)
        carry = np.zeros((N, H))
        for t in range(T - 1, -1, -1):
            delta = (grad[:, t, :H] + carry) * (1 - self.left[t] ** 2)
            g[0] += self.x[:, t].T.dot(delta)
            g[1] += self.left[t - 1].T.dot(delta)
            g[2] = delta.sum(0)
            dx[:, t] += delta.dot(Wx1.T)
            carry = delta.dot(Wh1.T)
        carry = np.zeros((N, H))
        for t in range(T):
            delta = (grad[:, t, H:] + carry) * (1 - self.right[t] ** 2)
            g[3] += self.x[:, t].T.dot(delta)
            g[4] += self.right[t + 1].T.dot(delta)
            g[5] = delta.sum(0)
            dx[:, t] += delta.dot(Wx2.T)
            carry = delta.dot(Wh2.T)
        self.grads = g
        return dx
