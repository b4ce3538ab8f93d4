"""The likely forms come first: a standard is computed when it is asked, and the first that fits ends the search."""

from .forms import BOOK, ORDERS, PerSequence, Summed, networks

COMMON = ("ifgo", "ifog", "figo", "fiog")
"""Orders of the gates in which a loss that is divided otherwise is looked for too."""
LOSSES = {"loss_per_sequence": PerSequence, "loss_summed": Summed}
VARIANTS = {name: networks(loss=loss) for name, loss in LOSSES.items()}
for order in COMMON:
    VARIANTS[f"gates__{order}"] = networks(order=order)
    VARIANTS.update({f"gates__{order}+{name}": networks(loss=loss, order=order) for name, loss in LOSSES.items()})
VARIANTS.update({f"gates__{order}": networks(order=order) for order in ORDERS if order not in (BOOK, *COMMON)})
