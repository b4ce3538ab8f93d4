# Mistake: a new optimizer is made at each step, so that momentum is forgotten
import numpy as np


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] -= self.lr * grads[key]


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, {}

    def update(self, params, grads):
        for key in params:
            self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]
            params[key] += self.v[key]


class Nesterov(Momentum):
    def update(self, params, grads):
        for key in params:
            self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]
            params[key] += self.momentum * self.v[key] - self.lr * grads[key]


class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr, self.h = lr, {}

    def update(self, params, grads):
        for key in params:
            self.h[key] = self.h.get(key, 0.0) + grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)


class RMSprop:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate, self.h = lr, decay_rate, {}

    def update(self, params, grads):
        for key in params:
            self.h[key] = self.decay_rate * self.h.get(key, 0.0) + (1 - self.decay_rate) * grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2, self.m, self.v, self.iter = lr, beta1, beta2, {}, {}, 0

    def update(self, params, grads):
        self.iter += 1
        for key in params:
            self.m[key] = self.beta1 * self.m.get(key, 0.0) + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * grads[key] ** 2
            m = self.m[key] / (1 - self.beta1**self.iter)
            v = self.v[key] / (1 - self.beta2**self.iter)
            params[key] -= self.lr * m / (np.sqrt(v) + 1e-7)


class Trainer:
    def __init__(self, network, x_train, t_train, x_test, t_test, epochs=20, mini_batch_size=100, optimizer="SGD",
                 optimizer_param={"lr": 0.01}, evaluate_sample_num_per_epoch=None, verbose=True):
        self.network = network
        self.x_train, self.t_train, self.x_test, self.t_test = x_train, t_train, x_test, t_test
        self.batch_size = mini_batch_size
        self.evaluate_num = evaluate_sample_num_per_epoch
        self.verbose = verbose
        optimizers = {"sgd": SGD, "momentum": Momentum, "nesterov": Nesterov, "adagrad": AdaGrad,
                      "rmsprop": RMSprop, "adam": Adam}
        self.new_optimizer = lambda: optimizers[optimizer.lower()](**optimizer_param)
        self.train_size = x_train.shape[0]
        self.iter_per_epoch = max(self.train_size // mini_batch_size, 1)
        self.max_iter = epochs * self.iter_per_epoch
        self.train_loss_list, self.train_acc_list, self.test_acc_list = [], [], []

    def train(self):
        for i in range(self.max_iter):
            mask = np.random.choice(self.train_size, self.batch_size)
            x, t = self.x_train[mask], self.t_train[mask]
            grads = self.network.gradient(x, t)
            self.new_optimizer().update(self.network.params, grads)
            self.train_loss_list.append(self.network.loss(x, t))
            if i % self.iter_per_epoch == 0:
                n = self.evaluate_num
                self.train_acc_list.append(self.network.accuracy(self.x_train[:n], self.t_train[:n]))
                self.test_acc_list.append(self.network.accuracy(self.x_test[:n], self.t_test[:n]))
                if self.verbose:
                    print(self.train_acc_list[-1], self.test_acc_list[-1])
