import numpy as np

from ....reference.layers import Dropout
from ...checking import where_named
from .checks import KEEP_NAMES


class inverted(Dropout):
    def forward(self, x, train_flg=True):
        if not train_flg:
            return x
        self.mask = (np.random.rand(*x.shape) > self.dropout_ratio) / (1 - self.dropout_ratio)
        return x * self.mask


@where_named(*KEEP_NAMES)
class keep_plain(Dropout):
    def __init__(self, keep_prob=0.5):
        super().__init__(1 - keep_prob)


@where_named(*KEEP_NAMES)
class keep_inverted(inverted):
    def __init__(self, keep_prob=0.5):
        super().__init__(1 - keep_prob)
