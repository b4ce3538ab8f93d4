"""Layers of attention whose every step stands by itself, so that another form can put its own in its place."""

from __future__ import annotations

from typing import Any

import numpy as np

from ....reference.attention import Attention, AttentionWeight, WeightSum
from ....reference.functions import softmax
from ...checking import Array, holds_alone


class Weighting(AttentionWeight):
    """AttentionWeight in steps; `scaled` divides the scores by √H."""

    scaled = False

    def scale(self) -> float:
        return float(1 / np.sqrt(self.h.shape[1])) if self.scaled else 1.0

    scale_back = scale

    def normalised(self, s: Array) -> Array:
        return softmax(s)

    def score_gradient(self, da: Array) -> Array:
        return np.asarray(self.a * (da - (self.a * da).sum(axis=1, keepdims=True)))

    def to_hs(self, ds: Array) -> Array:
        return np.asarray(ds[:, :, np.newaxis] * self.h[:, np.newaxis])

    def to_h(self, ds: Array) -> Array:
        return np.asarray((ds[:, :, np.newaxis] * self.hs).sum(axis=1))

    def forward(self, hs: Array, h: Array) -> Array:
        self.hs, self.h = hs, h
        self.a = self.normalised((hs * h[:, np.newaxis]).sum(axis=2) * self.scale())
        return self.a.copy()

    def backward(self, da: Array) -> tuple[Array, Array]:
        ds = self.score_gradient(da) * self.scale_back()
        return self.to_hs(ds), self.to_h(ds)


@holds_alone
class Scaled(Weighting):
    """The scores of Vaswani and others: hs · h / √H."""

    scaled = True


def attention(weighting: Any = AttentionWeight, summing: Any = WeightSum, base: Any = Attention) -> dict[str, Any]:
    """A learner's three layers, of which Attention is made of the other two."""
    both = holds_alone(type("Attention", (base,), {"weighting": weighting, "summing": summing}))
    return {"WeightSum": summing, "AttentionWeight": weighting, "Attention": both}
