"""Mistakes of AttentionWeight, whether its scores are divided by √H or not."""

# mypy: allow-untyped-defs, allow-untyped-calls, disable-error-code="assignment,misc,override,valid-type"
import numpy as np

from ....reference.functions import softmax


def weight_mistakes(weighting):
    """Wrong variants of a layer such as Weighting.

    Their names are the labels of their sentences.
    """

    class softmax_over_batch(weighting):
        def normalised(self, s):
            return softmax(s.T).T

        def score_gradient(self, da):
            return self.a * (da - (self.a * da).sum(axis=0))

    class softmax_over_batch__forward(softmax_over_batch):
        score_gradient = weighting.score_gradient

    class softmax_over_everything(weighting):
        def normalised(self, s):
            return softmax(s.reshape(1, -1)).reshape(s.shape)

        def score_gradient(self, da):
            return self.a * (da - (self.a * da).sum())

    class softmax_over_everything__forward(softmax_over_everything):
        score_gradient = weighting.score_gradient

    class softmax_over_everything__own_maxima(weighting):
        def normalised(self, s):
            raised = np.exp(s - s.max(axis=1, keepdims=True))
            return raised / raised.sum()

    class softmax_missing(weighting):
        def normalised(self, s):
            return s

        def score_gradient(self, da):
            return da

    class divided_by_the_sum(weighting):
        def normalised(self, s):
            return s / s.sum(axis=1, keepdims=True)

    class divided_by_the_sum__exp_missing_backward(divided_by_the_sum):
        def score_gradient(self, da):
            return da / self.total

        def normalised(self, s):
            self.total = s.sum(axis=1, keepdims=True)
            return s / self.total

    class sigmoid_instead(weighting):
        def normalised(self, s):
            return 1 / (1 + np.exp(-s))

        def score_gradient(self, da):
            return da * self.a * (1 - self.a)

    class overflow(weighting):
        def normalised(self, s):
            return np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)

    class softmax_derivative_missing(weighting):
        def score_gradient(self, da):
            return da

    class softmax_derivative_of_sigmoid(weighting):
        def score_gradient(self, da):
            return da * self.a * (1 - self.a)

    class softmax_sum_forgotten(weighting):
        def score_gradient(self, da):
            return da * self.a

    class softmax_a_forgotten(weighting):
        def score_gradient(self, da):
            return da - (self.a * da).sum(axis=1, keepdims=True)

    class softmax_a_forgotten__inside(weighting):
        def score_gradient(self, da):
            return da - self.a * da.sum(axis=1, keepdims=True)

    class softmax_sum_without_a(weighting):
        def score_gradient(self, da):
            return self.a * (da - da.sum(axis=1, keepdims=True))

    class softmax_sum_over_batch(weighting):
        def score_gradient(self, da):
            return self.a * (da - (self.a * da).sum(axis=0))

    class dh_averaged(weighting):
        def to_h(self, ds):
            return super().to_h(ds) / ds.shape[1]

    class dh_of_one_step(weighting):
        def to_h(self, ds):
            return ds[:, -1:] * self.hs[:, -1]

    class dh_without_hs__from_h(weighting):
        def to_h(self, ds):
            return ds.sum(axis=1, keepdims=True) * self.h

    class dh_without_hs(weighting):
        def to_h(self, ds):
            return ds.sum(axis=1, keepdims=True) * np.ones_like(self.h)

    class dhs_from_hs(weighting):
        def to_hs(self, ds):
            return ds[:, :, np.newaxis] * self.hs

    class dhs_without_h(weighting):
        def to_hs(self, ds):
            return ds[:, :, np.newaxis] * np.ones_like(self.hs)

    return [value for value in locals().values() if isinstance(value, type) and value is not weighting]
