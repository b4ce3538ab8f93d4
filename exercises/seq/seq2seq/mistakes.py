from functools import partial

from .forms import BOOK, ORDERS, networks
from .mistakes_of_halves import decoders, encoders
from .mistakes_of_whole import wholes

PARTS = {
    **{label: {"encoder": wrong} for label, wrong in encoders().items()},
    **{label: {"decoder": wrong} for label, wrong in decoders().items()},
    **{label: {"whole": wrong} for label, wrong in wholes().items()},
}


def _in_order(order):
    return {label: networks(**parts, order=order) for label, parts in PARTS.items()}


VARIANTS = _in_order(BOOK)
IN_FORM = {f"gates__{order}": partial(_in_order, order) for order in ORDERS if order != BOOK}
