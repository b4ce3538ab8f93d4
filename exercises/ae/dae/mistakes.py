"""Each mistake also with loss and gradient as sums over the batch, so that it is named there too."""

import numpy as np

from ....reference.denoising_autoencoder import DenoisingAutoencoder
from ....reference.functions import sigmoid
from .conventions import summed_over_batch


class _Parts(DenoisingAutoencoder):
    """Loss and gradient as a computation whose parts can be replaced one by one."""

    def target(self, x, noisy):
        return x

    def seen(self, x, mask):
        return x * mask

    def cost(self, y, target):
        with np.errstate(invalid="ignore"):  # an output without sigmoid leaves (0, 1)
            return -(target * np.log(y) + (1 - target) * np.log(1 - y))

    def slope(self, y, target):
        return y - target

    def hidden_slope(self, h):
        return h * (1 - h)

    def dW(self, x, noisy, h, dh, dscore):
        return noisy.T @ dh + dscore.T @ h

    def loss(self, x, mask):
        noisy = self.seen(x, mask)
        return float(self.cost(self.decode(self.encode(noisy)), self.target(x, noisy)).sum() / len(x))

    def gradient(self, x, mask):
        noisy = self.seen(x, mask)
        h = self.encode(noisy)
        dscore = self.slope(self.decode(h), self.target(x, noisy)) / len(x)
        dh = dscore @ self.W * self.hidden_slope(h)
        return {"W": self.dW(x, noisy, h, dh, dscore), "b": dh.sum(axis=0), "c": dscore.sum(axis=0)}


class loss_against_corrupted(_Parts):
    def target(self, x, noisy):
        return noisy


class corrupted_in_place(loss_against_corrupted):
    def corrupt(self, x, mask):
        x[...] = x * mask
        return x

    def loss(self, x, mask):
        return super().loss(self.corrupt(x, mask), mask)

    def gradient(self, x, mask):
        return super().gradient(self.corrupt(x, mask), mask)


class never_corrupted(_Parts):
    def seen(self, x, mask):
        return x


class mask_inverted(_Parts):
    def corrupt(self, x, mask):
        return x * (1 - mask)

    seen = corrupt


class decoder_sigmoid_missing(_Parts):
    def decode(self, h):
        return self._score(h)


class encoder_sigmoid_missing(_Parts):
    def encode(self, x):
        return x @ self.W + self.b

    def hidden_slope(self, h):
        return 1.0


class tanh_in_encoder(_Parts):
    def encode(self, x):
        return np.tanh(x @ self.W + self.b)

    def hidden_slope(self, h):
        return 1 - h**2


class encoder_part_only(_Parts):
    def dW(self, x, noisy, h, dh, dscore):
        return noisy.T @ dh


class decoder_part_only(_Parts):
    def dW(self, x, noisy, h, dh, dscore):
        return dscore.T @ h


class clean_input_in_gradient(_Parts):
    def dW(self, x, noisy, h, dh, dscore):
        return x.T @ dh + dscore.T @ h


class output_derivative_added(_Parts):
    def slope(self, y, target):
        return (y - target) * y * (1 - y)


class hidden_derivative_missing(_Parts):
    def hidden_slope(self, h):
        return 1.0


class sigmoid_taken_again(_Parts):
    def hidden_slope(self, h):
        return sigmoid(h) * (1 - sigmoid(h))


class bias_gradients_averaged(DenoisingAutoencoder):
    def gradient(self, x, mask):
        grads = super().gradient(x, mask)
        return {name: grad / len(x) if grad.ndim == 1 else grad for name, grad in grads.items()}


class squared_error(_Parts):
    def cost(self, y, target):
        return 0.5 * (y - target) ** 2

    def slope(self, y, target):
        return (y - target) * y * (1 - y)


class _WholeSquares(_Parts):
    def cost(self, y, target):
        return (y - target) ** 2

    def slope(self, y, target):
        return 2 * (y - target) * y * (1 - y)


class second_term_missing(_Parts):
    def cost(self, y, target):
        return -target * np.log(y)


class reconstruction_and_target_swapped(_Parts):
    def cost(self, y, target):
        return -(y * np.log(target + 1e-7) + (1 - y) * np.log(1 - target + 1e-7))


class loss_sign_flipped(_Parts):
    def cost(self, y, target):
        return -super().cost(y, target)


class gradient_sign_flipped(_Parts):
    def slope(self, y, target):
        return target - y


class gradient_not_divided(DenoisingAutoencoder):
    def gradient(self, x, mask):
        return {name: grad * len(x) for name, grad in super().gradient(x, mask).items()}


def _undivided(name):
    """One gradient as a sum over the batch, the others as means."""

    def gradient(self, x, mask):
        grads = DenoisingAutoencoder.gradient(self, x, mask)
        return grads | {name: grads[name] * len(x)}

    return type("one_gradient_not_divided", (DenoisingAutoencoder,), {"gradient": gradient})


class loss_not_divided(DenoisingAutoencoder):
    def loss(self, x, mask):
        return super().loss(x, mask) * len(x)


class averaged_over_units(DenoisingAutoencoder):
    def loss(self, x, mask):
        return super().loss(x, mask) / x.shape[1]

    def gradient(self, x, mask):
        return {name: grad / x.shape[1] for name, grad in super().gradient(x, mask).items()}


class loss_averaged_over_units(DenoisingAutoencoder):
    def loss(self, x, mask):
        return super().loss(x, mask) / x.shape[1]


class nothing_returned(DenoisingAutoencoder):
    def gradient(self, x, mask):
        return None


class decoder_bias_missing(_Parts):
    def decode(self, h):
        return sigmoid(h @ self.W.T)


_IN_THE_SUM = [
    made
    for name, made in list(vars().items())
    if isinstance(made, type)
    and issubclass(made, DenoisingAutoencoder)
    and not name.startswith("_")
    and name not in ("DenoisingAutoencoder", "gradient_not_divided", "loss_not_divided", "nothing_returned")
    and made is not summed_over_batch
]

_OF_TWO = {"loss": "gradient", "gradient": "loss"}
_HALVES = {
    f"{made.__name__}__{wrong}": type(made.__name__, (made,), {right: getattr(DenoisingAutoencoder, right)})
    for made in (loss_against_corrupted, never_corrupted)
    for wrong, right in _OF_TWO.items()
}
_SQUARES = {
    "whole": _WholeSquares,
    "loss": type("squared_error", (squared_error,), {"gradient": DenoisingAutoencoder.gradient}),
    "whole_loss": type("squared_error", (_WholeSquares,), {"gradient": DenoisingAutoencoder.gradient}),
}

VARIANTS = {
    **_HALVES,
    **{f"squared_error__{form}": made for form, made in _SQUARES.items()},
    **{f"one_gradient_not_divided__{name}": _undivided(name) for name in ("W", "b", "c")},
    **{f"{made.__name__}__summed": type(made.__name__, (summed_over_batch, made), {}) for made in _IN_THE_SUM},
}
