import numpy as np

from ....reference.functions import sigmoid, sigmoid_grad

GRID = np.linspace(-10, 10, 20_001)
CHOICES = ("0.15", "0.25", "0.35", "0.45")


def answer() -> str:
    peak = sigmoid_grad(GRID).max()
    return min(CHOICES, key=lambda choice: abs(float(choice) - peak))


def figures() -> dict[str, float]:
    slope = sigmoid_grad(GRID)
    top = GRID[slope.argmax()]
    middle = float(sigmoid(top))
    return {
        "x": float(top),
        "value": float(slope.max()),
        "beyond": float(np.abs(GRID[slope > 0.15]).max()),
        "middle": middle,
        "share": float(slope.max()) / middle,
    }
