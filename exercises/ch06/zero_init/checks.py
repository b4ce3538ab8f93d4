"""N, D, H and C are all different.

Tolerance: gradients by central differences are as good here as those by formula. With h = 1e-4 they are off by about
1e-8 for the difference and 1e-11 for rounding, times the rate and at most 20 steps.
"""

import numpy as np

from ...checking import Case, Claim, Learner, Tolerance, check

N, D, H, C = 6, 4, 5, 3
DIFFERENCES = Tolerance(absolute=1e-6)
ALIKE = 1e-6


def trained(learner: Learner, case: Case, lr: float, steps: int, n: int = N):
    W1, W2 = case.normal(D, H), case.normal(H, C)
    return learner.symmetry_demo(W1, W2, case.normal(n, D), case.one_hot(n, C), lr, steps)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    """Whether nothing is drawn: the same weights, trained twice, are the same."""
    W1, W2, x, t = case.normal(D, H), case.normal(H, C), case.normal(N, D), case.one_hot(N, C)
    first, second = (np.asarray(learner.symmetry_demo(W1.copy(), W2.copy(), x, t, 0.1, 1)) for _ in range(2))
    return first.shape, Claim(first.shape != second.shape or np.allclose(first, second), "drawn_within")


@check("one_step", points=2, tolerance=DIFFERENCES)
def one_step(learner: Learner, case: Case):
    """One update of random weights: they part at once."""
    return [trained(learner, case, 0.5, 1), trained(learner, case, 1.5, 1, n=3)]


@check("steps", points=1, tolerance=DIFFERENCES)
def several_steps(learner: Learner, case: Case):
    """Both layers move at each step."""
    return [trained(learner, case, 0.5, steps) for steps in (2, 10)]


@check("alike", points=2, kind="behaviour", tolerance=DIFFERENCES)
def alike(learner: Learner, case: Case):
    """Equal weights: every hidden unit stays what the others are, however long the training."""
    x, t = case.normal(N, D), case.one_hot(N, C)
    weights = case.normal(D, 1).repeat(H, axis=1), case.normal(1, C).repeat(H, axis=0)
    W1 = np.asarray(learner.symmetry_demo(*weights, x, t, 0.5, 20))
    apart = float(np.ptp(W1, axis=1).max()) if W1.shape == (D, H) else np.inf
    return [Claim(apart <= ALIKE, "parted", {"apart": f"{apart:.2g}"}), W1]


@check("from_zero", points=1, kind="behaviour", tolerance=DIFFERENCES)
def from_zero(learner: Learner, case: Case):
    """All weights 0: W1 does not move at the first step, and afterwards every unit moves alike. Other W1 do move."""
    x, t = case.normal(N, D), case.one_hot(N, C)
    starts = [(0.0, 0.0, 1), (0.0, 0.0, 8), (0.1, -0.2, 3)]
    return [
        learner.symmetry_demo(np.full((D, H), first), np.full((H, C), second), x, t, 0.5, steps)
        for first, second, steps in starts
    ]


@check("pure", kind="purity", advice=True)
def pure(learner: Learner, case: Case):
    W1, W2, x, t = case.normal(D, H), case.normal(H, C), case.normal(N, D), case.one_hot(N, C)
    learner.symmetry_demo(W1, W2, x, t, 0.5, 2)
    return W1, W2, x, t
