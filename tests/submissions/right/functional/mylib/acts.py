import numpy as np
from functools import reduce
from math import exp

step_function = lambda x: np.where(x > 0, 1, 0)
_sig = lambda v: 1 / (1 + exp(-v)) if v > -700 else 0.0
sigmoid = np.vectorize(_sig, otypes=[float])
sigmoid_grad = lambda x: (lambda s: s * (1 - s))(sigmoid(x))
relu = lambda x: np.where(x > 0, x, 0)
identity_function = lambda x: x
_softmax1 = lambda v: (lambda e: e / e.sum())(np.exp(v - v.max()))
softmax = lambda x: _softmax1(x) if x.ndim == 1 else np.array(list(map(_softmax1, x)))
