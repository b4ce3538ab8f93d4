"""Gradients that a backward pass computes numerically: right, though slow, and noted.

Two things tell of them. What the answer leaves: a central difference is 1e-11 to 1e-6 off, an analytic gradient below
1e-13; that is measured here and cannot be forged. And how often the forward was evaluated during the backward, which
the learner's process counts: code that disturbs the count is not believed to differentiate numerically, so that its
answer must be as exact as any other. One that is exact all the same (by complex steps, say) and hides its evaluations
goes unnoticed: it is right, and only the note is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .answers import Gradient
from .subject import Evaluations
from .tolerance import Tolerance

DIFFERENCES = Tolerance(relative=1e-5, absolute=1e-9)
"""How far a right gradient by central differences is off: a step of 1e-4 leaves 1e-8 of the third derivative, one of
1e-6 leaves 1e-10 of the loss, and a loss is at most some ten times its gradient's largest entry here."""

FEW = 3
"""Evaluations of the forward that an analytic backward may need, such as one to compute again what was not kept."""


def evaluations(counted: Sequence[Evaluations], answer: Any, off: bool) -> int:
    """How often the forward was evaluated for a gradient that was computed numerically; 0 where it was not.

    Args:
        counted: what was counted, for each backward.
        answer: the answer with the gradients.
        off: the answer is as far off as central differences are, and no further.
    """
    forward = max((one.forward for one in counted), default=0)
    inner = max((one.inner for one in counted), default=0)
    sizes = list(_sizes(answer))
    whole = max(FEW, sum(sizes) // max(len(counted), 1))
    if not off:
        return forward if forward > whole else 0
    if forward > max(FEW, min(sizes, default=0)):
        return forward
    if 1 < forward <= 1 + max(one.near for one in counted):  # a formula for all entries at once, at x + h and x - h
        return forward
    return inner if inner > whole else 0


def _sizes(answer: Any) -> Iterator[int]:
    """How many numbers each gradient of an answer holds; those of biases are as many as rows, and tell nothing."""
    if isinstance(answer, Gradient):
        yield from _sizes(answer.grads)
    elif isinstance(answer, Mapping):
        for part in answer.values():
            yield from _sizes(part)
    elif isinstance(answer, list | tuple):
        for part in answer:
            yield from _sizes(part)
    elif np.ndim(answer) > 1:
        yield int(np.size(answer))
