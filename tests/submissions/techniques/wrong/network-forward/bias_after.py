# mistake: the bias is added after the activation
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def init_network():
    network = {}
    network["W1"] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network["b1"] = np.array([0.1, 0.2, 0.3])
    network["W2"] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    network["b2"] = np.array([0.1, 0.2])
    network["W3"] = np.array([[0.1, 0.3], [0.2, 0.4]])
    network["b3"] = np.array([0.1, 0.2])
    return network


def forward(network, x):
    z1 = sigmoid(np.dot(x, network["W1"])) + network["b1"]
    z2 = sigmoid(np.dot(z1, network["W2"])) + network["b2"]
    y = np.dot(z2, network["W3"]) + network["b3"]
    return y
