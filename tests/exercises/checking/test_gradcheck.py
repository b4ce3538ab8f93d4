"""The gradient checker, on both sides of its tolerance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import DIRECTIONS, LEVELS, TOLERANCE, directional_error

Arrays = dict[str, np.ndarray[Any, Any]]


def affine(x: Any, W: Any, b: Any) -> Any:
    return np.tanh(x @ W + b)


def problem(seed: int) -> tuple[Arrays, np.ndarray[Any, Any], Arrays]:
    """A point, an upstream gradient, and the right gradients of a layer with a smooth activation."""
    rng = np.random.default_rng(seed)
    at = {"x": rng.standard_normal((4, 5)), "W": rng.standard_normal((5, 6)), "b": rng.standard_normal(6)}
    dout = rng.standard_normal((4, 6))
    d = dout * (1 - affine(**at) ** 2)
    return at, dout, {"x": d @ at["W"].T, "W": at["x"].T @ d, "b": d.sum(axis=0)}


def error(at: Arrays, dout: Any, grads: Arrays, seed: int = 0) -> float:
    return directional_error(affine, at, grads, dout, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(50))
def test_a_right_gradient_is_within_the_tolerance(seed: int) -> None:
    at, dout, grads = problem(seed)

    assert error(at, dout, grads, seed) <= TOLERANCE


@pytest.mark.parametrize("name", ["x", "W", "b"])
@pytest.mark.parametrize("seed", range(20))
def test_one_entry_off_by_a_hundred_millionth_is_found(seed: int, name: str) -> None:
    at, dout, grads = problem(seed)
    large = np.unravel_index(np.abs(grads[name]).argmax(), grads[name].shape)
    grads[name][large] *= 1 + 1e-8

    assert error(at, dout, grads, seed) > TOLERANCE


def test_an_entry_off_by_less_than_the_tolerance_passes() -> None:
    at, dout, grads = problem(1)
    grads["W"][0, 0] += 0.1 * TOLERANCE * np.linalg.norm(grads["W"])

    assert error(at, dout, grads) <= TOLERANCE


@pytest.mark.parametrize("wrong", ["sign", "transposed", "zeros", "nan", "mean", "shape", "object"])
def test_what_is_grossly_wrong_is_found(wrong: str) -> None:
    at, dout, grads = problem(2)
    b = grads["b"]
    grads["b"] = {
        "sign": -b,
        "transposed": b[::-1],
        "zeros": 0 * b,
        "nan": b * np.nan,
        "mean": b / 4,
        "shape": b[:, None],
        "object": b[:-1],
    }[wrong]

    assert error(at, dout, grads) > 1e3 * TOLERANCE


def test_the_number_of_evaluations_does_not_grow_with_the_arrays() -> None:
    at, dout, grads = problem(3)
    calls = 0

    def counted(**point: Any) -> Any:
        nonlocal calls
        calls += 1
        return affine(**point)

    directional_error(counted, at, grads, dout, np.random.default_rng(0))

    assert calls == 2 * LEVELS * DIRECTIONS * len(at)


def test_a_gradient_that_cancels_to_zero_is_right() -> None:
    at = {"x": np.random.default_rng(4).standard_normal((1, 5))}
    ones = np.ones((1, 5))

    found = directional_error(
        lambda x: x - x.mean(axis=0) + 2, at, {"x": np.zeros((1, 5))}, ones, np.random.default_rng(0)
    )

    assert found <= TOLERANCE


def test_a_gradient_that_should_cancel_to_zero_and_does_not_is_found() -> None:
    at = {"x": np.random.default_rng(4).standard_normal((1, 5))}

    found = directional_error(
        lambda x: x - x.mean(axis=0) + 2, at, {"x": np.ones((1, 5))}, np.ones((1, 5)), np.random.default_rng(0)
    )

    assert found > 1e3 * TOLERANCE


@pytest.mark.parametrize(("size", "made_up"), [(1e20, 0.123), (1e12, 1e-3), (1.0, 1e-20), (1e300, 1e300), (1e300, 1.0)])
def test_a_made_up_gradient_does_not_hide_behind_the_size_of_the_output(size: float, made_up: float) -> None:
    rng = np.random.default_rng(0)
    at, dout = {"x": rng.standard_normal((3, 4))}, rng.standard_normal((3, 4))
    grads = {"x": np.full((3, 4), made_up)}

    assert directional_error(lambda x: np.full(x.shape, size), at, grads, dout, rng, shows=True) > TOLERANCE
