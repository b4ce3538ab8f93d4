# MNIST で学習させてみる
import sys, os

sys.path.append(os.pardir)
import numpy as np
import matplotlib.pyplot as plt
from dataset.mnist import load_mnist
from common.layers import Affine, ReLU, SoftmaxWithLoss
from common.optimizer import SGD

(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, one_hot_label=True)

W = 0.01 * np.random.randn(784, 10)
b = np.zeros(10)
affine, last = Affine(W, b), SoftmaxWithLoss()
losses = []
for i in range(10000):
    mask = np.random.choice(60000, 100)
    losses.append(last.forward(affine.forward(x_train[mask]), t_train[mask]))
    affine.backward(last.backward())
    SGD(0.1).update({"W": W, "b": b}, {"W": affine.dW, "b": affine.db})

plt.plot(losses)
plt.show()
