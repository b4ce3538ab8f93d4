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


def he_always(base):
    class HeAlways(base):
        def _draw(self, weight_init_std):
            super()._draw("relu" if isinstance(weight_init_std, str) else weight_init_std)

    return HeAlways


def decay_averaged_in_gradient(base):
    class DecayAveraged(base):
        def gradient(self, x, t):
            share = self.weight_decay_lambda * (1 / len(x) - 1)
            return {k: g + share * self.params[k] if k[0] == "W" else g for k, g in super().gradient(x, t).items()}

    return DecayAveraged


def activation_shared(base):
    class ActivationShared(base):
        """One activation object for every layer keeps what the last of them did."""

        def _add_activation(self, layer):
            super()._add_activation(layer)
            self.layers[f"Activation{layer}"] = self.layers["Activation1"]

    return ActivationShared


def _variants():
    for wrong in (he_always, decay_averaged_in_gradient, activation_shared):
        yield wrong.__name__, wrong(MultiLayerNet)
    for group in GROUPS:
        for wrong in group(MultiLayerNet):
            yield wrong.__name__, wrong
    # where predict ends in the softmax, only what shows in predict looks different
    for wrong in layer_mistakes(gives_probabilities(MultiLayerNet)):
        yield f"{wrong.__name__}__softmax", wrong


VARIANTS = dict(_variants())
