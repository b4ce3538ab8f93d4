"""Gradients that a backward pass computes numerically: right, though slow, and noted.

Two things tell of them. What the answer leaves: a central difference is 1e-11 to 1e-6 off, an analytic gradient below
1e-13; that is measured here and cannot be forged. And how often the forward was evaluated during the backward, which
the learner's process counts: code that disturbs the count is not believed to differentiate numerically, so that its
answer must be as exact as any other. One that is exact all the same (by complex steps, say) and hides its evaluations
goes unnoticed: it is right, and only the note is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    if off:  # a formula for all entries at once takes two evaluations, and a function within the backward is no forward
        return forward if forward > 1 else inner if inner > FEW else 0
    return forward if forward > max(FEW, _numbers(answer) // max(len(counted), 1)) else 0


def _numbers(answer: Any) -> int:
    """How many numbers the gradients of an answer hold."""
    if isinstance(answer, Gradient):
        return _numbers(answer.grads)
    if isinstance(answer, Mapping):
        return sum(map(_numbers, answer.values()))
    if isinstance(answer, list | tuple):
        return sum(map(_numbers, answer))
    return int(np.size(answer)) if isinstance(answer, np.ndarray) else 0
