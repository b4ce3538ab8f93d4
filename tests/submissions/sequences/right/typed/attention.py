from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from base import Array, softmax, softmax_vjp


@dataclass
class WeightSum:
    _saved: tuple[Array, Array] | None = field(default=None, init=False, repr=False)

    def forward(self, hs: Array, a: Array) -> Array:
        self._saved = hs, a
        return np.einsum("nt,nth->nh", a, hs)

    def backward(self, dc: Array) -> tuple[Array, Array]:
        assert self._saved is not None
        hs, a = self._saved
        return np.einsum("nt,nh->nth", a, dc), np.einsum("nth,nh->nt", hs, dc)


@dataclass
class AttentionWeight:
    _saved: tuple[Array, Array, Array] | None = field(default=None, init=False, repr=False)

    def forward(self, hs: Array, h: Array) -> Array:
        scale = 1 / np.sqrt(h.shape[-1])
        a = softmax(np.einsum("nth,nh->nt", hs, h) * scale)
        self._saved = hs, h, a
        return a

    def backward(self, da: Array) -> tuple[Array, Array]:
        assert self._saved is not None
        hs, h, a = self._saved
        ds = softmax_vjp(a, da) / np.sqrt(h.shape[-1])
        return np.einsum("nt,nh->nth", ds, h), np.einsum("nt,nth->nh", ds, hs)


@dataclass
class Attention:
    """scaled dot-product attention with one query"""

    weight: AttentionWeight = field(default_factory=AttentionWeight)
    total: WeightSum = field(default_factory=WeightSum)

    def forward(self, hs: Array, h: Array) -> Array:
        return self.total.forward(hs, self.weight.forward(hs, h))

    def backward(self, dc: Array) -> tuple[Array, Array]:
        dhs_value, da = self.total.backward(dc)
        dhs_key, dh = self.weight.backward(da)
        return dhs_value + dhs_key, dh


class MemoryNetwork:
    def __init__(self, A: Array, B: Array, C: Array, W: Array, hops: int = 1) -> None:
        self.params: list[Array] = [A, B, C, W]
        self.grads: list[Array] = [np.zeros_like(p) for p in self.params]
        self.hops = hops

    def address(self, u: Array, m: Array) -> Array:
        return softmax((m @ u[..., None])[..., 0])

    def read(self, p: Array, c: Array) -> Array:
        return (p[:, None, :] @ c)[:, 0]

    def forward(self, stories: Array, question: Array) -> Array:
        A, B, C, W = self.params
        m, c, u = stories @ A, stories @ C, question @ B
        steps: list[tuple[Array, Array]] = []
        for _ in range(self.hops):
            p = self.address(u, m)
            steps.append((u, p))
            u = u + self.read(p, c)
        self._cache = (stories, question, m, c, steps, u)
        return u @ W

    def backward(self, dscores: Array) -> None:
        A, B, C, W = self.params
        stories, question, m, c, steps, last = self._cache
        du = dscores @ W.T
        dm, dc = np.zeros_like(m), np.zeros_like(c)
        for u, p in reversed(steps):
            dc += np.einsum("nm,nd->nmd", p, du)
            ds = softmax_vjp(p, np.einsum("nmd,nd->nm", c, du))
            dm += np.einsum("nm,nd->nmd", ds, u)
            du = du + np.einsum("nm,nmd->nd", ds, m)
        self.grads = [
            np.einsum("nmv,nmd->vd", stories, dm),
            question.T @ du,
            np.einsum("nmv,nmd->vd", stories, dc),
            last.T @ dscores,
        ]
