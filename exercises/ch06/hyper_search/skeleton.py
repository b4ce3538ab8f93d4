import numpy as np


def sample_log_uniform(low, high):
    """A number between 10**low and 10**high, uniform on the logarithmic scale.

    low, high: exponents, for example -6 and -2
    returns: one number
    """
    raise NotImplementedError


def random_search(evaluate, ranges, n_trials):
    """Tries n_trials random settings and picks the one with the best validation accuracy.

    evaluate: takes a dictionary name -> value, gives {"train": ..., "val": ..., "test": ...}, accuracies
    ranges: name -> (low, high), exponents as in sample_log_uniform
    returns: best, the dictionary name -> value of the best trial
             trials, a list with (dictionary, accuracies) for each trial
    """
    raise NotImplementedError
