"""The commonest mistakes also in the gate order i f g o, that of PyTorch and Keras, so that they are named there."""

from .forms import networks
from .mistakes_of_halves import decoders, encoders
from .mistakes_of_whole import wholes

PARTS = {
    **{label: {"encoder": wrong} for label, wrong in encoders().items()},
    **{label: {"decoder": wrong} for label, wrong in decoders().items()},
    **{label: {"whole": wrong} for label, wrong in wholes().items()},
}
COMMONEST = (
    "dh_at_other_step__all",
    "embedding_overwritten__encoder",
    "embedding_overwritten__decoder",
    "h_ignored",
    "softmax_in_decoder",
    "state_reset_while_writing",
    "start_fed_again",
    "target_not_shifted",
    "encoder_gradient_dropped",
    "gradient_not_divided",
)
VARIANTS = {
    **{label: networks(**parts) for label, parts in PARTS.items()},
    **{label + ("_ifgo" if "__" in label else "__ifgo"): networks(**PARTS[label], order="ifgo") for label in COMMONEST},
}
