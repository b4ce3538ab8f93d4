"""Those of any pre-trained classifier, and those of autoencoders in a stack."""

import numpy as np

from ....reference.denoising_autoencoder import DenoisingAutoencoder, StackedDenoisingAutoencoder
from ...checking.greedy_mistakes import greedy_mistakes


class corrupted_passed_up(StackedDenoisingAutoencoder):
    def _greedy(self, x, draws, lr):
        for layer, steps in enumerate(draws, 1):
            for drawn in steps:
                self._step(layer, x, drawn, lr)
            x = self._hidden(layer, x * steps[-1][0])
        return dict(self.params)


class _Autoencoder(StackedDenoisingAutoencoder):
    """Another step of the autoencoder that a layer is."""

    def grads(self, autoencoder, x, mask):
        raise NotImplementedError(type(self).__name__)

    def _step(self, layer, x, drawn, lr):
        keys = [f"W{layer}", f"b{layer}", f"c{layer}"]
        autoencoder = DenoisingAutoencoder(*(self.params[key] for key in keys))
        for key, grad in zip(keys, self.grads(autoencoder, x, drawn[0]).values(), strict=True):
            self.params[key] = self.params[key] - lr * grad


class loss_against_corrupted(_Autoencoder):
    def grads(self, autoencoder, x, mask):
        return autoencoder.gradient(x * mask, mask)


class never_corrupted(_Autoencoder):
    def grads(self, autoencoder, x, mask):
        return autoencoder.gradient(x, np.ones_like(mask))


class mask_inverted(_Autoencoder):
    def grads(self, autoencoder, x, mask):
        return autoencoder.gradient(x, 1 - mask)


class only_first_layer_corrupted(StackedDenoisingAutoencoder):
    def _step(self, layer, x, drawn, lr):
        super()._step(layer, x, drawn if layer == 1 else [np.ones_like(drawn[0])], lr)


class encoder_part_only(_Autoencoder):
    def grads(self, autoencoder, x, mask):
        full = autoencoder.gradient(x, mask)
        h = autoencoder.encode(x * mask)
        decoder = ((autoencoder.decode(h) - x) / len(x)).T @ h
        return {**full, "W": full["W"] - decoder}


VARIANTS = {**greedy_mistakes(StackedDenoisingAutoencoder, "c")}
