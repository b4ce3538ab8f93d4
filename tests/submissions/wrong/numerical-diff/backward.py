# mistake: backward difference
import numpy as np


def numerical_diff(f, x):
    h = 1e-4
    return (f(x) - f(x - h)) / h
