"""Weight decay against overfitting: few images, a deep network, with and without the penalty ½ λ ΣW²."""

from collections.abc import Iterator, Mapping

from ...checking import Case, Learner
from ...checking.experiment import Curves, Size, Spread, Step
from ...checking.overfitting import compared, flat, split_like, training, verdict, weights_of
from ...checking.training import Params

RATE, DECAY = 0.1, 0.02


def common(case: Case, size: Size) -> Iterator[Step]:
    """Without it."""
    yield from training(case, size, "plain", RATE)


def run(learner: Learner, case: Case, size: Size) -> Iterator[Step]:
    """With it: the gradient of the penalty is the learner's, taken of all weights at once."""

    def penalty(params: Params) -> Params:
        weights = weights_of(params)
        return split_like(learner.l2_gradient(flat(weights), DECAY), weights)

    yield from training(case, size, "decay", RATE, penalty=penalty)


def figures(curves: Curves) -> Mapping[str, float]:
    """Gaps between training and test, and the size of the weights at the end."""
    sizes = {f"size_{name}": float(curves["weights", name][0, 1]) for name in ("plain", "decay")}
    return compared(curves, "decay") | sizes


def conclude(figures: Mapping[str, Spread]) -> str:
    """Whether the gap narrows."""
    return verdict(figures)
