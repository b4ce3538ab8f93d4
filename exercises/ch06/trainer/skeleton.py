import numpy as np


class Trainer:
    """Draws mini-batches, updates network.params, and takes the accuracy once an epoch

    network: has params, gradient(x, t), loss(x, t) and accuracy(x, t)
    x_train, t_train, x_test, t_test: arrays of as many rows each
    epochs: an epoch is len(x_train) // mini_batch_size steps
    optimizer: SGD, Momentum, Nesterov, AdaGrad, RMSprop or Adam, in any case   optimizer_param: its arguments by name
    evaluate_sample_num_per_epoch: the accuracy is taken on the first so many rows; None: on all
    """

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
        optimizer_param={"lr": 0.01},  # noqa: B006 - the book's form; nobody changes it
        evaluate_sample_num_per_epoch=None,
        verbose=True,
    ):
        raise NotImplementedError

    def train(self):
        """trains, and fills self.train_loss_list, self.train_acc_list and self.test_acc_list"""
        raise NotImplementedError
