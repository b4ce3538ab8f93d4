import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def make_sine_windows(series: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    windows = sliding_window_view(series, length + 1)
    return windows[:, :-1, None], windows[:, -1:]


def make_adding_problem(n: int, length: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    values = rng.uniform(size=(n, length))
    marks = np.zeros_like(values)
    half = length // 2
    rows = np.arange(n)
    marks[rows, rng.integers(half, size=n)] = 1
    marks[rows, half + rng.integers(length - half, size=n)] = 1
    return np.stack([values, marks], axis=-1), (values * marks).sum(-1)


def clip_grads(gradients: list[np.ndarray], max_norm: float) -> float:
    total = np.linalg.norm([np.linalg.norm(g) for g in gradients])
    scale = max_norm / (total + 1e-6)
    if scale < 1:
        for g in gradients:
            np.multiply(g, scale, out=g)
    return float(total)
