import numpy as np

from ....reference.lstm import LSTM, PeepholeLSTM

D, H = 3, 2


def counts(layer: LSTM | PeepholeLSTM) -> list[int]:
    """Arrays in each of `params`: every H columns belong to one gate, and each row of peepholes to one."""
    Wx, Wh, b, *p = layer.params
    return [Wx.shape[1] // H, Wh.shape[1] // H, len(b) // H, *(len(rows) for rows in p)]


def built() -> tuple[LSTM, PeepholeLSTM]:
    packed = np.zeros((D, 4 * H)), np.zeros((H, 4 * H)), np.zeros(4 * H)
    return LSTM(*packed), PeepholeLSTM(*packed, np.zeros((3, H)))


def answer() -> int:
    return sum(counts(built()[1]))


def errors() -> dict[str, int]:
    plain, peephole = built()
    gates, *_, peepholes = counts(peephole)
    return {
        "no_peepholes": sum(counts(plain)),
        "packed": len(peephole.params),
        "peephole_each": answer() + gates - peepholes,
        "no_biases": answer() - gates,
    }


def figures() -> dict[str, int]:
    return {**dict(zip(("Wx", "Wh", "b", "p"), counts(built()[1]), strict=True)), "value": answer()}
