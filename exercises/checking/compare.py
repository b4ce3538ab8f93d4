"""Compares an answer with the expected one, and with the answers of known mistakes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from .answers import Claim, Estimate, Gradient
from .tolerance import Tolerance

Aspect = Literal["type", "keys", "length", "shape", "values", "estimate", "claim"]

UNLIKE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What comes of arithmetic with a value that is no number."""

MISTAKE = Tolerance(relative=1e-4, absolute=1e-12)
"""How near an answer must be to a known mistake's: near enough that ε or a rounding does not hide the mistake."""


FEWER = 1.5
"""How much wider than the reference's a margin may be. It grows as draws get fewer, and how many there are is for the
learner's code to say: an answer of two numbers where there should be thousands must not be near to everything."""


@dataclass(frozen=True)
class Difference:
    """One place where two answers differ.

    Attributes:
        path: where in the answer, for example `dW` or `[0]`; empty for the answer itself.
        aspect: in what they differ.
        expected: what stands there in the expected answer.
        got: what stands there in the learner's.
        bound: the largest |got - expected| allowed, for values.
    """

    path: str
    aspect: Aspect
    expected: Any
    got: Any
    bound: float = 0.0


def compare(expected: Any, got: Any, tolerance: Tolerance) -> list[Difference]:
    """Every place where `got` is not the expected answer; empty when it is right.

    What cannot even be compared is of another type: the expected answer can, as it is compared with itself.
    """
    try:
        return list(_differences("", expected, got, tolerance))
    except UNLIKE:
        return [Difference("", "type", expected, got)]


def resembles(mistake: Any, got: Any) -> bool:
    """Whether the learner's answer is the one that a known mistake gives."""
    try:
        return not any(True for _ in _differences("", mistake, got, MISTAKE, twin=True))
    except UNLIKE:
        return False


def _differences(path: str, expected: Any, got: Any, tol: Tolerance, twin: bool = False) -> Iterator[Difference]:
    if isinstance(expected, Gradient):
        yield from _gradients(path, expected, got, tol, twin)
    elif isinstance(expected, Estimate):
        yield from _estimates(path, expected, got, twin)
    elif isinstance(expected, Claim):
        yield from _claims(path, expected, got, tol, twin)
    elif isinstance(expected, Mapping):
        yield from _mappings(path, expected, got, tol, twin)
    elif isinstance(expected, list | tuple):
        yield from _sequences(path, expected, got, tol, twin)
    elif expected is None or isinstance(expected, str):
        if type(got) is not type(expected) or got != expected:
            yield Difference(path, "type" if expected is None or not isinstance(got, str) else "values", expected, got)
    else:
        yield from _arrays(path, expected, got, tol, twin)


def _gradients(path: str, expected: Gradient, got: Any, tol: Tolerance, twin: bool) -> Iterator[Difference]:
    if not isinstance(got, Gradient):
        yield Difference(path, "type", expected.grads, got)
        return
    for name, grad in expected.grads.items():
        yield from _differences(f"{path}d{name}", grad, got.grads.get(name), tol, twin)


def _estimates(path: str, expected: Estimate, got: Any, twin: bool) -> Iterator[Difference]:
    if not isinstance(got, Estimate):
        yield Difference(path, "type", expected.value, got)
        return
    got = replace(got, margin=min(got.margin, FEWER * expected.margin))
    both = expected.margin + got.margin
    near = abs(expected.value - got.value) <= both
    if twin or math.isnan(got.truth):
        if not near:
            yield Difference(path, "estimate", expected.value, got.value, both)
    elif not got.holds():
        yield Difference(path, "estimate", got.truth, got.value, got.margin)


def _claims(path: str, expected: Claim, got: Any, tol: Tolerance, twin: bool) -> Iterator[Difference]:
    if not isinstance(got, Claim):
        yield Difference(path, "type", expected.holds, got)
    elif (not twin and not got.holds) or (twin and (got.holds != expected.holds or got.says != expected.says)):
        yield Difference(path, "claim", expected, got)
    elif twin and expected.fingerprint is not None:
        yield from _differences(path, expected.fingerprint, got.fingerprint, tol, twin)


def _mappings(path: str, expected: Mapping[str, Any], got: Any, tol: Tolerance, twin: bool) -> Iterator[Difference]:
    if not isinstance(got, Mapping):
        yield Difference(path, "type", expected, got)
        return
    if set(got) != set(expected):
        yield Difference(path, "keys", sorted(map(str, expected)), sorted(map(str, got)))
    for key in expected:
        if key in got:
            yield from _differences(f"{path}[{key!r}]", expected[key], got[key], tol, twin)


def _sequences(path: str, expected: Any, got: Any, tol: Tolerance, twin: bool) -> Iterator[Difference]:
    if _is_shape(expected) and _is_shape(got):
        if expected != got:
            yield Difference(path, "shape", expected, got)
        return
    if isinstance(got, np.ndarray) and got.ndim and len(got) == len(expected):
        got = list(got)
    if not isinstance(got, list | tuple):
        yield Difference(path, "type", expected, got)
    elif len(got) != len(expected):
        yield Difference(path, "length", len(expected), len(got))
    else:
        for i, (e, g) in enumerate(zip(expected, got, strict=True)):
            yield from _differences(f"{path}[{i}]", e, g, tol, twin)


def _is_shape(value: Any) -> bool:
    """Whether this is what np.shape gives; answers that hold counts hold them in lists."""
    return type(value) is tuple and all(type(part) is int for part in value)


def numeric(value: Any) -> np.ndarray[Any, Any] | None:
    """The value as a numeric or boolean array, or None where it is none."""
    try:
        array = np.asarray(value)
    except (ValueError, OverflowError, TypeError):
        return None
    return array if array.dtype.kind in "biufc" else None


def _arrays(path: str, expected: Any, got: Any, tol: Tolerance, twin: bool) -> Iterator[Difference]:
    right, array = np.asarray(expected), numeric(got)
    if array is None:
        yield Difference(path, "type", right, got)
        return
    if right.ndim == 0 and array.size == 1:
        array = array.reshape(())
    if right.shape != array.shape:
        yield Difference(path, "shape", right, array)
        return
    bound = tol.bound(right, array)
    if not close(right, array, bound, twin).all():
        yield Difference(path, "values", right, array, bound)


def close(
    expected: np.ndarray[Any, Any], got: np.ndarray[Any, Any], bound: float, nan_equal: bool = False
) -> np.ndarray[Any, Any]:
    """Element by element, whether two arrays of one shape agree within `bound`; equal infinities agree."""
    wide = complex if "c" in (expected.dtype.kind, got.dtype.kind) else float
    with np.errstate(all="ignore"):
        e, g = expected.astype(wide), got.astype(wide)
        agree = (np.abs(g - e) <= bound) | (e == g)
    return np.asarray(agree | (np.isnan(e) & np.isnan(g)) if nan_equal else agree)
