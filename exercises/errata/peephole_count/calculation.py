from ....reference.lstm import PeepholeLSTM
from ...checking.case import Case
from ...checking.erratum import Found

D, H, PRINTED = 3, 2, 15


def calculate(case: Case) -> Found:
    layer = PeepholeLSTM(case.normal(D, 4 * H), case.normal(H, 4 * H), case.normal(4 * H), case.normal(3, H))
    counts = [param.shape[-1] // H for param in layer.params[:3]] + [len(layer.params[3])]
    figures = dict(zip(("Wx", "Wh", "b", "p"), counts, strict=True))
    return Found(sum(counts) == PRINTED, {**figures, "right": sum(counts)})
