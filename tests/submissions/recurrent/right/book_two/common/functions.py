from common.np import *


def sigmoid(x):
    return 1 / (1 + np.exp(-x))
