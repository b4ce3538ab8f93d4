from collections.abc import Callable
from typing import Any

from ....reference.functions import leaky_relu, relu, sigmoid, step_function, tanh
from ....reference.numerical import numerical_diff

X, LAYERS = 3.0, 10
CHOICES: dict[str, Callable[[Any], Any]] = {
    "relu": relu,
    "leaky_relu": leaky_relu,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "step": step_function,
}


def slope(name: str, x: float) -> float:
    return float(numerical_diff(CHOICES[name], x))


def answer() -> list[str]:
    """Those whose slopes, multiplied over the layers, leave more than half of the gradient."""
    return [name for name in CHOICES if slope(name, X) ** LAYERS > 0.5]


def figures() -> dict[str, float]:
    peaks = {"sigmoid_peak": slope("sigmoid", 0.0), "tanh_peak": slope("tanh", 0.0)}
    left = peaks["sigmoid_peak"] ** LAYERS
    return {"x": X, "layers": LAYERS, "sigmoid_left": left, **peaks, **{name: slope(name, X) for name in CHOICES}}
