import numpy as np

from ....reference.optimizers import RMSprop
from ...checking.case import Array, Case
from ...checking.erratum import Found, as_printed

LR, DECAY, STEPS = 0.01, 0.9, 200
GRADIENT = np.array([0.01, 10.0])


def last_step(optimizer: RMSprop) -> Array:
    """Length of the last step in rates, for each weight."""
    params, before = {"w": np.zeros(2)}, np.zeros(2)
    for _ in range(STEPS):
        before = params["w"].copy()
        optimizer.update(params, {"w": GRADIENT})
    return np.asarray(np.abs(params["w"] - before) / LR)


def calculate(case: Case) -> Found:
    right = last_step(RMSprop(LR, DECAY))
    printed = last_step(as_printed("rmsprop", "h_replaced_by_decay")["RMSprop"](LR, DECAY))
    figures = {"small": GRADIENT[0], "large": GRADIENT[1], "steps": STEPS}
    figures |= {"right_small": right[0], "right_large": right[1]}
    figures |= {"printed_small": printed[0], "printed_large": printed[1]}
    return Found(bool(np.allclose(printed, right, rtol=1e-3)), figures)
