import numpy as np

from ....reference.delta_rule import backprop_delta
from ....reference.functions import sigmoid
from ....reference.numerical import numerical_gradient
from ...checking.case import Case
from ...checking.erratum import Found, as_printed

BOUND = 1e-6
"""The error of a central difference of step 1e-4 on smooth functions of size 1."""


def calculate(case: Case) -> Found:
    p, V = case.normal(3), case.normal(3, 3)
    slopes = numerical_gradient(lambda at: float(0.5 * np.sum((V @ sigmoid(at)) ** 2)), p)
    delta_next = V @ sigmoid(p)
    printed = as_printed("delta-rule", "v_not_transposed")["backprop_delta"]
    off = {
        "printed": printed(p, V, delta_next),
        "right": backprop_delta(p, V, delta_next),
        "turned": printed(p, V.T, delta_next),
    }
    errors = {name: float(np.abs(value - slopes).max()) for name, value in off.items()}
    return Found(errors["printed"] < BOUND, {"units": len(p), **errors})
