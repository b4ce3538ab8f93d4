"""Dropout against overfitting: few images, a deep network, with and without dropout after every hidden layer."""

from collections.abc import Iterator, Mapping

from ....reference.layers import Relu
from ...ch06.dropout.checks import KEEP_NAMES
from ...checking import Case, Learner
from ...checking.experiment import Curves, Size, Spread, Step
from ...checking.overfitting import compared, training, verdict
from ...checking.training import Layer

RATE, DROPPED = 0.1, 0.2


def common(case: Case, size: Size) -> Iterator[Step]:
    """Without it."""
    yield from training(case, size, "plain", RATE)


def run(learner: Learner, case: Case, size: Size) -> Iterator[Step]:
    """With it; where the parameter's name says that it is the share kept, it is given that."""
    keeps = bool(learner.parameters("Dropout") & set(KEEP_NAMES))
    ratio = 1.0 - DROPPED if keeps else DROPPED

    def between(_: int) -> list[Layer]:
        return [Layer(Relu()), Layer(learner.Dropout(ratio), True)]

    yield from training(case, size, "dropout", RATE, between)


def figures(curves: Curves) -> Mapping[str, float]:
    """Gaps between training and test."""
    return compared(curves, "dropout")


def conclude(figures: Mapping[str, Spread]) -> str:
    """Whether the gap narrows."""
    return verdict(figures)
