from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from base import Array, bernoulli_nll, expit, log_softmax


@dataclass
class DenoisingAutoencoder:
    W: Array
    b: Array
    c: Array

    def corrupt(self, x: Array, mask: Array) -> Array:
        return np.where(mask, x, 0.0)

    def encode(self, x: Array) -> Array:
        return expit(x @ self.W + self.b)

    def logits(self, h: Array) -> Array:
        return h @ self.W.T + self.c

    def decode(self, h: Array) -> Array:
        return expit(self.logits(h))

    def loss(self, x: Array, mask: Array) -> float:
        return bernoulli_nll(self.logits(self.encode(self.corrupt(x, mask))), x)

    def gradient(self, x: Array, mask: Array) -> dict[str, Array]:
        noisy = self.corrupt(x, mask)
        h = self.encode(noisy)
        dlogits = (self.decode(h) - x) / len(x)
        dz = (dlogits @ self.W) * h * (1 - h)
        return dict(
            W=np.einsum("nd,nh->dh", noisy, dz) + np.einsum("nd,nh->dh", dlogits, h),
            b=dz.sum(axis=0),
            c=dlogits.sum(axis=0),
        )


@dataclass
class RBM:
    W: Array
    a: Array
    b: Array

    def free_energy(self, v: Array) -> Array:
        return -(v @ self.a) - np.logaddexp(0, v @ self.W + self.b).sum(axis=-1)

    def prob_h(self, v: Array) -> Array:
        return expit(v @ self.W + self.b)

    def prob_v(self, h: Array) -> Array:
        return expit(h @ self.W.T + self.a)

    def cd1(self, v: Array, u_h: Array, u_v: Array) -> dict[str, Array]:
        positive = self.prob_h(v)
        sample = u_h < positive
        dream = u_v < self.prob_v(sample)
        negative = self.prob_h(dream)
        n = v.shape[0]
        W = (np.einsum("ni,nj->ij", v, positive) - np.einsum("ni,nj->ij", dream, negative)) / n
        return {"W": W, "a": v.mean(axis=0) - dream.mean(axis=0), "b": (positive - negative).mean(axis=0)}


class PretrainedClassifier(ABC):
    """sigmoid layers and a softmax output; how they are pre-trained is left open"""

    def __init__(self, params: Mapping[str, Array]) -> None:
        self.params: dict[str, Array] = dict(params)

    @property
    def depth(self) -> int:
        return max(int(key[1:]) for key in self.params)

    def layer(self, index: int, *names: str) -> list[Array]:
        return [self.params[f"{name}{index}"] for name in names]

    @abstractmethod
    def train_layer(self, index: int, x: Array, draws: Iterable[tuple[Array, ...]], lr: float) -> None: ...

    def greedy(self, x: Array, draws: Iterable[Iterable[tuple[Array, ...]]], lr: float) -> dict[str, Array]:
        for index, some in enumerate(draws, start=1):
            self.train_layer(index, x, some, lr)
            W, b = self.layer(index, "W", "b")
            x = expit(x @ W + b)
        return dict(self.params)

    def activations(self, x: Array) -> list[Array]:
        found = [x]
        for index in range(1, self.depth):
            W, b = self.layer(index, "W", "b")
            found.append(expit(found[-1] @ W + b))
        return found

    def log_predict(self, x: Array) -> Array:
        W, b = self.layer(self.depth, "W", "b")
        return log_softmax(self.activations(x)[-1] @ W + b)

    def predict(self, x: Array) -> Array:
        return np.exp(self.log_predict(x))

    def loss(self, x: Array, t: Array) -> float:
        return float(-np.einsum("nc,nc->", t, self.log_predict(x)) / len(t))

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        found = self.activations(x)
        delta = (self.predict(x) - t) / len(t)
        grads: dict[str, Array] = {}
        for index in range(self.depth, 0, -1):
            h = found[index - 1]
            grads |= {f"W{index}": h.T @ delta, f"b{index}": delta.sum(axis=0)}
            delta = delta @ self.params[f"W{index}"].T * h * (1 - h)
        return grads


class StackedDenoisingAutoencoder(PretrainedClassifier):
    def pretrain(self, x: Array, masks: list[Array], lr: float) -> dict[str, Array]:
        return self.greedy(x, [[(mask,) for mask in some] for some in masks], lr)

    def train_layer(self, index: int, x: Array, draws: Iterable[tuple[Array, ...]], lr: float) -> None:
        dae = DenoisingAutoencoder(*self.layer(index, "W", "b", "c"))
        for (mask,) in draws:
            grads = dae.gradient(x, mask)
            dae = DenoisingAutoencoder(dae.W - lr * grads["W"], dae.b - lr * grads["b"], dae.c - lr * grads["c"])
        self.params.update({f"W{index}": dae.W, f"b{index}": dae.b, f"c{index}": dae.c})


class DBN(PretrainedClassifier):
    def pretrain(self, x: Array, u_h: list[Array], u_v: list[Array], lr: float) -> dict[str, Array]:
        return self.greedy(x, [list(zip(h, v, strict=True)) for h, v in zip(u_h, u_v, strict=True)], lr)

    def train_layer(self, index: int, x: Array, draws: Iterable[tuple[Array, ...]], lr: float) -> None:
        rbm = RBM(*self.layer(index, "W", "a", "b"))
        for uh, uv in draws:
            step = rbm.cd1(x, uh, uv)
            rbm = RBM(rbm.W + lr * step["W"], rbm.a + lr * step["a"], rbm.b + lr * step["b"])
        self.params.update({f"W{index}": rbm.W, f"a{index}": rbm.a, f"b{index}": rbm.b})


class VAE:
    def __init__(self, params: Mapping[str, Array]) -> None:
        self.params = dict(params)

    def linear(self, name: str, x: Array) -> Array:
        return x @ self.params[f"W_{name}"] + self.params[f"b_{name}"]

    def encode(self, x: Array) -> tuple[Array, Array]:
        h = np.tanh(self.linear("enc", x))
        return self.linear("mu", h), self.linear("log_var", h)

    def reparameterize(self, mu: Array, log_var: Array, eps: Array) -> Array:
        return mu + np.exp(0.5 * log_var) * eps

    def decode(self, z: Array) -> Array:
        return expit(self.linear("out", np.tanh(self.linear("dec", z))))

    def loss(self, x: Array, eps: Array) -> float:
        mu, log_var = self.encode(x)
        z = self.reparameterize(mu, log_var, eps)
        logits = self.linear("out", np.tanh(self.linear("dec", z)))
        kl = 0.5 * (np.square(mu) + np.expm1(log_var) - log_var).sum(axis=1).mean()
        return bernoulli_nll(logits, x) + float(kl)

    def gradient(self, x: Array, eps: Array) -> dict[str, Array]:
        n = len(x)
        h = np.tanh(self.linear("enc", x))
        mu, log_var = self.linear("mu", h), self.linear("log_var", h)
        z = self.reparameterize(mu, log_var, eps)
        g = np.tanh(self.linear("dec", z))
        grads: dict[str, Array] = {}

        def back(name: str, inputs: Array, delta: Array) -> Array:
            grads[f"W_{name}"], grads[f"b_{name}"] = inputs.T @ delta, delta.sum(axis=0)
            return delta @ self.params[f"W_{name}"].T

        dg = back("out", g, (expit(self.linear("out", g)) - x) / n)
        dz = back("dec", z, dg * (1 - g * g))
        dh = back("mu", h, dz + mu / n)
        dh += back("log_var", h, 0.5 * (dz * (z - mu) + np.expm1(log_var) / n))
        back("enc", x, dh * (1 - h * h))
        return grads
