"""No unit of the input is 0, so the mask can be read off the output.

False-alarm rates: each Estimate at most 1e-9 (Hoeffding); two masks of 12,000 units agree by chance with probability
(p² + q²)^12000 < 1e-2000, two columns of 300 rows with (p² + q²)^300 < 1e-70. The three pairs of masks that `unrelated`
compares share one rate of 1e-9. Each of 20 units is dropped, and passed, at some of 40 calls with a ratio of ½, but
for a chance of 2 · 20 · 0.5^40 < 4e-11.
"""

import numpy as np

from ...checking import Case, Claim, Learner, Tolerance, check
from ...checking.statistics import ALARM, share

RATIO = 0.3
SINGLE = Tolerance(relative=1e-6)
"""Volume 2 of the book keeps the factor of inverted dropout in float32."""

KEEP_NAMES = ("keep_prob", "keep_ratio", "keep_rate", "p_keep", "keep", "keep_probability", "retain_prob")


def dropping(learner: Learner, ratio: float):
    """A layer that drops that share, whichever share its argument names."""
    kept = learner.parameters("Dropout") & set(KEEP_NAMES)
    return learner.Dropout(1 - ratio if kept else ratio)


def unrelated(one, other) -> bool:
    """Whether the other mask keeps as many of the units that the one keeps as of all.

    Given how many units each mask keeps, independent ones fall together like draws without replacement.
    """
    return share(other[one], np.mean(other), ALARM / 3).holds() if one.any() else True


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    layer = dropping(learner, RATIO)
    x = case.normal(4, 3)
    return np.shape(layer.forward(x)), np.shape(layer.backward(x)), np.shape(layer.forward(x, False))


@check("independent", points=1, kind="behaviour")
def independent(learner: Learner, case: Case):
    layer = dropping(learner, RATIO)
    first, second = (np.asarray(layer.forward(np.ones((300, 40)))) != 0 for _ in range(2))
    together = np.array_equal(first[:, 0], first[:, 1]) or bool((first == first[0]).all())
    repeats = not together and np.array_equal(first, second)
    pairs = (first[:, ::2], first[:, 1::2]), (first[::2], first[1::2]), (first, second)
    apart = together or repeats or all(unrelated(*pair) for pair in pairs)
    half = dropping(learner, 0.5)
    kept = np.mean([np.asarray(half.forward(np.ones((4, 5)))) != 0 for _ in range(40)], axis=0)
    return [
        Claim(not repeats, "mask_repeats"),
        Claim(not together, "rows_together"),
        Claim(apart, "related"),
        Claim(repeats or together or bool(((kept > 0) & (kept < 1)).all()), "never_drawn"),
    ]


@check("rate", points=1, kind="behaviour", needs=("independent",))
def rate(learner: Learner, case: Case):
    kept = [np.asarray(dropping(learner, ratio).forward(np.ones((200, 100)))) != 0 for ratio in (RATIO, 0.8)]
    return [share(kept[0], 1 - RATIO), share(kept[1], 1 - 0.8)]


@check("train_values", points=1, needs=("rate",), tolerance=SINGLE)
def train_values(learner: Learner, case: Case):
    """The factor on the units that stay, whichever they are."""
    x = case.away_from_zero(50, 40)
    out = np.asarray(dropping(learner, RATIO).forward(x))
    factors = (out / x)[out != 0]
    return [factors.min(), factors.max()]


@check("test_values", points=1)
def test_values(learner: Learner, case: Case):
    return dropping(learner, RATIO).forward(case.away_from_zero(5, 4), False)


@check("x_alone", kind="purity")
def x_alone(learner: Learner, case: Case):
    """The layer before may have kept what it handed over."""
    x = case.away_from_zero(6, 5)
    dropping(learner, RATIO).forward(x)
    return x


@check("backward", points=2, kind="gradient")
def backward(learner: Learner, case: Case):
    """With x all ones, the output is the factor that backward must put on dout."""
    layer = dropping(learner, RATIO)
    out = np.asarray(layer.forward(np.ones((30, 20))))
    dout = case.away_from_zero(30, 20)
    dx = np.asarray(layer.backward(dout.copy()))
    fits = out.shape == dx.shape
    units = fits and bool(((dx != 0) == (out != 0)).all())
    values = fits and bool(np.allclose(dx, out * dout, rtol=1e-12))
    whole = fits and bool(np.array_equal(dx, dout))
    sort = ["dout as it is" if whole else "mask" if fits and bool(np.isin(dx, out).all()) else "other"]
    return [
        Claim(units, "other_units", fingerprint=sort),
        Claim(values, "other_factor", fingerprint=sort),
        bool(dx.any()),
    ]
