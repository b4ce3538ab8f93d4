import numpy as np


class MemoryNetwork:
    def __init__(self, A, B, C, W, hops=1):
        self.A, self.B, self.C, self.W, self.hops = A, B, C, W, hops

    def address(self, u, m):
        p = np.zeros(m.shape[:2])
        for n in range(len(u)):
            s = m[n].dot(u[n])
            e = np.exp(s - s.max())
            p[n] = e / e.sum()
        return p

    def read(self, p, c):
        return np.array([p[n].dot(c[n]) for n in range(len(p))])

    def forward(self, stories, question):
        self.stories, self.question = stories, question
        self.m = np.array([s.dot(self.A) for s in stories])
        self.c = np.array([s.dot(self.C) for s in stories])
        self.us = [question.dot(self.B)]
        self.ps = []
        for _ in range(self.hops):
            self.ps.append(self.address(self.us[-1], self.m))
            self.us.append(self.us[-1] + self.read(self.ps[-1], self.c))
        return self.us[-1].dot(self.W)

    def backward(self, dscores):
        dW = self.us[-1].T.dot(dscores)
        du = dscores.dot(self.W.T)
        dA, dC = np.zeros(self.A.shape), np.zeros(self.C.shape)
        for k in range(self.hops - 1, -1, -1):
            p, u = self.ps[k], self.us[k]
            before = du.copy()
            for n in range(len(u)):
                dc = np.outer(p[n], du[n])
                dp = self.c[n].dot(du[n])
                ds = p[n] * (dp - p[n].dot(dp))
                dm = np.outer(ds, u[n])
                before[n] += ds.dot(self.m[n])
                dA += self.stories[n].T.dot(dm)
                dC += self.stories[n].T.dot(dc)
            du = before
        dB = self.question.T.dot(du)
        self.grads = [dA, dB, dC, dW]
