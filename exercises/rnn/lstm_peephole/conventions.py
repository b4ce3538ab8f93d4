from itertools import permutations

from ....reference.lstm import PeepholeLSTM
from ...checking.recurrent import ordered
from .forms import peepholes

ORDERS = ["".join(order) for order in permutations("fgio")]
INPUT_FIRST = ("fgio", "ifgo", "ifog")
"""Orders of the gates in which p is met as input, forget, output too."""

_GATES = {order: ordered(PeepholeLSTM, order, "fgio") if order != "fgio" else PeepholeLSTM for order in ORDERS}
VARIANTS = {
    **{f"gates__{order}": layer for order, layer in _GATES.items() if order != "fgio"},
    **{
        "+".join([f"gates__{order}"] * (order != "fgio") + ["peepholes__ifo"]): peepholes(_GATES[order], "ifo")
        for order in INPUT_FIRST
    },
}
