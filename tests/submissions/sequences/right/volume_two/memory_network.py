import numpy as np

from attention_layer import AttentionWeight, WeightSum
from common.layers import MatMul


class MemoryNetwork:
    def __init__(self, A, B, C, W, hops=1):
        self.embed_a = MatMul(A)
        self.embed_b = MatMul(B)
        self.embed_c = MatMul(C)
        self.out = MatMul(W)
        self.hops = hops
        self.params, self.grads = [], []
        for layer in (self.embed_a, self.embed_b, self.embed_c, self.out):
            self.params += layer.params
            self.grads += layer.grads

    def address(self, u, m):
        return AttentionWeight().forward(m, u)

    def read(self, p, c):
        return WeightSum().forward(c, p)

    def forward(self, stories, question):
        m = self.embed_a.forward(stories)
        c = self.embed_c.forward(stories)
        u = self.embed_b.forward(question)
        self.weight_layers = [AttentionWeight() for _ in range(self.hops)]
        self.sum_layers = [WeightSum() for _ in range(self.hops)]
        for weight, total in zip(self.weight_layers, self.sum_layers):
            p = weight.forward(m, u)
            u = u + total.forward(c, p)
        return self.out.forward(u)

    def backward(self, dscores):
        du = self.out.backward(dscores)
        dm, dc = 0, 0
        for weight, total in zip(reversed(self.weight_layers), reversed(self.sum_layers)):
            dc_part, dp = total.backward(du)
            dm_part, du_part = weight.backward(dp)
            dc = dc + dc_part
            dm = dm + dm_part
            du = du + du_part
        self.embed_b.backward(du)
        self.embed_a.backward(dm)
        self.embed_c.backward(dc)
        return None
