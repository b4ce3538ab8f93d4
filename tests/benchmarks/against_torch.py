"""The reference against PyTorch in float64, forward and backward: the largest relative difference of each component.

    python -m venv /tmp/bench
    /tmp/bench/bin/pip install torch --index-url https://download.pytorch.org/whl/cpu
    /tmp/bench/bin/pip install -e .
    /tmp/bench/bin/python tests/benchmarks/against_torch.py [--seeds 20]

Every array that a component gives is compared: max |ours - theirs| / max |theirs|. PyTorch's gradients are those of its
autograd, which shares no formula with ours. Exit status 1 when a difference is above 1e-10.

Where the conventions part, PyTorch is asked for ours: the padding of a pooling takes part in the maximum; the running
variance is the biased one; gates are put into PyTorch's order; the ε of Adam, which stands before the bias correction
with us and after it there, is divided by √(1 - β2^t). PyTorch's GRU lets r act after the product with Whh, as the form
`ResetAfter` of the exercise does; the form before it, which is the reference's, is written in PyTorch's operations.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from dlgrade.reference.convolution import AveragePooling, Convolution, Pooling
from dlgrade.reference.fast_convolution import FastConvolution
from dlgrade.reference.layers import Affine, SoftmaxWithLoss
from dlgrade.reference.normalization import EPSILON, BatchNormalization
from dlgrade.reference.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSprop
from torch import Tensor
from torch.nn import functional as F
from torch_pairs import Component, Pairs, leaves, named, pulled
from torch_recurrent import RECURRENT

LIMIT = 1e-10
# (N, C, H, W), (FN, FH, FW), stride, pad
PLACES = [((3, 2, 8, 9), (4, 3, 3), 1, 1), ((2, 3, 7, 10), (5, 4, 2), 2, 1), ((4, 1, 9, 6), (2, 2, 3), 3, 0)]


def affine(rng: np.random.Generator) -> Iterator[Pairs]:
    for n, d, m in ((3, 4, 5), (6, 2, 2)):
        x, W, b, dout = (rng.standard_normal(s) for s in ((n, d), (d, m), (m,), (n, m)))
        layer, at = Affine(W, b), leaves(x, W, b)
        out = at[0] @ at[1] + at[2]
        yield {"out": (layer.forward(x), out)}
        yield named("d", "x W b", (layer.backward(dout), layer.dW, layer.db), pulled(out, dout, at))


def softmax_with_loss(rng: np.random.Generator) -> Iterator[Pairs]:
    for n, classes in ((4, 5), (7, 3)):
        x, t = rng.standard_normal((n, classes)), rng.integers(0, classes, n)
        layer, at = SoftmaxWithLoss(), leaves(x)
        loss = F.cross_entropy(at[0], torch.tensor(t))
        yield {"loss": (layer.forward(x, t), loss), "dx": (layer.backward(1.5), pulled(loss, np.array(1.5), at)[0])}


def convolution(layer: type[Convolution]) -> Component:
    def component(rng: np.random.Generator) -> Iterator[Pairs]:
        for x_shape, (filters, fh, fw), stride, pad in PLACES:
            shapes = x_shape, (filters, x_shape[1], fh, fw), (filters,)
            x, W, b = (rng.standard_normal(shape) for shape in shapes)
            made, at = layer(W, b, stride, pad), leaves(x, W, b)
            out = F.conv2d(*at, stride=stride, padding=pad)
            dout = rng.standard_normal(out.shape)
            yield {"out": (made.forward(x), out)}
            yield named("d", "x W b", (made.backward(dout), made.dW, made.db), pulled(out, dout, at))

    return component


def pooling(layer: Any, theirs: Callable[..., Tensor]) -> Component:
    def component(rng: np.random.Generator) -> Iterator[Pairs]:
        for x_shape, (_, ph, pw), stride, pad in PLACES:
            x = rng.standard_normal(x_shape)
            made, at = layer(ph, pw, stride, pad), leaves(x)
            out = theirs(F.pad(at[0], (pad,) * 4), (ph, pw), stride)
            dout = rng.standard_normal(out.shape)
            yield {"out": (made.forward(x), out), "dx": (made.backward(dout), pulled(out, dout, at)[0])}

    return component


def batch_normalization(rng: np.random.Generator) -> Iterator[Pairs]:
    for shape in ((6, 4), (3, 5), (4, 2, 3, 2)):
        n, d = shape[0], int(np.prod(shape[1:]))
        gamma, beta = rng.standard_normal((2, d))
        layer, at = BatchNormalization(gamma, beta), leaves(np.zeros(shape), gamma, beta)
        mean, var = torch.zeros(d, dtype=torch.float64), torch.zeros(d, dtype=torch.float64)
        for _ in range(3):
            x, dout = rng.standard_normal((2, *shape)) * 2 + 1
            at[0].data = torch.tensor(x)
            rows = F.batch_norm(at[0].reshape(n, d), mean, var, at[1], at[2], True, 0.1, EPSILON)
            out = rows.reshape(shape)
            yield {"out": (layer.forward(x), out)}
            ours = layer.backward(dout), layer.dgamma, layer.dbeta
            yield named("d", "x gamma beta", ours, pulled(out, dout, at))
        biased = var * (n - 1) / n
        yield {"running_mean": (layer.running_mean, mean), "running_var": (layer.running_var, biased)}
        at_test = F.batch_norm(at[0].reshape(n, d), mean, biased, at[1], at[2], False, 0.1, EPSILON)
        yield {"test": (layer.forward(x, False), at_test.reshape(shape))}


def optimizer(
    ours: Any, theirs: Any, options: dict[str, float], eps: Callable[[int], float] | None = None
) -> Component:
    """Parameters after each of 30 steps with random gradients."""

    def component(rng: np.random.Generator) -> Iterator[Pairs]:
        params = {"W": rng.standard_normal((3, 4)), "b": rng.standard_normal(4)}
        at = leaves(*params.values())
        mine, other = ours(lr=0.1), theirs(at, lr=0.1, **options)
        for step in range(1, 31):
            grads = {key: rng.standard_normal(value.shape) for key, value in params.items()}
            for tensor, grad in zip(at, grads.values(), strict=True):
                tensor.grad = torch.tensor(grad)
            if eps:
                other.param_groups[0]["eps"] = eps(step)
            mine.update(params, grads)
            other.step()
            yield {key: (params[key], tensor) for key, tensor in zip(params, at, strict=True)}

    return component


COMPONENTS: dict[str, Component] = {
    "Affine": affine,
    "SoftmaxWithLoss": softmax_with_loss,
    "Convolution": convolution(Convolution),
    "FastConvolution": convolution(FastConvolution),
    "Pooling": pooling(Pooling, F.max_pool2d),
    "AveragePooling": pooling(AveragePooling, F.avg_pool2d),
    "BatchNormalization": batch_normalization,
    **RECURRENT,
    "SGD": optimizer(SGD, torch.optim.SGD, {}),
    "Momentum": optimizer(Momentum, torch.optim.SGD, {"momentum": 0.9}),
    "Nesterov": optimizer(Nesterov, torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    "AdaGrad": optimizer(AdaGrad, torch.optim.Adagrad, {"eps": 1e-7}),
    "RMSprop": optimizer(RMSprop, torch.optim.RMSprop, {"alpha": 0.99, "eps": 1e-7}),
    "Adam": optimizer(Adam, torch.optim.Adam, {"betas": (0.9, 0.999)}, lambda t: 1e-7 / np.sqrt(1 - 0.999**t)),
}


def difference(ours: Any, theirs: Any) -> float:
    """The largest difference relative to the largest number; infinity where the shapes differ."""
    mine, other = np.asarray(ours), np.asarray(theirs.detach() if isinstance(theirs, Tensor) else theirs)
    if mine.shape != other.shape or not np.isfinite(mine).all():
        return float("inf")
    scale = np.abs(other).max()
    return float(np.abs(mine - other).max() / scale) if scale else float(np.abs(mine).max())


def differences(component: Component, seeds: int) -> tuple[list[float], list[float]]:
    """The differences of every array: those of values, and those of gradients."""
    values, gradients = [], []
    for seed in range(seeds):
        for pairs in component(np.random.default_rng(seed)):
            for name, pair in pairs.items():
                (gradients if name.startswith("d") else values).append(difference(*pair))
    return values, gradients


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    seeds = parser.parse_args().seeds
    print(f"PyTorch {torch.__version__}, float64, {seeds} seeds")
    print(f"{'component':20}{'values':>10}{'gradients':>11}{'arrays':>9}")
    status = 0
    for name, component in COMPONENTS.items():
        values, gradients = differences(component, seeds)
        above = not max(values + gradients) <= LIMIT
        status |= above
        shown = f"{max(gradients):11.1e}" if gradients else f"{'–':>11}"
        print(f"{name:20}{max(values):10.1e}{shown}{len(values + gradients):9}{'  ABOVE 1e-10' if above else ''}")
    return status


if __name__ == "__main__":
    sys.exit(main())
