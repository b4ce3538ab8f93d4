import math

from ....reference.numerical import H, numerical_diff
from ...checking.case import Case
from ...checking.erratum import Found

X, LARGE, SMALL = 1.0, 1e-1, 1e-2


def central(h: float) -> float:
    return abs((math.exp(X + h) - math.exp(X - h)) / (2 * h) - math.exp(X))


def forward(h: float) -> float:
    return abs((math.exp(X + h) - math.exp(X)) / h - math.exp(X))


def calculate(case: Case) -> Found:
    falls = {"fall_central": central(LARGE) / central(SMALL), "fall_forward": forward(LARGE) / forward(SMALL)}
    orders = [math.log(fall) / math.log(LARGE / SMALL) for fall in falls.values()]
    error = abs(numerical_diff(math.exp, X) - math.exp(X))
    figures = {**falls, "central": orders[0], "forward": orders[1], "x": X, "large": LARGE, "small": SMALL, "h": H}
    return Found(central(SMALL) < forward(SMALL), {**figures, "error": error})
