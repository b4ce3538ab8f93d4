import numpy as np


def whole_batch(x):
    raised = np.exp(x - np.max(x))
    return raised / np.sum(raised)


def axis_zero(x):
    raised = np.exp(x - np.max(x, axis=0))
    return raised / np.sum(raised, axis=0)


def max_not_subtracted(x):
    raised = np.exp(x)
    return raised / np.sum(raised, axis=-1, keepdims=True)


def keepdims_missing(x):
    raised = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return raised / np.sum(raised, axis=-1)


def not_normalised(x):
    return np.exp(x - np.max(x, axis=-1, keepdims=True))


def in_place(x):
    x -= np.max(x, axis=-1, keepdims=True)
    raised = np.exp(x)
    return raised / np.sum(raised, axis=-1, keepdims=True)
