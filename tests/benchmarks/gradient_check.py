"""The gradient checker measured on the reference layers: evaluations, time, what it finds, false alarms.

    python tests/benchmarks/gradient_check.py [--seeds 10000]

Time is a ratio to the full central-difference loop in the same run. A fault is one entry of one gradient array times
(1 + eps); the smallest power of ten that is found in every one of 100 seeds is printed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from dlgrade.exercises.checking.gradcheck import DIRECTIONS, LEVELS, TOLERANCE, directional_error
from dlgrade.reference.convolution import Convolution
from dlgrade.reference.layers import Affine, SoftmaxWithLoss
from dlgrade.reference.normalization import BatchNormalization

Arrays = dict[str, np.ndarray[Any, Any]]
Problem = tuple[Arrays, np.ndarray[Any, Any], Arrays, Callable[..., Any]]
FAULT_SEEDS = 100


def affine(rng: np.random.Generator, small: bool) -> Problem:
    n, d, m = (3, 4, 5) if small else (16, 64, 128)
    at = {"x": rng.standard_normal((n, d)), "W": rng.standard_normal((d, m)), "b": rng.standard_normal(m)}
    layer = Affine(at["W"], at["b"])
    layer.forward(at["x"])
    dout = rng.standard_normal((n, m))
    grads = {"x": layer.backward(dout), "W": layer.dW, "b": layer.db}
    return at, dout, grads, lambda x, W, b: Affine(W, b).forward(x)


def conv(rng: np.random.Generator, small: bool) -> Problem:
    n, c, h, f, k = (2, 2, 5, 3, 2) if small else (4, 3, 16, 8, 3)
    at = {
        "x": rng.standard_normal((n, c, h, h)),
        "W": rng.standard_normal((f, c, k, k)),
        "b": rng.standard_normal(f),
    }
    layer = Convolution(at["W"], at["b"], 1, 1)
    dout = rng.standard_normal(layer.forward(at["x"]).shape)
    grads = {"x": layer.backward(dout), "W": layer.dW, "b": layer.db}
    return at, dout, grads, lambda x, W, b: Convolution(W, b, 1, 1).forward(x)


def batchnorm(rng: np.random.Generator, small: bool) -> Problem:
    n, d = (8, 4) if small else (64, 128)
    at = {"x": rng.standard_normal((n, d)), "gamma": rng.standard_normal(d), "beta": rng.standard_normal(d)}
    layer = BatchNormalization(at["gamma"], at["beta"])
    layer.forward(at["x"])
    dout = rng.standard_normal((n, d))
    grads = {"x": layer.backward(dout), "gamma": layer.dgamma, "beta": layer.dbeta}
    return at, dout, grads, lambda x, gamma, beta: BatchNormalization(gamma, beta).forward(x)


def softmax_with_loss(rng: np.random.Generator, small: bool) -> Problem:
    n, d = (3, 4) if small else (128, 10)
    at = {"x": rng.standard_normal((n, d))}
    t = np.eye(d)[rng.integers(0, d, n)]
    layer = SoftmaxWithLoss()
    layer.forward(at["x"], t)
    return at, np.array(1.0), {"x": layer.backward(1.0)}, lambda x: _exact_loss(x, t)


def _exact_loss(x: Any, t: Any) -> Any:
    """The loss without the 1e-7 of the book's logarithm, of which softmax - t is the exact gradient."""
    shifted = x - x.max(axis=1, keepdims=True)
    return np.array((np.log(np.exp(shifted).sum(axis=1)) - (shifted * t).sum(axis=1)).mean())


LAYERS = {"affine": affine, "conv": conv, "batchnorm": batchnorm, "softmax-with-loss": softmax_with_loss}


def full_loop(problem: Problem) -> int:
    """The usual check, one central difference an entry; gives the number of evaluations."""
    at, dout, _, forward = problem
    count = 0
    for name, array in at.items():
        for index in np.ndindex(array.shape):
            for h in (1e-5, -1e-5):
                moved = array.copy()
                moved[index] += h
                (dout * forward(**{**at, name: moved})).sum()
                count += 1
    return count


def error(problem: Problem, seed: int) -> float:
    at, dout, grads, forward = problem
    return directional_error(forward, at, grads, dout, np.random.default_rng([seed, 1]))


def false_alarms(make: Callable[..., Problem], seeds: int) -> tuple[int, float]:
    """Number of right gradients refused, and the largest error met."""
    errors = [error(make(np.random.default_rng(seed), small=seed % 100 != 0), seed) for seed in range(seeds)]
    return sum(e > TOLERANCE for e in errors), max(errors)


def always_found(make: Callable[..., Problem], small: bool) -> float:
    """Smallest relative error of one entry, among those of at least median size, that every seed finds."""
    eps = 1e-5
    while all(_faulty(make, small, seed, eps) > TOLERANCE for seed in range(FAULT_SEEDS)):
        eps /= 10
    return eps * 10


def _faulty(make: Callable[..., Problem], small: bool, seed: int, eps: float) -> float:
    rng = np.random.default_rng(seed)
    problem = make(rng, small)
    grads = problem[2]
    name = list(grads)[seed % len(grads)]
    large = np.argwhere(np.abs(grads[name]) >= np.median(np.abs(grads[name])))
    grads[name][tuple(large[rng.integers(len(large))])] *= 1 + eps
    return error(problem, seed)


def rows(seeds: int) -> Iterator[str]:
    for name, make in LAYERS.items():
        problem = make(np.random.default_rng(0), small=False)
        began = time.perf_counter()
        evaluations = full_loop(problem)
        loop = time.perf_counter() - began
        repeats = 5
        began = time.perf_counter()
        for seed in range(repeats):
            error(problem, seed)
        ours = (time.perf_counter() - began) / repeats
        alarms, worst = false_alarms(make, seeds)
        yield (
            f"{name:18} {2 * LEVELS * DIRECTIONS * len(problem[2]):5} {evaluations:6} 1/{loop / ours:<7.0f}"
            f"{always_found(make, True):8.0e} {always_found(make, False):8.0e} {alarms:6} of {seeds} {worst:9.1e}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10_000)
    seeds = parser.parse_args().seeds
    print(f"tolerance {TOLERANCE:g}")
    print("layer              evals   loop  time     found, small/large  false alarms        largest error")
    for row in rows(seeds):
        print(row, flush=True)


if __name__ == "__main__":
    main()
