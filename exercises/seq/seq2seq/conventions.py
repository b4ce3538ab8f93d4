from .forms import BOOK, ORDERS, PerSequence, Summed, networks

COMMON = (BOOK, "ifgo", "ifog", "figo", "fiog")
"""Orders of the gates in which a loss that is divided otherwise is looked for too."""
LOSSES = {"loss_per_sequence": PerSequence, "loss_summed": Summed}
VARIANTS = {
    **{f"gates__{order}": networks(order=order) for order in ORDERS if order != BOOK},
    **{name: networks(loss=loss) for name, loss in LOSSES.items()},
    **{
        f"gates__{order}+{name}": networks(loss=loss, order=order)
        for order in COMMON[1:]
        for name, loss in LOSSES.items()
    },
}
