from ....reference.activations import activation_stats
from ....reference.functions import sigmoid
from ....reference.initialization import xavier_init
from ...checking.case import Case
from ...checking.erratum import Found

N, LAYERS, MOST = 100, 5, 0.5


def calculate(case: Case) -> Found:
    x, spread = case.normal(1000, N), {}
    weights = {
        "wide": [case.normal(N, N) for _ in range(LAYERS)],
        "narrow": [case.normal(N, N, scale=0.01) for _ in range(LAYERS)],
        "xavier": [xavier_init(N, N) for _ in range(LAYERS)],
    }
    for name, layers in weights.items():
        spread[name] = activation_stats(x, layers, sigmoid)[-1][1]
    holds = spread["wide"] > 0.8 * MOST and spread["narrow"] < 0.1 * MOST
    return Found(holds, {"n": N, "layers": LAYERS, "most": MOST, **spread})
