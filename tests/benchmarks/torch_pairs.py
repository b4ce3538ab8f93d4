"""What the comparisons with PyTorch share: leaves of its autograd, gradients at them, and pairs by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor

Array = np.ndarray[Any, Any]
Pairs = dict[str, tuple[Any, Any]]
"""What we give and what PyTorch gives, by name; a gradient's name begins with d."""

Component = Callable[[np.random.Generator], Iterator[Pairs]]


def leaves(*arrays: Array) -> list[Tensor]:
    return [torch.tensor(array, dtype=torch.float64, requires_grad=True) for array in arrays]


def pulled(outs: Tensor | tuple[Tensor, ...], douts: Any, at: list[Tensor]) -> list[Array]:
    """PyTorch's gradients of sum(dout * out) at the leaves."""
    several = isinstance(outs, tuple)
    upstream = [torch.tensor(d) for d in (douts if several else [douts])]
    return [g.numpy() for g in torch.autograd.grad(outs, at, upstream)]


def named(prefix: str, names: str, ours: Any, theirs: Any) -> Pairs:
    return {f"{prefix}{name}": pair for name, pair in zip(names.split(), zip(ours, theirs, strict=True), strict=True)}
