"""Cells and the loop over time that they all share."""
from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


def logistic(a: Array) -> Array:
    return 0.5 * (1.0 + np.tanh(0.5 * a))


class Module(ABC):
    grads: list[Array]

    def __init__(self, *parameters: Array) -> None:
        self._parameters = list(parameters)
        self.zero_grad()

    def zero_grad(self) -> None:
        self.grads = [np.zeros_like(p) for p in self._parameters]

    def parameters(self) -> Sequence[Array]:
        return self._parameters

    def __call__(self, *args: Any) -> Any:
        return self.forward(*args)

    @abstractmethod
    def forward(self, *args: Any) -> Any: ...

    @abstractmethod
    def backward(self, *args: Any) -> Any: ...


class Cell(Module):
    """state: a tuple of arrays, of which the first is the output"""

    states = 1

    def affine_backward(self, grad: Array, input: Array, hidden: Array) -> tuple[Array, Array]:
        w_ih, w_hh = self._parameters[:2]
        self.grads[:3] = [input.T @ grad, hidden.T @ grad, grad.sum(0)]
        return grad @ w_ih.T, grad @ w_hh.T


class Tape(NamedTuple):
    cell: Cell


@dataclass
class Unrolled(Module):
    """A cell at every step; subclasses name the cell."""

    weight_ih: Array
    weight_hh: Array
    bias: Array
    stateful: bool = False
    _state: tuple[Array, ...] | None = field(default=None, init=False, repr=False)
    _tape: list[Tape] = field(default_factory=list, init=False, repr=False)

    cell_class = Cell

    def __post_init__(self) -> None:
        super().__init__(self.weight_ih, self.weight_hh, self.bias)

    def set_state(self, *state: Array) -> None:
        self._state = state

    def reset_state(self) -> None:
        self._state = None

    def forward(self, input: Array) -> Array:
        batch, hidden = len(input), len(self.weight_hh)
        state = self._state if self.stateful else None
        if state is None:
            state = tuple(np.zeros((batch, hidden), input.dtype) for _ in range(self.cell_class.states))
        self._tape.clear()
        outputs = []
        for step in input.swapaxes(0, 1):
            cell = self.cell_class(*self.parameters())
            out = cell(step, *state)
            state = out if isinstance(out, tuple) else (out,)
            outputs.append(state[0])
            self._tape.append(Tape(cell))
        self._state = state
        return np.stack(outputs, 1)

    def backward(self, grad_output: Array) -> Array:
        self.zero_grad()
        carried = [np.zeros_like(grad_output[:, 0]) for _ in range(self.cell_class.states)]
        grad_input = []
        for tape, grad in zip(reversed(self._tape), grad_output.swapaxes(0, 1)[::-1]):
            carried[0] = carried[0] + grad
            dx, *carried = tape.cell.backward(*carried)
            grad_input.append(dx)
            for total, part in zip(self.grads, tape.cell.grads):
                total += part
        return np.stack(grad_input[::-1], axis=1)
