# coding: utf-8
import sys, os
sys.path.append(os.pardir)
import numpy as np
import matplotlib.pyplot as plt
from dataset.mnist import load_mnist
from common.layers import *
from common.optimizer import Adam
from collections import OrderedDict

(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, one_hot_label=True)

layers = OrderedDict()
layers['Affine1'] = Affine(0.01 * np.random.randn(784, 50), np.zeros(50))
layers['Relu1'] = Relu()
layers['Affine2'] = Affine(0.01 * np.random.randn(50, 10), np.zeros(10))
last = SoftmaxWithLoss()
optimizer = Adam()

train_loss_list = []
for i in range(10000):
    mask = np.random.choice(x_train.shape[0], 100)
    x, t = x_train[mask], t_train[mask]
    for layer in layers.values():
        x = layer.forward(x)
    train_loss_list.append(last.forward(x, t))
    dout = last.backward()
    for layer in reversed(list(layers.values())):
        dout = layer.backward(dout)
    params = {'W1': layers['Affine1'].W, 'W2': layers['Affine2'].W}
    optimizer.update(params, {'W1': layers['Affine1'].dW, 'W2': layers['Affine2'].dW})

plt.plot(train_loss_list)
plt.show()
