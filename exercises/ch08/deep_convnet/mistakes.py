import numpy as np

from ....reference.convnets import DeepConvNet
from ....reference.convolution import AveragePooling, Pooling
from ....reference.fast_convolution import FastConvolution
from ....reference.layers import Affine, Dropout, Relu
from .forms import Inverted, InvertedNet, probabilities


def _places(net, kind):
    return [k for k, layer in enumerate(net.layers) if isinstance(layer, kind)]


def _changed(base, change):
    """The network with its layers changed after they are made."""

    class Changed(base):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            change(self)

    return Changed


def _without(kind, *numbers):
    """Without some of the layers of a kind, counted from 0."""

    def change(net):
        found = _places(net, kind)
        for place in sorted((found[number] for number in numbers), reverse=True):
            net.layers.pop(place)

    return change


def _every(kind, make):
    def change(net):
        for place in _places(net, kind):
            net.layers[place] = make(net.layers[place])

    return change


def _dropout_of(ratio):
    return _every(Dropout, lambda old: type(old)(ratio))


class _Unscaled(Dropout):
    def forward(self, x, train_flg=True):
        return super().forward(x, True) if train_flg else x


class _AlwaysOn(Dropout):
    def forward(self, x, train_flg=True):
        return super().forward(x, True)


class _AlwaysOff(Dropout):
    def forward(self, x, train_flg=True):
        self.mask = np.full(x.shape, 1.0 - self.dropout_ratio)
        return super().forward(x, False)


class _InvertedOff(_AlwaysOff):
    def forward(self, x, train_flg=True):
        self.mask = np.ones(x.shape)
        return x


class _PassingBack:
    def backward(self, dout):
        return dout


class _NewMask:
    def backward(self, dout):
        return dout * (np.random.rand(*dout.shape) > self.dropout_ratio)


def _also(mixin):
    """The dropout layers with another backward."""
    return _every(Dropout, lambda old: type("Other", (mixin, type(old)), {})(0.5))


class _ByChannelsLast:
    """Values flattened with the channels at the end."""

    def forward(self, x):
        self.shape = x.shape
        return x.transpose(0, 2, 3, 1).reshape(len(x), -1)

    def backward(self, dout):
        n, c, h, w = self.shape
        return dout.reshape(n, h, w, c).transpose(0, 3, 1, 2)


def _first_dense(net):
    return _places(net, Affine)[0]


def _weights(std):
    """First weights of another deviation, from the shape."""

    def change(net):
        for name, value in net.params.items():
            if name[0] == "W":
                value[...] = np.random.randn(*value.shape) * std(value.shape)

    return change


def _seen(shape):
    return np.prod(shape[1:]) if len(shape) == 4 else shape[0]


def _copied(net):
    for layer in net.layers:
        if isinstance(layer, FastConvolution | Affine):
            layer.W, layer.b = layer.W.copy(), layer.b.copy()


def _no_bias(net):
    for layer in net.layers:
        if isinstance(layer, FastConvolution | Affine):
            layer.b = np.zeros_like(layer.b)


def _off(net):
    made = _InvertedOff if any(isinstance(layer, Inverted) for layer in net.layers) else _AlwaysOff
    _every(Dropout, lambda old: made(0.5))(net)


ANY_FORM = {
    "fixed_deviation": _weights(lambda shape: 0.01),
    "xavier": _weights(lambda shape: np.sqrt(1.0 / _seen(shape))),
    "he_two_over_root": _weights(lambda shape: 2.0 / np.sqrt(_seen(shape))),
    "variance_for_deviation": _weights(lambda shape: 2.0 / _seen(shape)),
    "taps_forgotten": _weights(lambda shape: np.sqrt(2.0 / (shape[1] if len(shape) == 4 else shape[0]))),
    "by_outputs": _weights(lambda shape: np.sqrt(2.0 / (shape[0] * 9 if len(shape) == 4 else shape[1]))),
    "first_weights_zero": _weights(lambda shape: 0.0),
    "layers_hold_copies": _copied,
}
"""What the form of dropout and of predict does not come into."""

