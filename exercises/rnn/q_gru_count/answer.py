import numpy as np

from ....reference.gru import GRU
from ....reference.lstm import LSTM

D, H = 3, 2
PRINTED = 8
"""What the reading-circle notes print."""


def counts(layer: GRU | LSTM) -> list[int]:
    """Arrays in each of `params`: every H columns belong to one gate."""
    return [param.shape[-1] // H for param in layer.params]


def built() -> GRU:
    return GRU(np.zeros((D, 3 * H)), np.zeros((H, 3 * H)), np.zeros(3 * H))


def answer() -> int:
    return sum(counts(built()))


def errors() -> dict[str, int]:
    lstm = LSTM(np.zeros((D, 4 * H)), np.zeros((H, 4 * H)), np.zeros(4 * H))
    Wx, Wh, _ = counts(built())
    return {
        "printed": PRINTED,
        "packed": len(built().params),
        "no_biases": Wx + Wh,
        "lstm": sum(counts(lstm)),
    }


def figures() -> dict[str, int]:
    return {**dict(zip(("Wx", "Wh", "b"), counts(built()), strict=True)), "value": answer()}
