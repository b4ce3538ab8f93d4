"""The nine tests as a course author writes them: a call, the numbers that it should give, `np.allclose`.

Inputs are drawn from a seed; the numbers are those of a right submission, written out. All tools run the same lines.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from side_by_side_tools.classes import TASKS, base

CALLS: dict[str, list[str]] = {
    "sigmoid": [
        "x = np.array([[-2.0, -0.5, 0.0], [0.5, 1.0, 3.0]])",
        "? sigmoid(x)",
    ],
    "softmax": [
        "x = np.array([[0.3, 2.9, 4.0], [1.0, -1.0, 0.5]])",
        "? softmax(x)",
        "x = np.array([1010.0, 1000.0, 990.0])",
        "? softmax(x)",
    ],
    "cross-entropy": [
        "y = np.array([[0.1, 0.05, 0.6, 0.25], [0.7, 0.1, 0.1, 0.1]])",
        "? cross_entropy_error(y, np.array([[0, 0, 1, 0], [1, 0, 0, 0]]))",
        "? cross_entropy_error(y, np.array([2, 1]))",
    ],
    "numerical-gradient": [
        "x = np.array([[3.0, 4.0], [-1.0, 0.5]])",
        "? numerical_gradient(lambda v: np.sum(v**2) + v[0, 0] * v[1, 1], x)",
    ],
    "affine": [
        "rng = np.random.default_rng(1)",
        "layer = Affine(rng.normal(size=(3, 2)), rng.normal(size=2))",
        "? layer.forward(rng.normal(size=(4, 3)))",
        "? layer.backward(rng.normal(size=(4, 2)))",
        "? layer.dW",
        "? layer.db",
    ],
    "sgd": [
        'params = {"W": np.array([[1.0, 2.0], [3.0, 4.0]]), "b": np.array([0.5, -0.5])}',
        'SGD(lr=0.1).update(params, {"W": np.array([[0.1, 0.2], [0.3, 0.4]]), "b": np.array([1.0, -1.0])})',
        '? params["W"]',
        '? params["b"]',
    ],
    "adam": [
        'params = {"W": np.array([1.0, 2.0, 3.0])}',
        "optimizer = Adam(lr=0.01)",
        "for _ in range(3):",
        '    optimizer.update(params, {"W": params["W"] * 0.5})',
        '? params["W"]',
    ],
    "batchnorm": [
        "rng = np.random.default_rng(2)",
        "layer = BatchNormalization(rng.normal(size=3), rng.normal(size=3))",
        "? layer.forward(rng.normal(size=(5, 3)))",
        "? layer.backward(rng.normal(size=(5, 3)))",
        "? layer.dgamma",
        "? layer.dbeta",
    ],
    "conv": [
        "rng = np.random.default_rng(3)",
        "layer = Convolution(rng.normal(size=(2, 3, 3, 3)), rng.normal(size=2), stride=1, pad=1)",
        "? layer.forward(rng.normal(size=(2, 3, 4, 4)))",
        "? layer.backward(rng.normal(size=(2, 2, 4, 4)))",
        "? layer.dW",
        "? layer.db",
    ],
}
"""Lines of each test; what follows a question mark is to be compared."""


def tests() -> dict[str, str]:
    """The source of each test, the numbers filled in."""
    names: dict[str, Any] = {"np": np}
    exec(base("careful").text(), names)
    return {task: _filled(CALLS[task], names) for task in TASKS}


def _filled(lines: list[str], names: dict[str, Any]) -> str:
    """Runs the lines on right code; each compared value stands in the test as numbers."""
    text, pending = ["import numpy as np", ""], ""
    for line in lines:
        if line.startswith("? "):
            text += [
                f"expected = np.array({_numbers(eval(line[2:], names))})",
                f"assert np.allclose({line[2:]}, expected, rtol=1e-4, atol=1e-5)",
            ]
            continue
        text.append(line)
        pending += line + "\n"
        if not line.endswith(":"):
            exec(pending, names)
            pending = ""
    return "\n".join(text) + "\n"


def _numbers(value: Any) -> list[Any]:
    return np.asarray(value).round(9).tolist()
