import numpy as np

from ....reference.activations import symmetry_demo

STEPS = 100


def spread(deviation: float) -> float:
    """Largest difference between the trained weights of two hidden units that began with such a deviation."""
    rng = np.random.default_rng(0)
    x, t = rng.standard_normal((20, 3)), np.eye(2)[rng.integers(0, 2, 20)]
    W1, W2 = 0.1 + deviation * rng.standard_normal((3, 4)), 0.1 + deviation * rng.standard_normal((4, 2))
    W1 = symmetry_demo(W1, W2, x, t, lr=0.5, steps=STEPS)
    return float(np.ptp(W1, axis=1).max())


def figures() -> dict[str, float]:
    return {"steps": STEPS, "equal": spread(0.0), "random": spread(0.5)}
