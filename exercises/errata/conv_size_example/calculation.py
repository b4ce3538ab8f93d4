import numpy as np

from ....reference.convolution import Convolution, conv_output_size
from ...checking.case import Case
from ...checking.erratum import Found

INPUT, FILTER, STRIDE, PAD, PRINTED = 6, 2, 1, 1, 7


def calculate(case: Case) -> Found:
    right = conv_output_size(INPUT, FILTER, STRIDE, PAD)
    layer = Convolution(case.normal(1, 1, FILTER, FILTER), np.zeros(1), STRIDE, PAD)
    shape = layer.forward(case.normal(1, 1, INPUT, INPUT)).shape
    figures = {"input": INPUT, "filter": FILTER, "stride": STRIDE, "pad": PAD}
    holds = right == PRINTED and shape[2:] == (PRINTED, PRINTED)
    return Found(holds, {**figures, "right": right, "shape": shape, "short": right - 1})
