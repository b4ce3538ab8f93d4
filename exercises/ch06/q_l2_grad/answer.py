from typing import Any

import numpy as np

from ....reference.regularization import l1_gradient, l2_gradient
from ...checking.case import Case

W = 3.0


def draw(case: Case) -> dict[str, Any]:
    return {"param": case.normal(3, 4), "lam": case.number(0.2, 0.8)}


def answer(param: Any, lam: float) -> Any:
    return l2_gradient(param, lam)


def errors(param: Any, lam: float) -> dict[str, Any]:
    return {"doubled": 2 * l2_gradient(param, lam), "squared": lam * param**2, "sign": l1_gradient(param, lam)}


def figures() -> dict[str, float]:
    return {"w": W, "value": float(answer(np.array(W), 1.0))}
