# 5 章と 6 章のネットワーク
from collections import OrderedDict

import numpy as np
from common.layers import Affine, BatchNormalization, Dropout, ReLU, Sigmoid, SoftmaxWithLoss
from common.optimizer import SGD, AdaGrad, Adam, Momentum, Nesterov


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {}
        self.params["W1"] = weight_init_std * np.random.randn(input_size, hidden_size)
        self.params["b1"] = np.zeros(hidden_size)
        self.params["W2"] = weight_init_std * np.random.randn(hidden_size, output_size)
        self.params["b2"] = np.zeros(output_size)

        self.layers = OrderedDict()
        self.layers["Affine1"] = Affine(self.params["W1"], self.params["b1"])
        self.layers["Relu1"] = ReLU()
        self.layers["Affine2"] = Affine(self.params["W2"], self.params["b2"])
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        return self.last_layer.forward(self.predict(x), t)

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward(1)
        layers = list(self.layers.values())
        layers.reverse()
        for layer in layers:
            dout = layer.backward(dout)

        grads = {}
        grads["W1"], grads["b1"] = self.layers["Affine1"].dW, self.layers["Affine1"].db
        grads["W2"], grads["b2"] = self.layers["Affine2"].dW, self.layers["Affine2"].db
        return grads


class MultiLayerNetExtend:
    """全結合の多層ネットワーク。Weight Decay、Dropout、Batch Normalization を使える"""

    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
        use_dropout=False,
        dropout_ration=0.5,
        use_batchnorm=False,
    ):
        self.hidden_layer_num = len(hidden_size_list)
        self.weight_decay_lambda = weight_decay_lambda
        self.use_dropout = use_dropout
        self.use_batchnorm = use_batchnorm
        self.params = {}

        all_size_list = [input_size] + list(hidden_size_list) + [output_size]
        for idx in range(1, len(all_size_list)):
            scale = weight_init_std
            if str(weight_init_std).lower() in ("relu", "he"):
                scale = np.sqrt(2.0 / all_size_list[idx - 1])
            elif str(weight_init_std).lower() in ("sigmoid", "xavier"):
                scale = np.sqrt(1.0 / all_size_list[idx - 1])
            self.params["W" + str(idx)] = scale * np.random.randn(all_size_list[idx - 1], all_size_list[idx])
            self.params["b" + str(idx)] = np.zeros(all_size_list[idx])

        activation_layer = {"sigmoid": Sigmoid, "relu": ReLU}
        self.layers = OrderedDict()
        for idx in range(1, self.hidden_layer_num + 1):
            n = str(idx)
            self.layers["Affine" + n] = Affine(self.params["W" + n], self.params["b" + n])
            if use_batchnorm:
                self.params["gamma" + n] = np.ones(hidden_size_list[idx - 1])
                self.params["beta" + n] = np.zeros(hidden_size_list[idx - 1])
                self.layers["BatchNorm" + n] = BatchNormalization(self.params["gamma" + n], self.params["beta" + n])
            self.layers["Activation" + n] = activation_layer[activation]()
            if use_dropout:
                self.layers["Dropout" + n] = Dropout(1 - dropout_ration)  # Dropout には残す割合を渡す
        n = str(self.hidden_layer_num + 1)
        self.layers["Affine" + n] = Affine(self.params["W" + n], self.params["b" + n])
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for key, layer in self.layers.items():
            if "Dropout" in key or "BatchNorm" in key:
                x = layer.forward(x, train_flg)
            else:
                x = layer.forward(x)
        return x

    def loss(self, x, t, train_flg=False):
        y = self.predict(x, train_flg)
        weight_decay = 0
        for idx in range(1, self.hidden_layer_num + 2):
            weight_decay += 0.5 * self.weight_decay_lambda * np.sum(self.params["W" + str(idx)] ** 2)
        return self.last_layer.forward(y, t) + weight_decay

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x, train_flg=False), axis=1)
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])

    def gradient(self, x, t):
        self.loss(x, t, train_flg=True)
        dout = self.last_layer.backward(1)
        for layer in reversed(list(self.layers.values())):
            dout = layer.backward(dout)

        grads = {}
        for idx in range(1, self.hidden_layer_num + 2):
            n = str(idx)
            grads["W" + n] = self.layers["Affine" + n].dW + self.weight_decay_lambda * self.params["W" + n]
            grads["b" + n] = self.layers["Affine" + n].db
            if self.use_batchnorm and idx != self.hidden_layer_num + 1:
                grads["gamma" + n] = self.layers["BatchNorm" + n].dgamma
                grads["beta" + n] = self.layers["BatchNorm" + n].dbeta
        return grads


class MultiLayerNet(MultiLayerNetExtend):
    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
    ):
        super().__init__(input_size, hidden_size_list, output_size, activation, weight_init_std, weight_decay_lambda)


class _RMSProp:
    """optimizer.py にはまだない"""

    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr = lr
        self.decay_rate = decay_rate
        self.h = {}

    def update(self, params, grads):
        for key in params:
            h = self.h.get(key, 0)
            self.h[key] = self.decay_rate * h + (1 - self.decay_rate) * grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)


class Trainer:
    def __init__(
        self,
        network,
        x_train,
        t_train,
        x_test,
        t_test,
        epochs=20,
        mini_batch_size=100,
        optimizer="SGD",
        optimizer_param=None,
        evaluate_sample_num_per_epoch=None,
        verbose=True,
    ):
        self.network = network
        self.verbose = verbose
        self.x_train, self.t_train = x_train, t_train
        self.x_test, self.t_test = x_test, t_test
        self.batch_size = mini_batch_size
        self.sample_num = evaluate_sample_num_per_epoch
        optimizer_class_dict = {
            "sgd": SGD,
            "momentum": Momentum,
            "nesterov": Nesterov,
            "adagrad": AdaGrad,
            "rmsprop": _RMSProp,
            "adam": Adam,
        }
        if optimizer_param is None:
            self.optimizer = optimizer_class_dict[optimizer.lower()](0.01)
        else:
            self.optimizer = optimizer_class_dict[optimizer.lower()](**optimizer_param)
        self.iter_per_epoch = max(len(x_train) // mini_batch_size, 1)
        self.max_iter = epochs * self.iter_per_epoch
        self.train_loss_list, self.train_acc_list, self.test_acc_list = [], [], []

    def train(self):
        for i in range(self.max_iter):
            batch_mask = np.random.choice(len(self.x_train), self.batch_size)
            x_batch, t_batch = self.x_train[batch_mask], self.t_train[batch_mask]
            grads = self.network.gradient(x_batch, t_batch)
            self.optimizer.update(self.network.params, grads)
            self.train_loss_list.append(self.network.loss(x_batch, t_batch))
            if i % self.iter_per_epoch == 0:
                n = self.sample_num
                self.train_acc_list.append(self.network.accuracy(self.x_train[:n], self.t_train[:n]))
                self.test_acc_list.append(self.network.accuracy(self.x_test[:n], self.t_test[:n]))
                if self.verbose:
                    print("train acc, test acc | " + str(self.train_acc_list[-1]) + ", " + str(self.test_acc_list[-1]))
