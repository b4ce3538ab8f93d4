from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional, Protocol, Type

import numpy as np
from numpy.typing import NDArray

Params = Dict[str, NDArray]


class Optimizer(Protocol):
    def update(self, params: Params, grads: Params) -> None: ...


@dataclass
class SGD:
    lr: float = 0.01

    def update(self, params: Params, grads: Params) -> None:
        for key, p in params.items():
            p -= self.lr * grads[key]


@dataclass
class Momentum:
    lr: float = 0.01
    momentum: float = 0.9
    v: Params = field(default_factory=dict)

    def update(self, params: Params, grads: Params) -> None:
        for key, p in params.items():
            self.v[key] = self.momentum * self.v.get(key, np.zeros_like(p)) - self.lr * grads[key]
            p += self.v[key]


@dataclass
class Nesterov(Momentum):
    def update(self, params: Params, grads: Params) -> None:
        for key, p in params.items():
            before = self.v.get(key, np.zeros_like(p))
            after = self.momentum * before - self.lr * grads[key]
            p += -self.momentum * before + (1 + self.momentum) * after
            self.v[key] = after


@dataclass
class AdaGrad:
    lr: float = 0.01
    eps: float = 1e-7
    h: Params = field(default_factory=dict)

    def update(self, params: Params, grads: Params) -> None:
        for key, p in params.items():
            self.h[key] = self.h.get(key, 0.0) + grads[key] ** 2
            p -= self.lr * grads[key] / (np.sqrt(self.h[key]) + self.eps)


@dataclass
class RMSprop:
    lr: float = 0.01
    decay_rate: float = 0.99
    eps: float = 1e-7
    h: Params = field(default_factory=dict)

    def update(self, params: Params, grads: Params) -> None:
        for key, p in params.items():
            self.h[key] = self.decay_rate * self.h.get(key, 0.0) + (1 - self.decay_rate) * grads[key] ** 2
            p -= self.lr * grads[key] / (np.sqrt(self.h[key]) + self.eps)


@dataclass
class Adam:
    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    step: int = 0
    m: Params = field(default_factory=dict)
    v: Params = field(default_factory=dict)

    def update(self, params: Params, grads: Params) -> None:
        self.step += 1
        for key, p in params.items():
            g = grads[key]
            self.m[key] = self.beta1 * self.m.get(key, 0.0) + (1 - self.beta1) * g
            self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * g * g
            m_hat = self.m[key] / (1 - self.beta1**self.step)
            v_hat = self.v[key] / (1 - self.beta2**self.step)
            p -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


OPTIMIZERS: Dict[str, Type[Any]] = {c.__name__.lower(): c for c in (SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam)}


@dataclass
class Trainer:
    network: Any
    x_train: NDArray
    t_train: NDArray
    x_test: NDArray
    t_test: NDArray
    epochs: int = 20
    mini_batch_size: int = 100
    optimizer: str = "SGD"
    optimizer_param: Dict[str, float] = field(default_factory=lambda: {"lr": 0.01})
    evaluate_sample_num_per_epoch: Optional[int] = None
    verbose: bool = True

    def __post_init__(self) -> None:
        self._optimizer: Optimizer = OPTIMIZERS[self.optimizer.lower()](**self.optimizer_param)
        self._rng = np.random.default_rng()
        self.train_loss_list: list[float] = []
        self.train_acc_list: list[float] = []
        self.test_acc_list: list[float] = []

    def _step(self) -> None:
        rows = self._rng.choice(len(self.x_train), size=self.mini_batch_size, replace=False)
        x, t = self.x_train[rows], self.t_train[rows]
        self.train_loss_list.append(float(self.network.loss(x, t)))
        self._optimizer.update(self.network.params, self.network.gradient(x, t))

    def _evaluate(self, epoch: int) -> None:
        n = self.evaluate_sample_num_per_epoch
        self.train_acc_list.append(self.network.accuracy(self.x_train[:n], self.t_train[:n]))
        self.test_acc_list.append(self.network.accuracy(self.x_test[:n], self.t_test[:n]))
        if self.verbose:
            print(f"epoch {epoch}: {self.train_acc_list[-1]:.3f} {self.test_acc_list[-1]:.3f}")

    def train(self) -> None:
        steps = max(len(self.x_train) // self.mini_batch_size, 1)
        for epoch in range(self.epochs):
            for _ in range(steps):
                self._step()
            self._evaluate(epoch)