BY_FORM = {
    "hidden_dropout_missing": _without(Dropout, 0),
    "output_dropout_missing": _without(Dropout, 1),
    "dropout_ratio__0.2": _dropout_of(0.2),
    "dropout_ratio__0.8": _dropout_of(0.8),
    "flag_lost": _off,
    "dropped_at_test": _every(Dropout, lambda old: _AlwaysOn(0.5)),
    "relu_missing_behind_affine": _without(Relu, 6),
    "relu_missing_behind_conv": _without(Relu, 0, 1, 2, 3, 4, 5),
    "relu_on_output": lambda net: net.layers.insert(len(net.layers) - 1, Relu()),
    "average_pooling": _every(Pooling, lambda old: AveragePooling(2, 2, 2)),
    "flatten_order": lambda net: net.layers.insert(_first_dense(net), _ByChannelsLast()),
    "bias_unused": _no_bias,
    "dropout_not_in_backward": _also(_PassingBack),
    "new_mask_in_backward": _also(_NewMask),
}


def _in_gradient(base):
    class loss_not_averaged(base):
        def loss(self, x, t):
            return super().loss(x, t) * len(x)

    class gradient_sign(base):
        def gradient(self, x, t):
            return {name: -grad for name, grad in super().gradient(x, t).items()}

    class gradient_not_averaged(base):
        def gradient(self, x, t):
            return {name: grad * len(x) for name, grad in super().gradient(x, t).items()}

    class biases_missing(base):
        def gradient(self, x, t):
            return {name: grad for name, grad in super().gradient(x, t).items() if name[0] == "W"}

    class dense_missing(base):
        def gradient(self, x, t):
            return {name: grad for name, grad in super().gradient(x, t).items() if name[1] not in "78"}

    class convolutions_not_learned(base):
        def gradient(self, x, t):
            return {name: grad * (name[1] in "78") for name, grad in super().gradient(x, t).items()}

    class gradient_at_test(base):
        def gradient(self, x, t):
            training = self.layers
            self.layers = list(training)
            _off(self)
            grads = super().gradient(x, t)
            self.layers = training
            return grads

    return [
        loss_not_averaged,
        gradient_sign,
        gradient_not_averaged,
        biases_missing,
        dense_missing,
        convolutions_not_learned,
        gradient_at_test,
    ]


class conv4_pad(DeepConvNet):
    """The padding of 1 everywhere: 14 → 7 → 3."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        fourth = self.layers[_places(self, FastConvolution)[3]]
        fourth.pad = 1
        dense = self.layers[_first_dense(self)]
        dense.W = self.params["W7"] = self.params["W7"][: 64 * 3 * 3].copy()


class one_pooling_missing(DeepConvNet):
    """The last pooling left out: 8 × 8 behind the convolutions."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.layers.pop(_places(self, Pooling)[2])
        dense = self.layers[_first_dense(self)]
        dense.W = self.params["W7"] = np.random.randn(64 * 8 * 8, dense.W.shape[1]) * np.sqrt(2 / (64 * 8 * 8))


def _of(base):
    for name, change in BY_FORM.items():
        yield name, _changed(base, change)
    for made in _in_gradient(base):
        yield made.__name__, made


VARIANTS = {
    **{name: _changed(DeepConvNet, change) for name, change in ANY_FORM.items()},
    "test_scaling_missing": _changed(DeepConvNet, _every(Dropout, lambda old: _Unscaled(0.5))),
    **dict(_of(DeepConvNet)),
    **{f"{name}{'_' if '__' in name else '__'}inverted": made for name, made in _of(InvertedNet)},
    **{
        f"{name}{'_' if '__' in name else '__'}probabilities": _changed(probabilities(DeepConvNet), change)
        for name, change in BY_FORM.items()
        if name
        in ("relu_missing_behind_affine", "relu_missing_behind_conv", "average_pooling", "flatten_order", "bias_unused")
    },
}
