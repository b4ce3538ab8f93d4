from typing import ClassVar

import numpy as np

from ....reference.trainer import OPTIMIZERS, Trainer


class _Parts(Trainer):
    """The trainer with parts to be replaced: the names of optimizers, the rows of a step."""

    optimizers: ClassVar = OPTIMIZERS

    def __init__(self, *given, optimizer="SGD", **options):
        name = optimizer.lower()
        super().__init__(*given, optimizer="SGD" if name not in OPTIMIZERS else optimizer, **options)
        if name not in self.optimizers:
            raise KeyError(name)

    def rows(self):
        return np.random.choice(len(self.x_train), self.batch_size)

    def batch(self):
        rows = self.rows()
        return self.x_train[rows], self.t_train[rows]

    def train_step(self):
        x, t = self.batch()
        self.optimizer.update(self.network.params, self.network.gradient(x, t))
        self.train_loss_list.append(self.network.loss(x, t))


class rmsprpo(_Parts):
    optimizers: ClassVar = {**{k: v for k, v in OPTIMIZERS.items() if k != "rmsprop"}, "rmsprpo": OPTIMIZERS["rmsprop"]}


class rmsprop_missing(_Parts):
    optimizers: ClassVar = {k: v for k, v in OPTIMIZERS.items() if k != "rmsprop"}


class nesterov_is_momentum(_Parts):
    def __init__(self, *given, optimizer="SGD", **options):
        super().__init__(*given, optimizer="momentum" if optimizer.lower() == "nesterov" else optimizer, **options)


class nesterov_missing(_Parts):
    optimizers: ClassVar = {k: v for k, v in OPTIMIZERS.items() if k != "nesterov"}


class always_sgd(Trainer):
    def __init__(self, *given, optimizer="SGD", **options):
        super().__init__(*given, **options)


class optimizer_param_ignored(Trainer):
    def __init__(self, *given, optimizer_param=None, **options):
        super().__init__(*given, **options)


class optimizer_param_ignored__defaults(Trainer):
    def __init__(self, *given, optimizer_param=None, **options):
        super().__init__(*given, optimizer_param={}, **options)


class never_updated(_Parts):
    def train_step(self):
        x, t = self.batch()
        copies = {key: value.copy() for key, value in self.network.params.items()}
        self.optimizer.update(copies, self.network.gradient(x, t))
        self.train_loss_list.append(self.network.loss(x, t))


class optimizer_made_anew(_Parts):
    def __init__(self, *given, optimizer_param=None, **options):
        super().__init__(*given, optimizer_param=optimizer_param, **options)
        self.optimizer_param = {"lr": 0.01} if optimizer_param is None else optimizer_param

    def train_step(self):
        self.optimizer = type(self.optimizer)(**self.optimizer_param)
        super().train_step()


class optimizer_made_anew__epoch(optimizer_made_anew):
    def train_step(self):
        if len(self.train_loss_list) % self.steps_per_epoch:
            _Parts.train_step(self)
        else:
            super().train_step()


class ascends(_Parts):
    def train_step(self):
        x, t = self.batch()
        grads = {key: -grad for key, grad in self.network.gradient(x, t).items()}
        self.optimizer.update(self.network.params, grads)
        self.train_loss_list.append(self.network.loss(x, t))


class updated_twice(_Parts):
    def train_step(self):
        x, t = self.batch()
        grads = self.network.gradient(x, t)
        self.optimizer.update(self.network.params, grads)
        self.optimizer.update(self.network.params, grads)
        self.train_loss_list.append(self.network.loss(x, t))


class always_the_first_rows(_Parts):
    def rows(self):
        return np.arange(self.batch_size)


class not_shuffled(_Parts):
    def rows(self):
        first = len(self.train_loss_list) * self.batch_size % len(self.x_train)
        return np.arange(first, first + self.batch_size) % len(self.x_train)


class last_row_never_drawn(_Parts):
    def rows(self):
        return np.random.choice(len(self.x_train) - 1, self.batch_size)


class first_row_never_drawn(_Parts):
    def rows(self):
        return 1 + np.random.choice(len(self.x_train) - 1, self.batch_size)


class pairs_apart(_Parts):
    def batch(self):
        return self.x_train[self.rows()], self.t_train[self.rows()]


class trains_on_test_data(_Parts):
    def batch(self):
        rows = np.random.choice(len(self.x_test), self.batch_size)
        return self.x_test[rows], self.t_test[rows]


class one_epoch_only(Trainer):
    def __init__(self, *given, epochs=20, **options):
        super().__init__(*given, epochs=1, **options)


class epochs_taken_for_steps(Trainer):
    def __init__(self, *given, **options):
        super().__init__(*given, **options)
        self.steps //= self.steps_per_epoch


class all_rows_each_step(_Parts):
    def rows(self):
        return np.random.permutation(len(self.x_train))


class batch_size_ignored(Trainer):
    def __init__(self, *given, mini_batch_size=100, **options):
        super().__init__(*given, mini_batch_size=100, **options)


class lists_swapped(Trainer):
    def train(self):
        super().train()
        self.train_acc_list, self.test_acc_list = self.test_acc_list, self.train_acc_list


class tested_on_training_data(Trainer):
    def _evaluate(self, epoch):
        super()._evaluate(epoch)
        self.test_acc_list[-1] = self.train_acc_list[-1]


class evaluated_every_step(Trainer):
    def train(self):
        for step in range(self.steps):
            self.train_step()
            self._evaluate(step + 1)


class evaluated_once(Trainer):
    def train(self):
        for _ in range(self.steps):
            self.train_step()
        self._evaluate(1)


class samples_ignored(Trainer):
    def _evaluate(self, epoch):
        self.evaluated = None
        super()._evaluate(epoch)


class losses_not_kept(_Parts):
    def train_step(self):
        super().train_step()
        self.train_loss_list = self.train_loss_list[-1:]
