import numpy as np

from ....reference.convnets import SimpleConvNet
from ....reference.convolution import AveragePooling, Pooling
from ....reference.fast_convolution import FastConvolution
from ....reference.functions import softmax
from ....reference.layers import Affine, Relu
from .forms import Probabilities

CONV, RELU1, POOL, AFFINE1, RELU2, AFFINE2 = range(6)


class _Order:
    """Values in another order between the pooling and the first affine layer."""

    def __init__(self, forth, back):
        self.forth, self.back = forth, back

    def forward(self, x):
        self.shape = x.shape
        return self.forth(x)

    def backward(self, dout):
        return self.back(dout.reshape(len(dout), -1), self.shape)


def _by_axes(*axes):
    """Flattened in another order of the axes, and turned back rightly."""
    inverse = tuple(int(k) for k in np.argsort(axes))

    def back(dout, shape):
        return dout.reshape([shape[axis] for axis in axes]).transpose(inverse)

    return lambda: _Order(lambda x: x.transpose(axes).reshape(len(x), -1), back)


def _back_wrongly():
    def back(dout, shape):
        n, c, h, w = shape
        return dout.reshape(n, h, w, c).transpose(0, 3, 1, 2)

    return _Order(lambda x: x.reshape(len(x), -1), back)


class _Passing(Relu):
    def backward(self, dout):
        return dout


class _Spreading(Pooling):
    def backward(self, dout):
        return self._back(np.repeat(dout.transpose(0, 2, 3, 1).reshape(-1, 1), self.pool_h * self.pool_w, axis=1))


class _Flipped(FastConvolution):
    """The mathematician's convolution, whose filters are turned round."""

    def __init__(self, W, *rest):
        super().__init__(W[:, :, ::-1, ::-1], *rest)

    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.dW[:, :, ::-1, ::-1]
        return dx


class _MeanBias(FastConvolution):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.mean(axis=(0, 2, 3))
        return dx


class _SumOverRows(FastConvolution):
    """The bias's gradient of one place only."""

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout[:, :, 0, 0].sum(axis=0)
        return dx


class _NoBias(FastConvolution):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.zeros_like(self.db)
        return dx


class _NoDx(FastConvolution):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = np.zeros_like(self.dW)
        return dx


def _changed(base, change):
    """The network with its layers changed after they are made."""

    class Changed(base):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            change(self)

    return Changed


def _put(place, make):
    """Another layer in the place of one; a convolution keeps its arrays, stride and padding."""

    def change(net):
        old = net.layers[place]
        conv = isinstance(old, FastConvolution)
        net.layers[place] = make(old.W, old.b, old.stride, old.pad) if conv else make()

    return change


def _insert(place, make):
    return lambda net: net.layers.insert(place, make())


def _remove(place):
    return lambda net: net.layers.pop(place)


def _without_bias(number):
    def change(net):
        layer = [net.layers[CONV], net.layers[AFFINE1], net.layers[AFFINE2]][number - 1]
        layer.b = np.zeros_like(layer.b)

    return change


def _copied(net):
    for layer in net.layers:
        if isinstance(layer, FastConvolution | Affine):
            layer.W, layer.b = layer.W.copy(), layer.b.copy()


def _zeroed(net):
    for value in net.params.values():
        value[...] = 0.0


LAYERS = {
    "flatten_order": _insert(AFFINE1, _by_axes(0, 2, 3, 1)),
    "flatten_order__columns_first": _insert(AFFINE1, _by_axes(0, 1, 3, 2)),
    "flatten_back": _insert(AFFINE1, _back_wrongly),
    "relu_missing_behind_conv": _remove(RELU1),
    "relu_missing_behind_affine": _remove(RELU2),
    "both_relus_missing": lambda net: (net.layers.pop(RELU2), net.layers.pop(RELU1)),
    "relu_on_output": lambda net: net.layers.append(Relu()),
    "average_pooling": _put(POOL, lambda: AveragePooling(2, 2, 2)),
    "filters_flipped": _put(CONV, _Flipped),
    "b1_unused": _without_bias(1),
    "b2_unused": _without_bias(2),
    "b3_unused": _without_bias(3),
    "layers_hold_copies": _copied,
    "starts_at_zero": _zeroed,
    "first_relu_passes_back": _put(RELU1, _Passing),
    "second_relu_passes_back": _put(RELU2, _Passing),
    "pool_spreads": _put(POOL, lambda: _Spreading(2, 2, 2)),
    "conv_bias_averaged": _put(CONV, _MeanBias),
    "conv_bias_of_one_place": _put(CONV, _SumOverRows),
    "conv_bias_not_learned": _put(CONV, _NoBias),
    "conv_not_learned": _put(CONV, _NoDx),
}


