"""The memory network with every step by itself, so that a mistake can put another in its place."""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs, disable-error-code="assignment,misc,override"
import numpy as np

from ....reference.functions import softmax
from ....reference.memory_network import MemoryNetwork


class Steps(MemoryNetwork):
    """Forward and backward step by step."""

    def embedded(self, words, E):
        return words @ E

    def embedded_back(self, words, grad):
        rows = words.reshape(-1, words.shape[-1])
        return rows.T @ grad.reshape(len(rows), -1)

    def normalised(self, s):
        return softmax(s)

    def score_gradient(self, p, dp):
        return p * (dp - (p * dp).sum(axis=1, keepdims=True))

    def address(self, u, m):
        return self.normalised((m * u[:, np.newaxis]).sum(axis=2))

    def output_memory(self):
        return self.embedded(self.stories, self.params[2])

    def state(self):
        return self.embedded(self.question, self.params[1])

    def times(self):
        return self.hops

    def next_state(self, u, o):
        return u + o

    def answered(self):
        return self.us[-1]

    def ended(self, scores):
        return scores

    def forward(self, stories, question):
        self.stories, self.question = stories, question
        self.m = self.embedded(stories, self.params[0])
        self.c = self.output_memory()
        self.us, self.ps, self.os = [self.state()], [], []
        for _ in range(self.times()):
            self.ps.append(self.address(self.us[-1], self.m))
            self.os.append(self.read(self.ps[-1], self.c))
            self.us.append(self.next_state(self.us[-1], self.os[-1]))
        return self.ended(self.answered() @ self.params[3])

    def kept_du(self, du):
        """What of du goes past the addressing."""
        return du

    def to_u(self, ds):
        return (ds[:, :, np.newaxis] * self.m).sum(axis=1)

    def to_m(self, ds, u):
        return ds[:, :, np.newaxis] * u[:, np.newaxis]

    def to_c(self, p, do):
        return p[:, :, np.newaxis] * do[:, np.newaxis]

    def to_p(self, do):
        return (self.c * do[:, np.newaxis]).sum(axis=2)

    def counted(self, hop, matrix):
        """Whether a hop's share of dA or dC is added."""
        return True

    def collected(self, dm, dc, du, dscores):
        dA, dC = self.embedded_back(self.stories, dm), self.embedded_back(self.stories, dc)
        return [dA, self.embedded_back(self.question, du), dC, self.answered().T @ dscores]

    def backward(self, dscores):
        du = dscores @ self.params[3].T
        dm, dc = np.zeros_like(self.m), np.zeros_like(self.c)
        for hop in reversed(range(len(self.ps))):
            u, p, do = self.us[hop], self.ps[hop], du
            ds = self.score_gradient(p, self.to_p(do))
            if self.counted(hop, "C"):
                dc += self.to_c(p, do)
            if self.counted(hop, "A"):
                dm += self.to_m(ds, u)
            du = self.kept_du(du) + self.to_u(ds)
        self.grads = self.collected(dm, dc, du, dscores)
