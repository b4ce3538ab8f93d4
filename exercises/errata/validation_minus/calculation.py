import numpy as np

from ....reference.data import split_validation
from ...checking.case import Case
from ...checking.erratum import Found

TOTAL, PRINTED = 100, "x_val - x_train[:validation_num]"


def calculate(case: Case) -> Found:
    x, t = case.normal(TOTAL, 3), np.arange(TOTAL)
    right = len(split_validation(x, t)[2])
    figures = {"total": TOTAL, "right": right, "type": "", "message": ""}
    try:
        eval(PRINTED, {"x_train": x, "validation_num": right})  # noqa: S307  # the line above, and nothing else
    except NameError as error:
        figures |= {"type": type(error).__name__, "message": str(error)}
    return Found(not figures["type"], figures)