def _sized(base, conv=None, pool=(2, 2)):
    """Sizes by another convolution or pooling than the one that was asked for."""

    class Sized(base):
        def __init__(self, input_dim, conv_param, hidden_size, output_size, weight_init_std=0.01):
            asked = {**conv_param, **(conv or {})}
            super().__init__(input_dim, asked, hidden_size, output_size, weight_init_std)
            size, stride = pool
            self.layers[POOL] = Pooling(size, size, stride)
            side = (input_dim[1] + 2 * asked["pad"] - asked["filter_size"]) // asked["stride"] + 1
            W2 = np.random.randn(asked["filter_num"] * ((side - size) // stride + 1) ** 2, hidden_size)
            self.params["W2"] = self.layers[AFFINE1].W = weight_init_std * W2

    return Sized


def _of(base):
    for label, change in LAYERS.items():
        yield label, _changed(base, change)
    yield "pad_ignored", _sized(base, {"pad": 0})
    yield "stride_ignored", _sized(base, {"stride": 1})
    yield "pool_missing", _sized(base, pool=(1, 1))
    yield "pool_stride", _sized(base, pool=(2, 1))
    for made in (*_in_loss(base), *_in_gradient(base), *_in_accuracy(base)):
        yield made.__name__, made


def _in_loss(base):
    class scale_ignored(base):
        def __init__(self, *args, weight_init_std=0.01):
            super().__init__(*args, weight_init_std=1.0)

    class softmax_twice(base):
        def loss(self, x, t):
            return self.last.forward(softmax(self._scores(x, False)), t)

    class softmax_twice__slope(softmax_twice):
        def gradient(self, x, t):
            soft = softmax(self._scores(x, True))
            self.last.forward(soft, t)
            d = self.last.backward()
            return self.back(soft * (d - (d * soft).sum(axis=1, keepdims=True)))

        def back(self, dout):
            for layer in reversed(self.layers):
                dout = layer.backward(dout)
            conv, first, second = (self.layers[k] for k in (CONV, AFFINE1, AFFINE2))
            grads = {"W1": conv.dW, "b1": conv.db, "W2": first.dW, "b2": first.db}
            return {**grads, "W3": second.dW, "b3": second.db}

    class loss_not_averaged(base):
        def loss(self, x, t):
            return super().loss(x, t) * len(x)

    return [scale_ignored, softmax_twice, softmax_twice__slope, loss_not_averaged]


def _in_gradient(base):
    class gradient_not_averaged(base):
        def gradient(self, x, t):
            return {name: grad * len(x) for name, grad in super().gradient(x, t).items()}

    class gradient_sign(base):
        def gradient(self, x, t):
            return {name: -grad for name, grad in super().gradient(x, t).items()}

    class gradient_keys_missing(base):
        def gradient(self, x, t):
            return {name: grad for name, grad in super().gradient(x, t).items() if name[0] == "W"}

    class biases_not_learned(base):
        def gradient(self, x, t):
            return {name: grad if name[0] == "W" else 0 * grad for name, grad in super().gradient(x, t).items()}

    class forward_not_run(base):
        def loss(self, x, t):
            self.kept = super().loss(x, t), x, t
            return self.kept[0]

        def gradient(self, x, t):
            return super().gradient(*getattr(self, "kept", (0, x, t))[1:])

    class gradients_pile_up(base):
        def gradient(self, x, t):
            before = getattr(self, "before", {})
            self.before = {name: grad + before.get(name, 0.0) for name, grad in super().gradient(x, t).items()}
            return {name: grad.copy() for name, grad in self.before.items()}

    return [
        gradient_not_averaged,
        gradient_sign,
        gradient_keys_missing,
        biases_not_learned,
        forward_not_run,
        gradients_pile_up,
    ]


def _in_accuracy(base):
    class accuracy_over_the_wrong_axis(base):
        def accuracy(self, x, t, batch_size=100):
            return float(np.sum(self.predict(x).argmax(axis=0) == t.argmax(axis=0)) / len(x))

    class accuracy_counted(base):
        def accuracy(self, x, t, batch_size=100):
            return super().accuracy(x, t) * len(x)

    class accuracy_in_percent(base):
        def accuracy(self, x, t, batch_size=100):
            return super().accuracy(x, t) * 100

    class accuracy_of_one_batch(base):
        def accuracy(self, x, t, batch_size=100):
            return super().accuracy(x[:batch_size], t[:batch_size])

    return [accuracy_over_the_wrong_axis, accuracy_counted, accuracy_in_percent, accuracy_of_one_batch]


def _label(name, form):
    return name if not form else f"{name}_{form}" if "__" in name else f"{name}__{form}"


IN_ANY_FORM = ("starts_at_zero", "scale_ignored")
"""What predict gives does not come into these."""

VARIANTS = {
    _label(name, form): made
    for form, base in {"": SimpleConvNet, "probabilities": Probabilities}.items()
    for name, made in _of(base)
    if not (form and name in IN_ANY_FORM)
}
