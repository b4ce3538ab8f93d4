from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Callable, Dict, List, Mapping, NamedTuple, Sequence, Tuple

import numpy as np

Params = Dict[str, np.ndarray]


class Optimizer(ABC):
    @abstractmethod
    def step(self, name: str, param: np.ndarray, grad: np.ndarray) -> np.ndarray: ...

    def update(self, params: Params, grads: Params) -> Params:
        for name in params:
            params[name] = self.step(name, params[name], grads[name])
        return params


@dataclass
class Nesterov(Optimizer):
    """Sutskever's form: velocity after the update."""

    lr: float = 0.01
    momentum: float = 0.9
    _v: Params = field(default_factory=dict, repr=False)

    def step(self, name: str, param: np.ndarray, grad: np.ndarray) -> np.ndarray:
        v = self.momentum * self._v.get(name, np.zeros_like(param)) - self.lr * grad
        self._v[name] = v
        return param + self.momentum * v - self.lr * grad


@dataclass(frozen=True)
class Initializer:
    gain: float

    def __call__(self, n_in: int, n_out: int) -> np.ndarray:
        limit = np.sqrt(3.0) * self.gain / np.sqrt(n_in)
        return np.random.uniform(-limit, limit, size=(n_in, n_out))


xavier_init = Initializer(gain=1.0)
he_init = Initializer(gain=np.sqrt(2.0))


def minibatch_indices(n: int, batch_size: int, rng: np.random.Generator) -> np.ndarray:
    return rng.permutation(n)[:batch_size]


@dataclass
class TwoLayer:
    W1: np.ndarray
    W2: np.ndarray

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        self.h = 1.0 / (1.0 + np.exp(-(x @ self.W1)))
        logits = self.h @ self.W2
        logits = logits - logits.max(axis=1, keepdims=True)
        e = np.exp(logits)
        self.y = e / e.sum(axis=1, keepdims=True)
        return self.y

    def backward(self, t: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
        d = (self.y - t) / t.shape[0]
        dW2 = self.h.T @ d
        dW1 = self.x.T @ ((d @ self.W2.T) * self.h * (1 - self.h))
        return dW1, dW2


def symmetry_demo(
    W1: np.ndarray, W2: np.ndarray, x: np.ndarray, t: np.ndarray, lr: float = 0.1, steps: int = 100
) -> np.ndarray:
    net = TwoLayer(W1.copy(), W2.copy())
    for _ in range(steps):
        net.forward(x)
        dW1, dW2 = net.backward(t)
        net.W1 = net.W1 - lr * dW1
        net.W2 = net.W2 - lr * dW2
    return net.W1


class Stats(NamedTuple):
    mean: float
    std: float


def activation_stats(
    x: np.ndarray, weights: Sequence[np.ndarray], activation: Callable[[np.ndarray], np.ndarray]
) -> List[Stats]:
    stats: List[Stats] = []
    for W in weights:
        x = activation(x @ W)
        stats.append(Stats(float(x.mean()), float(x.std())))
    return stats


class Trial(NamedTuple):
    params: Dict[str, float]
    accuracy: Dict[str, float]


def sample_log_uniform(low: float, high: float) -> float:
    return float(np.exp(np.random.uniform(low * np.log(10), high * np.log(10))))


def random_search(
    evaluate: Callable[[Dict[str, float]], Dict[str, float]],
    ranges: Mapping[str, Tuple[float, float]],
    n_trials: int = 100,
) -> Tuple[Dict[str, float], List[Trial]]:
    trials = []
    for _ in range(n_trials):
        params = {name: sample_log_uniform(*bounds) for name, bounds in ranges.items()}
        trials.append(Trial(params, evaluate(params)))
    # best first, as the book prints them
    trials.sort(key=lambda trial: trial.accuracy["val"], reverse=True)
    return trials[0].params, trials
