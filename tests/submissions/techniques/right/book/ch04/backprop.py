# coding: utf-8
import sys, os
sys.path.append(os.pardir)
import numpy as np
from common.functions import sigmoid


def backprop_delta(p, V, delta_next):
    h = sigmoid(p)
    return (1.0 - h) * h * np.dot(delta_next, V)
