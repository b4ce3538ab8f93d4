from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Mapping, MutableMapping

import numpy as np

from .core import Array


@dataclass
class Optimizer(ABC):
    lr: float = 0.01

    @abstractmethod
    def delta(self, key: str, grad: Array) -> Array: ...

    def update(self, params: MutableMapping[str, Array], grads: Mapping[str, Array]) -> None:
        for key, grad in grads.items():
            params[key] = params[key] + self.delta(key, grad)


class SGD(Optimizer):
    def delta(self, key, grad):
        return -self.lr * grad


@dataclass
class Momentum(Optimizer):
    momentum: float = 0.9
    velocity: dict = field(default_factory=lambda: defaultdict(float))

    def delta(self, key, grad):
        self.velocity[key] = self.momentum * self.velocity[key] - self.lr * grad
        return self.velocity[key]


@dataclass
class AdaGrad(Optimizer):
    eps: float = 1e-7
    h: dict = field(default_factory=lambda: defaultdict(float))

    def delta(self, key, grad):
        self.h[key] = self.h[key] + np.square(grad)
        return -self.lr * grad / np.sqrt(self.h[key] + self.eps)


@dataclass
class RMSprop(Optimizer):
    decay_rate: float = 0.99
    eps: float = 1e-7
    h: dict = field(default_factory=lambda: defaultdict(float))

    def delta(self, key, grad):
        self.h[key] = self.decay_rate * self.h[key] + (1 - self.decay_rate) * np.square(grad)
        return -self.lr * grad / (np.sqrt(self.h[key]) + self.eps)


@dataclass
class Adam(Optimizer):
    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    m: dict = field(default_factory=lambda: defaultdict(float))
    v: dict = field(default_factory=lambda: defaultdict(float))
    t: int = 0

    def update(self, params, grads):
        self.t += 1
        super().update(params, grads)

    def delta(self, key, grad):
        self.m[key] += (1 - self.beta1) * (grad - self.m[key])
        self.v[key] += (1 - self.beta2) * (grad ** 2 - self.v[key])
        m_hat = self.m[key] / (1 - self.beta1 ** self.t)
        v_hat = self.v[key] / (1 - self.beta2 ** self.t)
        return -self.lr * m_hat / np.sqrt(v_hat + self.eps)
