import math

import numpy as np

from ....reference.numerical import numerical_diff
from ...checking.case import Case
from ...checking.erratum import Found

H = 1e-50


def calculate(case: Case) -> Found:
    single, tiny = float(np.float32(H)), math.sin(1 + H) - math.sin(1 - H)
    return Found(single == tiny == 0, {"single": single, "tiny": tiny, "right": numerical_diff(math.sin, 1.0)})
