"""An end-to-end memory network: a question looks up the sentences of a story and reads the answer from them.

N stories, M sentences a story, V words, D numbers in a vector, K possible answers. Sentences and questions are bags of
words: how often each word stands in them. No argument is changed.
Sources: Sukhbaatar, Szlam, Weston and Fergus, NeurIPS 2015, 2440-2448; reading-circle notes on *Detailed Deep
Learning*, chapter 6.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .functions import softmax

Array = NDArray[Any]


class MemoryNetwork:
    """Memories m = stories A and c = stories C, state u = question B; each hop adds to u what it reads: u ← u + Σ p c.

    Args:
        A: word vectors by which a sentence is found (V, D).
        B: word vectors of the question (V, D).
        C: word vectors of what is read from a sentence (V, D).
        W: weights of the answer (D, K).
        hops: how many times the memory is read.

    Attributes:
        params: [A, B, C, W].
        grads: [dA, dB, dC, dW], set by backward.

    Convention: all hops share A and C; the order of the sentences and of their words does not count.
    """

    def __init__(self, A: Array, B: Array, C: Array, W: Array, hops: int = 1) -> None:
        self.params = [A, B, C, W]
        self.grads = [np.zeros_like(param) for param in self.params]
        self.hops = hops

    def address(self, u: Array, m: Array) -> Array:
        """u (N, D), m (N, M, D) -> p (N, M): softmax over the sentences of u · m."""
        return softmax((m * u[:, np.newaxis]).sum(axis=2))

    def read(self, p: Array, c: Array) -> Array:
        """p (N, M), c (N, M, D) -> o (N, D) = Σ p c."""
        return np.asarray((p[:, :, np.newaxis] * c).sum(axis=1))

    def forward(self, stories: Array, question: Array) -> Array:
        """stories (N, M, V), question (N, V) -> scores (N, K), before a softmax: u W after the last hop."""
        A, B, C, W = self.params
        self.stories, self.question = stories, question
        self.m, self.c = stories @ A, stories @ C
        self.us, self.ps = [question @ B], list[Array]()
        for _ in range(self.hops):
            self.ps.append(self.address(self.us[-1], self.m))
            self.us.append(self.us[-1] + self.read(self.ps[-1], self.c))
        return np.asarray(self.us[-1] @ W)

    def backward(self, dscores: Array) -> None:
        """dscores (N, K); sets grads.

        u goes on to the next hop in two ways, as it is and through the addressing, and both gradients come back.
        """
        W = self.params[3]
        du = dscores @ W.T
        dm, dc = np.zeros_like(self.m), np.zeros_like(self.c)
        for u, p in reversed(list(zip(self.us[:-1], self.ps, strict=True))):
            dc += p[:, :, np.newaxis] * du[:, np.newaxis]
            dp = (self.c * du[:, np.newaxis]).sum(axis=2)
            ds = p * (dp - (p * dp).sum(axis=1, keepdims=True))
            dm += ds[:, :, np.newaxis] * u[:, np.newaxis]
            du = du + (ds[:, :, np.newaxis] * self.m).sum(axis=1)
        sentences = self.stories.reshape(-1, self.stories.shape[2])
        dA, dC = (sentences.T @ grad.reshape(len(sentences), -1) for grad in (dm, dc))
        self.grads = [dA, self.question.T @ du, dC, self.us[-1].T @ dscores]
