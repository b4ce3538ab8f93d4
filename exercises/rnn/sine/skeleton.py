import numpy as np


def make_sine_windows(series, length):
    """x[i] = series[i : i + length],   t[i] = series[i + length],   i = 0, ..., T - length - 1

    series: (T,)   length: values in a window -> x (T - length, length, 1), t (T - length, 1)
    """
    raise NotImplementedError
