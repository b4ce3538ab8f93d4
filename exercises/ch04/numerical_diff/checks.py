"""Tolerance: a central difference is off by h² |f'''| / 6 and by about eps |f| / h for rounding. Here |f'''| ≤ 6 and
|f| < 30, so that every h from 1e-9 to 1e-2 stays below 1e-4.
"""

import math

from ...checking import Case, Learner, Tolerance, check

CURVATURE = 1e6


@check("values", points=2, tolerance=Tolerance(absolute=1e-4))
def values(learner: Learner, case: Case):
    a, b = case.number(0.5, 1.5), case.number(-3, 3)
    pairs = [
        (lambda x: 0.01 * x**2 + 0.1 * x, 5),
        (lambda x: 0.01 * x**2 + 0.1 * x, 10.0),
        (lambda x: 0.5 * x**3 - b * x, case.number(-3, 3)),
        (lambda x: math.e ** (a * x), case.number(-1, 0.3)),
        (lambda x: 1 / (1 + x * x), case.number(0.3, 2)),
    ]
    return [learner.numerical_diff(f, x) for f, x in pairs]


@check("central", points=1, kind="behaviour", tolerance=Tolerance(absolute=1e-5))
def central(learner: Learner, case: Case):
    """A central difference is exact on a parabola, a one-sided one is off by CURVATURE · h: the order of the error.

    The parabola's bottom is next to x, where f is small and rounding does not count.
    """
    x = case.number(0.5, 2)
    return learner.numerical_diff(lambda at: CURVATURE * (at - x) ** 2 + (at - x), x)
