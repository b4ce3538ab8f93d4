"""Recurrent layers and attention beside PyTorch's; run by against_torch.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from dlgrade.exercises.rnn.gru.forms import ResetAfter
from dlgrade.reference.attention import Attention, AttentionWeight
from dlgrade.reference.birnn import BiRNN
from dlgrade.reference.gru import TimeGRU
from dlgrade.reference.lstm import LSTM, TimeLSTM
from dlgrade.reference.recurrent import RNN, TimeRNN
from torch import Tensor
from torch.nn import functional as F
from torch_pairs import Array, Component, Pairs, leaves, named, pulled

SIZES = [(3, 4, 5, 2), (2, 3, 3, 3), (4, 5, 2, 6)]
"""N, T, D, H."""


def gates(array: Array, order: tuple[int, ...], signs: tuple[int, ...]) -> Array:
    """Columns of the gates in another order, some with the other sign, and transposed as PyTorch keeps them."""
    parts = np.split(array, len(order), axis=-1)
    return np.concatenate([parts[k] * sign for k, sign in zip(order, signs, strict=True)], axis=-1).T


class Recurrent:
    """One of PyTorch's recurrent layers beside ours, at the same parameters.

    Args:
        ours, step: our layers of a sequence and of a single step.
        theirs: PyTorch's layer.
        order, signs: where each of PyTorch's gates stands with us, and with which sign.
        cell: whether there is a cell beside the hidden state.
    """

    def __init__(
        self, ours: Any, step: Any, theirs: Any, order: tuple[int, ...], signs: tuple[int, ...], cell: bool = False
    ) -> None:
        self.ours, self.step, self.theirs, self.order, self.signs, self.cell = ours, step, theirs, order, signs, cell

    def __call__(self, rng: np.random.Generator) -> Iterator[Pairs]:
        for n, steps, d, h in SIZES:
            gated = h * len(self.order)
            params = [rng.standard_normal(shape) for shape in ((d, gated), (h, gated), (gated,))]
            yield from self._sequence(params, rng.standard_normal((n, steps, d)), rng)
            yield from self._step(params, rng.standard_normal((n, d)), rng)

    def _made(self, params: list[Array]) -> tuple[Any, list[Tensor]]:
        (d, _), h = params[0].shape, len(params[1])
        layer = self.theirs(d, h, batch_first=True, dtype=torch.float64)
        at = [layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0]
        with torch.no_grad():
            layer.bias_hh_l0.zero_()
            for tensor, array in zip(at, params, strict=True):
                tensor.copy_(torch.tensor(gates(array, self.order, self.signs)))
        return layer, at

    def _run(self, xs: Array, params: list[Array], first: list[Array]) -> tuple[Tensor, tuple[Tensor, ...], list[Any]]:
        layer, at = self._made(params)
        x, states = leaves(xs)[0], leaves(*(state[np.newaxis] for state in first))
        out, last = layer(x, tuple(states) if self.cell else states[0])
        return out, last if self.cell else (last,), [x, *states, *at]

    def _grads(self, theirs: list[Array], ours: list[Array], states: int) -> Pairs:
        """Our gradients of Wx, Wh, b beside PyTorch's, which stand after that of x and those of the first states."""
        mine = [gates(grad, self.order, self.signs) for grad in ours]
        return named("d", "Wx Wh b", mine, theirs[1 + states :])

    def _sequence(self, params: list[Array], xs: Array, rng: np.random.Generator) -> Iterator[Pairs]:
        first = [rng.standard_normal((len(xs), len(params[1]))) for _ in range(1 + self.cell)]
        layer = self.ours(*params, stateful=True)
        layer.set_state(*first)
        out, last, at = self._run(xs, params, first)
        dout = rng.standard_normal(out.shape)
        yield {"hs": (layer.forward(xs), out), "h": (layer.h, last[0][0])}
        dxs, theirs = layer.backward(dout), pulled(out, dout, at)
        yield {"dxs": (dxs, theirs[0]), "dh": (layer.dh, theirs[1][0])}
        yield self._grads(theirs, layer.grads, len(first))

    def _step(self, params: list[Array], x: Array, rng: np.random.Generator) -> Iterator[Pairs]:
        first = [rng.standard_normal((len(x), len(params[1]))) for _ in range(1 + self.cell)]
        layer = self.step(*params)
        _, last, at = self._run(x[:, np.newaxis], params, first)
        got = layer.forward(x, *first)
        yield named("", "h c" if self.cell else "h", got if self.cell else [got], [state[0] for state in last])
        douts = [rng.standard_normal((1, *first[0].shape)) for _ in last]
        theirs = pulled(last, douts, at)
        names = "x h_prev c_prev" if self.cell else "x h_prev"
        yield named(
            "d",
            names,
            layer.backward(*(d[0] for d in douts)),
            [theirs[0][:, 0], *(g[0] for g in theirs[1:][: len(first)])],
        )
        yield self._grads(theirs, layer.grads, len(first))


