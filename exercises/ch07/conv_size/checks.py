import numpy as np

from ...checking import Case, Claim, Learner, check

REFUSED = "refused"


def sizes(case: Case, n: int) -> list[tuple[int, int, int, int]]:
    """Input, filter, stride and pad where the stride divides what is left; no two of them play the same part."""
    found = []
    for _ in range(n):
        filter_size, stride, pad, steps = (int(case.integers(low=low, high=high)) for low, high in RANGES)
        found.append((filter_size + stride * steps - 2 * pad, filter_size, stride, pad))
    return found


RANGES = [(2, 6), (2, 4), (1, 3), (4, 8)]


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    return np.size(learner.conv_output_size(6, 2, 1, 1))


@check("plain", points=1)
def plain(learner: Learner, case: Case):
    """Stride 1 and no pad, which are the defaults."""
    pairs = [(int(case.integers(low=5, high=30)), int(case.integers(low=1, high=5))) for _ in range(4)]
    return [learner.conv_output_size(*pair) for pair in [*pairs, (5, 5), (7, 1)]]


@check("padded", points=1)
def padded(learner: Learner, case: Case):
    whole = [(s + 2 * p, f, 1, p) for s, f, _, p in sizes(case, 3)]
    return [learner.conv_output_size(*size) for size in [(6, 2, 1, 1), (28, 5, 1, 2), *whole]]


@check("strided", points=1)
def strided(learner: Learner, case: Case):
    return [learner.conv_output_size(*size) for size in [(7, 3, 2, 0), (11, 3, 4, 2), *sizes(case, 4)]]


@check("whole_number", kind="dtype")
def whole_number(learner: Learner, case: Case):
    results = [learner.conv_output_size(*size) for size in [(6, 2, 1, 1), (7, 3, 2, 0)]]
    return Claim(all(np.asarray(result).dtype.kind in "iu" for result in results), "not_whole")


@check("does_not_divide", points=1, kind="behaviour")
def does_not_divide(learner: Learner, case: Case):
    """The last pixels are never reached: floored, or refused with an exception."""
    return [outcome(learner, size) for size in [(7, 2, 2, 0), (8, 3, 2, 1), (10, 3, 4, 0)]]


def outcome(learner: Learner, size: tuple[int, int, int, int]):
    try:
        return learner.conv_output_size(*size)
    except Exception as error:
        if getattr(error, "state", "error") != "error":
            raise
        return REFUSED
