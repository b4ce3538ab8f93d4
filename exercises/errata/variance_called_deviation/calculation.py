import numpy as np

from ....reference.normalization import BatchNormalization
from ...checking.case import Case
from ...checking.erratum import Found, as_printed


def calculate(case: Case) -> Found:
    x = case.normal(400, 1, scale=3.0)
    wrong = as_printed("batchnorm", "root_missing")["BatchNormalization"]
    right, printed = (float(make(np.ones(1), np.zeros(1)).forward(x).std()) for make in (BatchNormalization, wrong))
    variance, deviation = float(x.var()), float(x.std())
    figures = {"variance": variance, "deviation": deviation, "right": right, "printed": printed}
    return Found(bool(np.isclose(variance, deviation)), figures)
