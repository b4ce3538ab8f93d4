import numpy as np

from ....reference.layers import Dropout
from ....reference.multi_layer_net import MultiLayerNetExtend
from ....reference.normalization import EPSILON, BatchNormalization
from ...checking.deep_mistakes import decay_mistakes, gradient_mistakes, layer_mistakes, loss_mistakes


class _TestKept(BatchNormalization):
    """Backward goes by what forward computed, at test time too."""

    def _test(self, x):
        self.std = np.sqrt(self.running_var + EPSILON)
        self.xn = (x - self.running_mean) / self.std
        return self.gamma * self.xn + self.beta


class gradient_in_test_mode(MultiLayerNetExtend):
    def gradient(self, x, t):
        self.in_gradient = True
        grads = super().gradient(x, t)
        self.in_gradient = False
        return grads

    def predict(self, x, train_flg=False):
        return super().predict(x, train_flg and not getattr(self, "in_gradient", False))


class gradient_in_test_mode__kept(gradient_in_test_mode):
    def _add_normalization(self, layer):
        super()._add_normalization(layer)
        name = f"BatchNorm{layer}"
        self.layers[name] = _TestKept(self.layers[name].gamma, self.layers[name].beta)


class flag_not_passed_to_normalization(MultiLayerNetExtend):
    def predict(self, x, train_flg=False):
        for layer in self.layers.values():
            x = layer.forward(x, train_flg) if isinstance(layer, Dropout) else layer.forward(x)
        return x


class flag_not_passed_to_dropout(MultiLayerNetExtend):
    def predict(self, x, train_flg=False):
        for layer in self.layers.values():
            x = layer.forward(x, train_flg) if isinstance(layer, BatchNormalization) else layer.forward(x)
        return x


class always_training(MultiLayerNetExtend):
    def predict(self, x, train_flg=False):
        return super().predict(x, True)


class accuracy_in_training_mode(MultiLayerNetExtend):
    def accuracy(self, x, t):
        return float(np.mean(self.predict(x, True).argmax(axis=1) == t.argmax(axis=1)))


class scale_and_shift_not_learned(MultiLayerNetExtend):
    def gradient(self, x, t):
        return {k: g for k, g in super().gradient(x, t).items() if k[0] in "Wb" and not k.startswith("beta")}


class normalization_missing(MultiLayerNetExtend):
    def predict(self, x, train_flg=False):
        for layer in self.layers.values():
            if isinstance(layer, BatchNormalization):
                layer.xn, layer.std = np.zeros_like(x), np.ones(x.shape[1])
            elif isinstance(layer, Dropout):
                x = layer.forward(x, train_flg)
            else:
                x = layer.forward(x)
        return x


class normalised_before_the_output(MultiLayerNetExtend):
    def _build(self):
        super()._build()
        if self.use_batchnorm:
            size = self.sizes[-1]
            self.layers["BatchNormLast"] = BatchNormalization(np.ones(size), np.zeros(size))


class dropout_on_the_output(MultiLayerNetExtend):
    def _build(self):
        super()._build()
        if self.use_dropout:
            self.layers["DropoutLast"] = Dropout(self.dropout_ration)


class dropout_always(MultiLayerNetExtend):
    def _build(self):
        self.use_dropout = True
        super()._build()


class dropout_missing(MultiLayerNetExtend):
    def _build(self):
        self.use_dropout = False
        super()._build()


class ratio_ignored(MultiLayerNetExtend):
    def _build(self):
        self.dropout_ration = 0.5
        super()._build()


class ratio_inverted(MultiLayerNetExtend):
    def _build(self):
        self.dropout_ration = 1.0 - self.dropout_ration
        super()._build()


class _Twice(Dropout):
    def backward(self, dout):
        return dout * (np.random.rand(*dout.shape) > self.dropout_ratio)


class _Unscaled(Dropout):
    def forward(self, x, train_flg=True):
        return super().forward(x, True) if train_flg else x


class dropout_not_scaled(MultiLayerNetExtend):
    def _build(self):
        super()._build()
        for name in self.layers:
            if name.startswith("Dropout"):
                self.layers[name] = _Unscaled(self.dropout_ration)


class _Through(Dropout):
    def backward(self, dout):
        return dout


class mask_missing_in_backward(MultiLayerNetExtend):
    def _build(self):
        super()._build()
        for name in self.layers:
            if name.startswith("Dropout"):
                self.layers[name] = _Through(self.dropout_ration)


class new_mask_in_backward(MultiLayerNetExtend):
    def _build(self):
        super()._build()
        for name in self.layers:
            if name.startswith("Dropout"):
                self.layers[name] = _Twice(self.dropout_ration)


def _shared():
    for group in (layer_mistakes, loss_mistakes, decay_mistakes, gradient_mistakes):
        for wrong in group(MultiLayerNetExtend):
            yield wrong.__name__, wrong


def _decayed(*names):
    class ScaleDecayed(MultiLayerNetExtend):
        def gradient(self, x, t):
            decay = {k: self.weight_decay_lambda * v for k, v in self.params.items() if k.startswith(names)}
            return {k: g + decay.get(k, 0.0) for k, g in super().gradient(x, t).items()}

    return ScaleDecayed


VARIANTS = {
    **dict(_shared()),
    "scale_decayed": _decayed("gamma", "beta"),
    "scale_decayed__gamma": _decayed("gamma"),
    "scale_decayed__beta": _decayed("beta"),
}
