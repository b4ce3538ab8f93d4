"""What a check is run on: the reference, a mistake, a skeleton, an answer of zeros. All in this process, all ours."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np


class Subject(Protocol):
    """Stands for an implementation in a check."""

    def __getattr__(self, symbol: str) -> Any:
        """The implementation of a symbol."""

    def parameters(self, symbol: str) -> frozenset[str]:
        """Names of the parameters of a function, or of a class's constructor; empty when unknown."""

    def begin(self, seed: int) -> None:
        """Called before each check: seeds whatever the implementation draws from by default."""


@dataclass(frozen=True)
class Manner:
    """How calls are made. Nothing of it changes what is right.

    Attributes:
        apart: from nothing of ours: on a stack of its own, at a later hour by its clocks.
        names: what the keys of parameters handed to an optimizer begin with.
        counting: counts the evaluations of the forward within each backward.
    """

    apart: bool = False
    names: str = ""
    counting: bool = False


@dataclass(frozen=True)
class Evaluations:
    """How often code of the learner was entered during one backward. It is the learner's process that tells.

    Attributes:
        forward: the forward, the prediction or the loss of the same object, the most frequent of them.
        inner: whatever was entered most often and does not take single numbers.
        near: evaluations of the forward a small step beside the first, as far as they were looked at.
    """

    forward: int = 0
    inner: int = 0
    near: int = 0


class Watched(Subject, Protocol):
    """Somebody else's implementation, of which more is asked than its answers."""

    manner: Manner

    @property
    def asked(self) -> int:
        """Calls so far."""

    @property
    def evaluations(self) -> Sequence[Evaluations]:
        """One for each backward since the check began; zeros where they were not counted."""


class Local:
    """An implementation that runs here. Only for code of this package.

    Args:
        symbols: the implementation of each symbol by the book's name.
    """

    def __init__(self, symbols: Mapping[str, Any]) -> None:
        self._symbols = symbols

    def __getattr__(self, symbol: str) -> Any:
        try:
            return self._symbols[symbol]
        except KeyError:
            raise AttributeError(symbol) from None

    def parameters(self, symbol: str) -> frozenset[str]:
        """Names of the parameters of a function, or of a class's constructor."""
        return frozenset(inspect.signature(self._symbols[symbol]).parameters)

    def begin(self, seed: int) -> None:
        """Seeds NumPy's global generator, from which the book's code draws."""
        np.random.seed(seed)


def zeros(symbols: Mapping[str, Any], given: Mapping[str, Any] | None = None) -> Local:
    """The answer of zeros: right shapes and types, every value 0, nothing done in place; what is given stays itself."""
    return Local({**{name: _zeroing(value) for name, value in symbols.items()}, **(given or {})})


def _zeroing(function: Callable[..., Any]) -> Callable[..., Any]:
    def zeroed(*args: Any, **kwargs: Any) -> Any:
        copies = [_copy(arg) for arg in args]
        return _zero(function(*copies, **kwargs))

    return zeroed


def _copy(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    # an object that a check hands in is not to be changed either
    return value if callable(value) or isinstance(value, np.random.Generator | _ZeroObject) else copy.deepcopy(value)


def _zero(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return np.zeros_like(value)
    if isinstance(value, dict):
        return {key: _zero(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_zero(item) for item in value)
    if isinstance(value, bool | int | float | np.generic):
        return type(value)(0)
    return value if value is None or isinstance(value, str) else _ZeroObject(value)


class _ZeroObject:
    """An object whose methods give zeros and whose attributes are zeros."""

    def __init__(self, behind: Any) -> None:
        self._behind = behind

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._behind, name)
        return _zeroing(value) if callable(value) else _zero(value)
