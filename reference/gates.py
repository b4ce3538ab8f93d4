"""Logic gates as perceptrons: 1 where w₁x₁ + w₂x₂ + b > 0, else 0.

Each input is 0 or 1. Source: *Deep Learning from Scratch*, chapter 2.
"""

from __future__ import annotations


def _perceptron(x1: float, x2: float, w1: float, w2: float, b: float) -> int:
    """Which side of the line w₁x₁ + w₂x₂ + b = 0 the point lies on."""
    return int(w1 * x1 + w2 * x2 + b > 0)


def AND(x1: float, x2: float) -> int:
    """1 where both are 1: the weights pass the threshold only together."""
    return _perceptron(x1, x2, 0.5, 0.5, -0.7)


def NAND(x1: float, x2: float) -> int:
    """0 where both are 1: AND with every sign reversed."""
    return _perceptron(x1, x2, -0.5, -0.5, 0.7)


def OR(x1: float, x2: float) -> int:
    """1 where at least one is 1: each weight passes the threshold alone."""
    return _perceptron(x1, x2, 0.5, 0.5, -0.2)


def XOR(x1: float, x2: float) -> int:
    """1 where exactly one is 1. No line parts these points, so two layers: AND of NAND and OR."""
    return AND(NAND(x1, x2), OR(x1, x2))
