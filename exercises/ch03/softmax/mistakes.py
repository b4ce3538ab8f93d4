import numpy as np


def whole_batch(x):
    raised = np.exp(x - np.max(x))
    return raised / np.sum(raised)


def _rows_then_whole_batch(x):
    raised = np.exp(x - np.max(x, axis=-1, keepdims=True))
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


def exp_missing(x):
    return x / np.sum(x, axis=-1, keepdims=True)


def max_in_numerator_only(x):
    raised = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return raised / np.sum(np.exp(x), axis=-1, keepdims=True)


def log_returned(x):
    moved = x - np.max(x, axis=-1, keepdims=True)
    return moved - np.log(np.sum(np.exp(moved), axis=-1, keepdims=True))


def exp_sign(x):
    raised = np.exp(np.min(x, axis=-1, keepdims=True) - x)
    return raised / np.sum(raised, axis=-1, keepdims=True)


VARIANTS = {"whole_batch__sum": _rows_then_whole_batch}
