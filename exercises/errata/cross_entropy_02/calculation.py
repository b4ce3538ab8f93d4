import numpy as np

from ....reference.losses import cross_entropy_error
from ...checking.case import Case
from ...checking.erratum import Found

PROBABILITY, PRINTED = 0.2, 1.609


def calculate(case: Case) -> Found:
    y, t = [(1 - PROBABILITY) / 2, PROBABILITY, (1 - PROBABILITY) / 2], [0, 1, 0]
    value = cross_entropy_error(np.array(y), np.array(t))
    shown = [round(each, 3) for each in y]
    figures = {"y": shown, "t": t, "value": value, "common": -np.log10(PROBABILITY)}
    return Found(round(value, 3) == PRINTED, figures)
