from ....reference.activations import activation_stats
from ....reference.functions import relu
from ....reference.initialization import he_init, xavier_init
from ...checking.case import Case
from ...checking.erratum import Found

N, LAYERS = 300, 10


def calculate(case: Case) -> Found:
    x, kept = case.normal(300, N), {}
    for name, make in (("xavier", xavier_init), ("he", he_init)):
        stats = activation_stats(x, [make(N, N) for _ in range(LAYERS)], relu)
        kept[name] = stats[-1][1] / stats[0][1]
    return Found(kept["xavier"] > 0.5, {"n": N, "layers": LAYERS, **kept})
