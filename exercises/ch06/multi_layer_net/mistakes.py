from ....reference.multi_layer_net import MultiLayerNet
from ...checking.deep_mistakes import (
    accuracy_mistakes,
    decay_mistakes,
    gives_probabilities,
    gradient_mistakes,
    initial_mistakes,
    layer_mistakes,
    loss_mistakes,
)

GROUPS = (initial_mistakes, layer_mistakes, loss_mistakes, decay_mistakes, gradient_mistakes, accuracy_mistakes)


def _variants():
    for group in GROUPS:
        for wrong in group(MultiLayerNet):
            yield wrong.__name__, wrong
    # where predict ends in the softmax, only what shows in predict looks different
    for wrong in layer_mistakes(gives_probabilities(MultiLayerNet)):
        yield f"{wrong.__name__}__softmax", wrong


VARIANTS = dict(_variants())
