from typing import Any

import numpy as np

from ....reference.regularization import l1_gradient, l2_gradient
from ...checking.case import Case


def draw(case: Case) -> dict[str, Any]:
    """With a weight of 0, where the slope is a matter of convention."""
    param = case.away_from_zero(3, 4)
    param[0, 0] = 0.0
    return {"param": param, "lam": case.number(0.2, 0.8)}


def answer(param: Any, lam: float) -> Any:
    return l1_gradient(param, lam)


def errors(param: Any, lam: float) -> dict[str, Any]:
    return {
        "absolute": lam * np.abs(param),
        "one_at_zero": lam * np.where(param >= 0, 1.0, -1.0),
        "minus_one_at_zero": lam * np.where(param > 0, 1.0, -1.0),
        "flipped": -l1_gradient(param, lam),
        "param": l2_gradient(param, lam),
    }


def figures() -> dict[str, float]:
    above, below, zero = l1_gradient(np.array([2.0, -2.0, 0.0]), 1.0)
    return {"above": float(above), "below": float(below), "zero": float(zero)}
