# every sum as a loop
import math

import numpy as np


class WeightSum:
    def forward(self, states, weights):
        self.states, self.weights = states, weights
        n, t, h = states.shape
        c = np.zeros((n, h))
        for i in range(n):
            for j in range(t):
                c[i] += weights[i, j] * states[i, j]
        return c

    def backward(self, dout):
        n, t, h = self.states.shape
        dstates = np.zeros((n, t, h))
        dweights = np.zeros((n, t))
        for i in range(n):
            for j in range(t):
                dstates[i, j] = self.weights[i, j] * dout[i]
                dweights[i, j] = sum(dout[i, k] * self.states[i, j, k] for k in range(h))
        return dstates, dweights


class AttentionWeight:
    def forward(self, states, query):
        self.states, self.query = states, query
        n, t, h = states.shape
        a = np.zeros((n, t))
        for i in range(n):
            scores = [sum(float(states[i, j, k]) * float(query[i, k]) for k in range(h)) for j in range(t)]
            top = max(scores)
            e = [math.exp(s - top) for s in scores]
            a[i] = [v / sum(e) for v in e]
        self.a = a
        return a

    def backward(self, dout):
        n, t, h = self.states.shape
        dstates = np.zeros((n, t, h))
        dquery = np.zeros((n, h))
        for i in range(n):
            p = self.a[i]
            jac = np.diag(p) - np.outer(p, p)
            ds = jac @ dout[i]
            for j in range(t):
                dstates[i, j] = ds[j] * self.query[i]
                dquery[i] += ds[j] * self.states[i, j]
        return dstates, dquery


class Attention:
    def __init__(self):
        self.first = AttentionWeight()
        self.second = WeightSum()

    def forward(self, states, query):
        return self.second.forward(states, self.first.forward(states, query))

    def backward(self, dout):
        from_sum, da = self.second.backward(dout)
        from_weight, dquery = self.first.backward(da)
        return from_sum + from_weight, dquery
