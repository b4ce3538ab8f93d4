from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .core import Array


def numerical_diff(f: Callable[[float], float], x: float, *, h: float = 1e-4) -> float:
    up, down = map(f, (x + h, x - h))
    return (up - down) / (2 * h)


def numerical_gradient(f: Callable[[Array], float], x: Array, *, h: float = 1e-4) -> Array:
    eye = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in eye]).reshape(x.shape)


def gradient_descent(f, init_x: Array, *, lr: float = 0.01, step_num: int = 100) -> tuple[Array, Array]:
    path = [init_x]
    for _ in range(step_num):
        path.append(path[-1] - lr * numerical_gradient(f, path[-1]))
    return path[-1], np.stack(path)