class TimeResetAfter(TimeGRU):
    """A sequence of steps in which r acts after the product."""

    cell = ResetAfter


def gru_reset_before(rng: np.random.Generator) -> Iterator[Pairs]:
    """The reference's form, which PyTorch has no layer of, over a sequence in PyTorch's operations."""
    for n, steps, d, h in SIZES:
        shapes = (n, steps, d), (n, h), (d, 3 * h), (h, 3 * h), (3 * h,)
        xs, first, *params = (rng.standard_normal(shape) for shape in shapes)
        layer = TimeGRU(*params, stateful=True)
        layer.set_state(first)
        at = leaves(xs, first, *params)
        x, state, Wx, Wh, b = at
        states = []
        for t in range(steps):
            z, r = (torch.sigmoid((x[:, t] @ Wx + state @ Wh + b)[:, k * h : (k + 1) * h]) for k in range(2))
            new = torch.tanh(x[:, t] @ Wx[:, 2 * h :] + (r * state) @ Wh[:, 2 * h :] + b[2 * h :])
            state = torch.lerp(state, new, z)
            states.append(state)
        out = torch.stack(states, 1)
        dout = rng.standard_normal(out.shape)
        yield {"hs": (layer.forward(xs), out)}
        ours = layer.backward(dout), layer.dh, *layer.grads
        yield named("d", "xs h Wx Wh b", ours, pulled(out, dout, at))


def birnn(rng: np.random.Generator) -> Iterator[Pairs]:
    for n, steps, d, h in SIZES:
        params = [rng.standard_normal(shape) for shape in ((d, h), (h, h), (h,)) * 2]
        xs, layer = rng.standard_normal((n, steps, d)), BiRNN(*params)
        theirs = torch.nn.RNN(d, h, batch_first=True, bidirectional=True, dtype=torch.float64)
        names = [f"{name}_l0{side}" for side in ("", "_reverse") for name in ("weight_ih", "weight_hh", "bias_ih")]
        at = [getattr(theirs, name) for name in names]
        with torch.no_grad():
            theirs.bias_hh_l0.zero_(), theirs.bias_hh_l0_reverse.zero_()
            for tensor, array in zip(at, params, strict=True):
                tensor.copy_(torch.tensor(array.T))
        x = leaves(xs)[0]
        out = theirs(x)[0]
        dout = rng.standard_normal(out.shape)
        yield {"hs": (layer.forward(xs), out)}
        ours = layer.backward(dout), *(grad.T for grad in layer.grads)
        yield named("d", "xs Wx1 Wh1 b1 Wx2 Wh2 b2", ours, pulled(out, dout, [x, *at]))


def attention(rng: np.random.Generator) -> Iterator[Pairs]:
    for n, steps, _, h in SIZES:
        hs, query, dc, da = (rng.standard_normal(s) for s in ((n, steps, h), (n, h), (n, h), (n, steps)))
        layer, at = Attention(), leaves(hs, query)
        c = F.scaled_dot_product_attention(at[1][:, None], at[0], at[0], scale=1.0)[:, 0]
        yield {"c": (layer.forward(hs, query), c)}
        yield named("d", "hs h", layer.backward(dc), pulled(c, dc, at))
        weight = AttentionWeight()
        a = torch.softmax(torch.einsum("nth,nh->nt", *at), 1)
        yield {"a": (weight.forward(hs, query), a)}
        yield named("d", "hs h", weight.backward(da), pulled(a, da, at))


RECURRENT: dict[str, Component] = {
    "RNN, TimeRNN": Recurrent(TimeRNN, RNN, torch.nn.RNN, (0,), (1,)),
    "BiRNN": birnn,
    "LSTM, TimeLSTM": Recurrent(TimeLSTM, LSTM, torch.nn.LSTM, (2, 0, 1, 3), (1, 1, 1, 1), cell=True),
    "GRU, r before": gru_reset_before,
    "GRU, r after": Recurrent(TimeResetAfter, ResetAfter, torch.nn.GRU, (1, 0, 2), (1, -1, 1)),
    "Attention": attention,
}
