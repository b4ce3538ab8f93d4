"""The other right forms of the three networks: the order of the gates, and what the loss is divided by."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from ....reference.lstm import LSTM
from ....reference.seq2seq import Decoder, Encoder, Seq2seq
from ....reference.time_layers import TimeSoftmaxWithLoss
from ...checking import holds_alone
from ...checking.recurrent import ordered, with_cell

ORDERS = ["".join(order) for order in permutations("fgio")]
BOOK = "fgio"


class PerSequence(TimeSoftmaxWithLoss):
    """Sum over the steps, mean over the rows."""

    def parts(self) -> int:
        return int(self.shape[0])


class Summed(TimeSoftmaxWithLoss):
    """Sum over rows and steps."""

    def parts(self) -> int:
        return 1


def networks(
    encoder: Any = Encoder, decoder: Any = Decoder, whole: Any = Seq2seq, loss: Any = None, order: str = BOOK
) -> dict[str, Any]:
    """A learner's three networks, of which the last is made of the other two.

    Args:
        encoder, decoder, whole: classes such as the reference's.
        loss: the layer at the end, where it is not that of `whole`.
        order: the gates' order in both LSTMs.
    """
    if order != BOOK:
        encoder, decoder = (_in_order(half, order) for half in (encoder, decoder))
    parts = {"encoding": encoder, "decoding": decoder, "judging": loss or whole.judging}
    return {"Encoder": encoder, "Decoder": decoder, "Seq2seq": holds_alone(type("Seq2seq", (whole,), parts))}


def _in_order(half: Any, order: str) -> Any:
    layer = with_cell(half.recurrent, ordered(LSTM, order, BOOK))
    return holds_alone(type(half.__name__, (half,), {"recurrent": layer}))
