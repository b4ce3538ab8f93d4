"""The loop that trains a network.

Source: *Deep Learning from Scratch*, chapter 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSprop

Array = NDArray[Any]

OPTIMIZERS = {
    "sgd": SGD,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": AdaGrad,
    "rmsprop": RMSprop,
    "adam": Adam,
}


class Trainer:
    """Draws mini-batches, updates the network's parameters, and looks at the accuracy after each epoch.

    Args:
        network: has `params`, `gradient(x, t)`, `loss(x, t)` and `accuracy(x, t)`.
        x_train, t_train: training data, N rows each.
        x_test, t_test: test data.
        epochs: how often all training data are seen, on average.
        mini_batch_size: rows drawn for each step, at random.
        optimizer: name of the optimizer, in any case: SGD, Momentum, Nesterov, AdaGrad, RMSprop or Adam.
        optimizer_param: its parameters by name.
        evaluate_sample_num_per_epoch: the accuracy is taken on the first so many rows; None: on all.
        verbose: whether progress is printed.

    Attributes:
        train_loss_list: loss of each step's batch.
        train_acc_list, test_acc_list: accuracy at the beginning of each epoch.
    """

    def __init__(
        self,
        network: Any,
        x_train: Array,
        t_train: Array,
        x_test: Array,
        t_test: Array,
        epochs: int = 20,
        mini_batch_size: int = 100,
        optimizer: str = "SGD",
        optimizer_param: Mapping[str, float] | None = None,
        evaluate_sample_num_per_epoch: int | None = None,
        verbose: bool = True,
    ) -> None:
        self.network = network
        self.x_train, self.t_train = x_train, t_train
        self.x_test, self.t_test = x_test, t_test
        self.batch_size = mini_batch_size
        self.evaluated = evaluate_sample_num_per_epoch
        self.verbose = verbose
        self.optimizer = OPTIMIZERS[optimizer.lower()](**({"lr": 0.01} if optimizer_param is None else optimizer_param))
        self.steps_per_epoch = max(len(x_train) // mini_batch_size, 1)
        self.steps = epochs * self.steps_per_epoch
        self.train_loss_list: list[float] = []
        self.train_acc_list: list[float] = []
        self.test_acc_list: list[float] = []

    def train_step(self) -> None:
        """One step: a batch at random, its gradients, an update, its loss."""
        rows = np.random.choice(len(self.x_train), self.batch_size)
        x, t = self.x_train[rows], self.t_train[rows]
        self.optimizer.update(self.network.params, self.network.gradient(x, t))
        self.train_loss_list.append(self.network.loss(x, t))

    def train(self) -> None:
        """All steps of all epochs; the accuracy is taken after the first step of each."""
        for step in range(self.steps):
            self.train_step()
            if step % self.steps_per_epoch == 0:
                self._evaluate(step // self.steps_per_epoch + 1)

    def _evaluate(self, epoch: int) -> None:
        rows = slice(self.evaluated)
        self.train_acc_list.append(self.network.accuracy(self.x_train[rows], self.t_train[rows]))
        self.test_acc_list.append(self.network.accuracy(self.x_test[rows], self.t_test[rows]))
        if self.verbose:
            print(f"epoch {epoch}: train {self.train_acc_list[-1]:.3f}, test {self.test_acc_list[-1]:.3f}")
