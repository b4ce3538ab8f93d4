import numpy as np

from ....reference.functions import softmax
from ...checking.shared_state import shared
from . import gradient_mistakes
from .steps import Steps


class softmax_over_batch(Steps):
    def normalised(self, s):
        return softmax(s.T).T

    def score_gradient(self, p, dp):
        return p * (dp - (p * dp).sum(axis=0))


class softmax_over_batch__forward(softmax_over_batch):
    score_gradient = Steps.score_gradient


class softmax_over_everything(Steps):
    def normalised(self, s):
        return softmax(s.reshape(1, -1)).reshape(s.shape)

    def score_gradient(self, p, dp):
        return p * (dp - (p * dp).sum())


class softmax_over_everything__forward(softmax_over_everything):
    score_gradient = Steps.score_gradient


class softmax_over_everything__own_maxima(Steps):
    """Each story's largest product is subtracted, and then everything is divided by one sum."""

    def normalised(self, s):
        raised = np.exp(s - s.max(axis=1, keepdims=True))
        return raised / raised.sum()


class softmax_missing(Steps):
    def normalised(self, s):
        return s

    def score_gradient(self, p, dp):
        return dp


class scaled(Steps):
    def address(self, u, m):
        return super().address(u / np.sqrt(u.shape[1]), m)

    def score_gradient(self, p, dp):
        return super().score_gradient(p, dp) / np.sqrt(self.m.shape[2])


class overflow(Steps):
    def normalised(self, s):
        return np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)


class read_averaged(Steps):
    def read(self, p, c):
        return super().read(p, c) / p.shape[1]

    def to_c(self, p, do):
        return super().to_c(p, do) / p.shape[1]

    def to_p(self, do):
        return super().to_p(do) / self.c.shape[1]


class best_sentence_alone(Steps):
    def read(self, p, c):
        return c[np.arange(len(c)), p.argmax(axis=1)]


class p_ignored(Steps):
    def read(self, p, c):
        return c.sum(axis=1)


class p_ignored__mean(Steps):
    def read(self, p, c):
        return c.mean(axis=1)


class output_memory_is_input(Steps):
    def output_memory(self):
        return self.m

    def collected(self, dm, dc, du, dscores):
        dA, dB, dC, dW = super().collected(dm, dc, du, dscores)
        return [dA + dC, dB, np.zeros_like(dC), dW]


class output_memory_is_input__forward(Steps):
    def output_memory(self):
        return self.m


class memories_swapped(Steps):
    def __init__(self, A, B, C, W, hops=1):
        super().__init__(C, B, A, W, hops)

    def collected(self, *parts):
        dA, dB, dC, dW = super().collected(*parts)
        return [dC, dB, dA, dW]


class question_through_A(Steps):
    def state(self):
        return self.embedded(self.question, self.params[0])

    def collected(self, dm, dc, du, dscores):
        dA, dB, dC, dW = super().collected(dm, dc, du, dscores)
        return [dA + dB, np.zeros_like(dB), dC, dW]


class question_through_A__forward(Steps):
    def state(self):
        return self.embedded(self.question, self.params[0])


class counts_ignored(Steps):
    def embedded(self, words, E):
        return (words > 0) @ E

    def embedded_back(self, words, grad):
        return super().embedded_back((words > 0).astype(float), grad)


class words_averaged(Steps):
    def embedded(self, words, E):
        return words @ E / np.maximum(words.sum(axis=-1, keepdims=True), 1)

    def embedded_back(self, words, grad):
        return super().embedded_back(words / np.maximum(words.sum(axis=-1, keepdims=True), 1), grad)


class u_not_added(Steps):
    def next_state(self, u, o):
        return o

    def kept_du(self, du):
        return 0 * du


class u_not_added__answer(Steps):
    def answered(self):
        return self.os[-1]


class u_not_added__forward(Steps):
    def next_state(self, u, o):
        return o


class hops_do_not_carry_u(Steps):
    def next_state(self, u, o):
        return self.us[0] + o


class one_hop_only(Steps):
    def times(self):
        return 1


class other_default(Steps):
    def __init__(self, A, B, C, W, hops=3):
        super().__init__(A, B, C, W, hops)


class _TwoByDefault(Steps):
    def __init__(self, A, B, C, W, hops=2):
        super().__init__(A, B, C, W, hops)


class one_hop_too_many(Steps):
    def times(self):
        return self.hops + 1


class softmax_at_the_end(Steps):
    def ended(self, scores):
        self.y = softmax(scores)
        return self.y

    def backward(self, dscores):
        super().backward(self.y * (dscores - (self.y * dscores).sum(axis=1, keepdims=True)))


class softmax_at_the_end__forward(Steps):
    def ended(self, scores):
        return softmax(scores)


VARIANTS = {
    "one_state_for_all": shared(Steps),
    "other_default__two": _TwoByDefault,
    **{label: made for label, made in vars(gradient_mistakes).items() if isinstance(made, type) and made is not Steps},
}
