import numpy as np

from ....reference.lstm import LSTM
from ....reference.numerical import H
from ...checking.case import Case
from ...checking.erratum import Found

D, HIDDEN, N, ROUNDING = 3, 4, 2, 1e-9


def calculate(case: Case) -> Found:
    layer = LSTM(case.normal(D, 4 * HIDDEN), case.normal(HIDDEN, 4 * HIDDEN), case.normal(4 * HIDDEN))
    x, h, c = case.normal(N, D), case.normal(N, HIDDEN), case.normal(N, HIDDEN)
    slope = (layer.forward(x, h, c + H)[1] - layer.forward(x, h, c - H)[1]) / (2 * H)
    layer.forward(x, h, c)
    dc_prev = layer.backward(np.zeros((N, HIDDEN)), np.ones((N, HIDDEN)))[2]
    error, numerical = float(np.abs(dc_prev - layer.f).max()), float(np.abs(dc_prev - slope).max())
    return Found(error < ROUNDING and numerical < ROUNDING, {"error": error, "numerical": numerical})
