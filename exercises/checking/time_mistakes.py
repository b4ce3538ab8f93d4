"""Mistakes that are made in any layer that takes a whole sequence through steps: one file for all of their kind."""

from __future__ import annotations

from typing import Any

import numpy as np

from .case import Array
from .grads_mistakes import grads_mistakes


def time_mistakes(layer: Any) -> dict[str, Any]:
    """Wrong variants of a layer such as the reference's TimeRNN, by label.

    Args:
        layer: a class made with Wx, Wh, b and stateful, with `cell`, `h` and, where its steps have a cell, `c`.
    """
    parts = loop(layer)
    wrong = [*_in_forward(parts), *_of_the_axes(parts), *_in_backward(parts), *_sums(parts)]
    return {**{made.__name__: made for made in wrong}, **grads_mistakes(parts)}


def loop(layer: Any) -> Any:
    """The layer as a loop whose parts can be replaced one by one."""

    class Loop(layer):  # type: ignore[misc]
        def kept(self) -> list[Array | None]:
            return [self.h, self.c] if hasattr(self, "c") else [self.h]

        def keep(self, states: list[Any]) -> None:
            self.h = states[0]
            if hasattr(self, "c"):
                self.c = states[1]

        def begin(self, n: int) -> list[Array]:
            zeros = np.zeros((n, len(self.params[1])))
            return [zeros if state is None or not self.stateful else state for state in self.kept()]

        def made(self, steps: int) -> list[Any]:
            return [self.cell(*self.params) for _ in range(steps)]

        def hand_on(self, first: list[Array], last: list[Array]) -> list[Array]:
            return last

        def shown(self, states: list[Array]) -> Array:
            return states[0]

        def forward(self, xs: Array) -> Array:
            first = states = self.begin(len(xs))
            self.steps = self.made(xs.shape[1])
            hs = []
            for t, step in enumerate(self.steps):
                out = step.forward(xs[:, t], *self.hand_on(first, states))
                states = list(out) if isinstance(out, tuple) else [out]
                hs.append(self.shown(states))
            self.keep(states)
            return np.stack(hs, axis=1)

        def times(self) -> list[int]:
            return list(reversed(range(len(self.steps))))

        def arriving(self, dhs: Array, t: int, back: list[Array]) -> list[Array]:
            return [dhs[:, t] + back[0], *back[1:]]

        def total(self, grads: list[Array]) -> Array:
            return np.asarray(sum(grads))

        def backward(self, dhs: Array) -> Array:
            back = [np.zeros_like(dhs[:, 0]) for _ in self.kept()]
            dxs, grads = np.zeros((*dhs.shape[:2], len(self.params[0]))), []
            for t in self.times():
                dxs[:, t], *back = self.steps[t].backward(*self.arriving(dhs, t, back))
                grads.append(self.steps[t].grads)
            self.grads = [self.total(list(each)) for each in zip(*grads, strict=True)]
            return dxs

    return Loop


def _in_forward(loop: Any) -> list[Any]:
    class state_not_passed(loop):  # type: ignore[misc]
        def hand_on(self, first: list[Array], last: list[Array]) -> list[Array]:
            return first

    class always_carried(loop):  # type: ignore[misc]
        def begin(self, n: int) -> list[Array]:
            zeros = np.zeros((n, len(self.params[1])))
            return [zeros if state is None else state for state in self.kept()]

    class never_carried(loop):  # type: ignore[misc]
        def begin(self, n: int) -> list[Array]:
            return [np.zeros((n, len(self.params[1]))) for _ in self.kept()]

    class first_state_ignored(loop):  # type: ignore[misc]
        def set_state(self, *states: Array) -> None:
            pass

    class state_set_once(loop):  # type: ignore[misc]
        def set_state(self, *states: Array) -> None:
            if self.h is None:
                super().set_state(*states)

    class reset_ignored(loop):  # type: ignore[misc]
        def reset_state(self) -> None:
            pass

    class starts_from_ones(loop):  # type: ignore[misc]
        def begin(self, n: int) -> list[Array]:
            ones = np.ones((n, len(self.params[1])))
            return [ones if state is None or not self.stateful else state for state in self.kept()]

    class one_step_object(loop):  # type: ignore[misc]
        def made(self, steps: int) -> list[Any]:
            return [self.cell(*self.params)] * steps

    return [
        state_not_passed,
        always_carried,
        never_carried,
        first_state_ignored,
        state_set_once,
        reset_ignored,
        starts_from_ones,
        one_step_object,
    ]


def _of_the_axes(loop: Any) -> list[Any]:
    class time_first(loop):  # type: ignore[misc]
        def forward(self, xs: Array) -> Any:
            return np.swapaxes(super().forward(np.swapaxes(xs, 0, 1)), 0, 1)

        def backward(self, dhs: Array) -> Any:
            return np.swapaxes(super().backward(np.swapaxes(dhs, 0, 1)), 0, 1)

    class last_state_only(loop):  # type: ignore[misc]
        def forward(self, xs: Array) -> Any:
            return super().forward(xs)[:, -1]

    class dxs_reversed(loop):  # type: ignore[misc]
        def backward(self, dhs: Array) -> Any:
            return super().backward(dhs)[:, ::-1].copy()

    return [time_first, last_state_only, dxs_reversed]


def _in_backward(loop: Any) -> list[Any]:
    class next_step_forgotten(loop):  # type: ignore[misc]
        def arriving(self, dhs: Array, t: int, back: list[Array]) -> list[Array]:
            return [dhs[:, t], *back[1:]]

    class last_output_only(loop):  # type: ignore[misc]
        def arriving(self, dhs: Array, t: int, back: list[Array]) -> list[Array]:
            return [dhs[:, t] if t == dhs.shape[1] - 1 else back[0], *back[1:]]

    class wrong_way_in_time(loop):  # type: ignore[misc]
        def times(self) -> list[int]:
            return list(range(len(self.steps)))

    return [next_step_forgotten, last_output_only, wrong_way_in_time]


def _sums(loop: Any) -> list[Any]:
    class last_step_only__overwritten(loop):  # type: ignore[misc]
        def total(self, grads: list[Array]) -> Array:
            return grads[-1]

    class last_step_only__last(loop):  # type: ignore[misc]
        def total(self, grads: list[Array]) -> Array:
            return grads[0]

    class averaged_over_time(loop):  # type: ignore[misc]
        def total(self, grads: list[Array]) -> Array:
            return np.mean(grads, axis=0)  # type: ignore[no-any-return]

    return [last_step_only__overwritten, last_step_only__last, averaged_over_time]
