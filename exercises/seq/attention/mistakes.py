"""Each mistake of AttentionWeight also with scores that are divided by √H, so that it is named there too."""

import numpy as np

from ....reference.attention import Attention, WeightSum
from ...checking.shared_state import shared
from .forms import Scaled, Weighting, attention
from .weight_mistakes import weight_mistakes


class _ContextAveraged(WeightSum):
    def forward(self, hs, a):
        return super().forward(hs, a) / hs.shape[1]


class _ContextAveragedThroughout(_ContextAveraged):
    def backward(self, dc):
        return super().backward(dc / self.hs.shape[1])


class _ContextOverBatch(WeightSum):
    def forward(self, hs, a):
        self.hs, self.a = hs, a
        return (hs * a[:, :, np.newaxis]).sum(axis=0)

    def backward(self, dc):
        return self.a[:, :, np.newaxis] * dc, (self.hs * dc).sum(axis=2)


class _WeightsIgnored(WeightSum):
    def forward(self, hs, a):
        super().forward(hs, a)
        return hs.sum(axis=1)

    def backward(self, dc):
        return np.ones_like(self.hs) * dc[:, np.newaxis], np.zeros_like(self.a)


class _WeightsIgnoredMean(_WeightsIgnored):
    def forward(self, hs, a):
        return super().forward(hs, a) / hs.shape[1]


class _BestStepAlone(WeightSum):
    def forward(self, hs, a):
        super().forward(hs, a)
        return hs[np.arange(len(hs)), a.argmax(axis=1)]


class _ContextNotSummed(WeightSum):
    def forward(self, hs, a):
        super().forward(hs, a)
        return hs * a[:, :, np.newaxis]

    def backward(self, dc):
        return self.a[:, :, np.newaxis] * dc, (self.hs * dc).sum(axis=2)


class _DaOverTime(WeightSum):
    def backward(self, dc):
        return super().backward(dc)[0], (self.hs * dc[:, np.newaxis]).sum(axis=1)


class _DaWithoutHs(WeightSum):
    def backward(self, dc):
        return super().backward(dc)[0], np.ones_like(self.a) * dc.sum(axis=1, keepdims=True)


class _DaAveraged(WeightSum):
    def backward(self, dc):
        return super().backward(dc)[0], (self.hs * dc[:, np.newaxis]).mean(axis=2)


class _DhsWithoutA(WeightSum):
    def backward(self, dc):
        return np.ones_like(self.hs) * dc[:, np.newaxis], super().backward(dc)[1]


class _OrderOfSum(WeightSum):
    def backward(self, dc):
        return super().backward(dc)[::-1]


class _OrderOfWeights(Weighting):
    def backward(self, da):
        return super().backward(da)[::-1]


class _ScaledForward(Weighting):
    def scale(self):
        return 1 / np.sqrt(self.h.shape[1])

    def scale_back(self):
        return 1.0


class _ScaledByH(Weighting):
    def scale(self):
        return 1 / self.h.shape[1]

    scale_back = scale


class _MultipliedByRoot(Weighting):
    def scale(self):
        return np.sqrt(self.h.shape[1])

    scale_back = scale


class _ScaledBySteps(Weighting):
    def scale(self):
        return 1 / np.sqrt(self.hs.shape[1])

    scale_back = scale


class _Cosine(Weighting):
    def normalised(self, s):
        lengths = np.linalg.norm(self.hs, axis=2) * np.linalg.norm(self.h, axis=1, keepdims=True)
        return super().normalised(s / lengths)


class _SumBranch(Attention):
    def backward(self, dc):
        dhs, da = self.weight_sum_layer.backward(dc)
        return dhs, self.attention_weight_layer.backward(da)[1]


class _WeightBranch(Attention):
    def backward(self, dc):
        return self.attention_weight_layer.backward(self.weight_sum_layer.backward(dc)[1])


class _BranchesAveraged(Attention):
    def backward(self, dc):
        dhs, dh = super().backward(dc)
        return dhs / 2, dh


class _WeightsReturned(Attention):
    def forward(self, hs, h):
        super().forward(hs, h)
        return self.attention_weight

    def backward(self, dc):
        return self.attention_weight_layer.backward(dc)


class _QueryIgnored(Attention):
    def forward(self, hs, h):
        return super().forward(hs, hs[:, -1])


class _ContextPlusQuery(Attention):
    def forward(self, hs, h):
        return super().forward(hs, h) + h

    def backward(self, dc):
        dhs, dh = super().backward(dc)
        return dhs, dh + dc


class _OtherOrder(Attention):
    def backward(self, dc):
        return super().backward(dc)[::-1]


def _also_scaled(label):
    """A label of its own; what follows __ says nothing where the sentence has no {0}."""
    return label + ("_scaled" if "__" in label else "__scaled")


OF_THE_SUM = {
    "context_averaged": _ContextAveragedThroughout,
    "context_averaged__forward": _ContextAveraged,
    "context_over_batch": _ContextOverBatch,
    "weights_ignored": _WeightsIgnored,
    "weights_ignored__mean": _WeightsIgnoredMean,
    "best_step_alone": _BestStepAlone,
    "context_not_summed": _ContextNotSummed,
    "da_over_time": _DaOverTime,
    "da_without_hs": _DaWithoutHs,
    "da_averaged": _DaAveraged,
    "one_state_for_all__WeightSum": shared(WeightSum),
    "dhs_without_a": _DhsWithoutA,
    "gradients_in_other_order__WeightSum": _OrderOfSum,
}
OF_THE_WEIGHTS = {
    "gradients_in_other_order__AttentionWeight": _OrderOfWeights,
    "cosine": _Cosine,
    "scaled_one_way": _ScaledForward,
    "one_state_for_all__AttentionWeight": shared(Weighting),
    "other_scale__H": _ScaledByH,
    "other_scale__1/√H": _MultipliedByRoot,
    "other_scale__√T": _ScaledBySteps,
}
OF_BOTH = {
    "dhs_of_one_branch__WeightSum": _SumBranch,
    "dhs_of_one_branch__AttentionWeight": _WeightBranch,
    "branches_averaged": _BranchesAveraged,
    "weights_returned": _WeightsReturned,
    "one_state_for_all": shared(Attention, "attention_weight_layer", "weight_sum_layer"),
    "query_ignored": _QueryIgnored,
    "query_added": _ContextPlusQuery,
    "gradients_in_other_order__Attention": _OtherOrder,
}
IN_ORDER = ("gradients_in_other_order__Attention",)
"""What follows __ stands in the sentence."""
VARIANTS = {
    **{label: attention(summing=wrong) for label, wrong in OF_THE_SUM.items()},
    **{label: attention(wrong) for label, wrong in OF_THE_WEIGHTS.items()},
    **{wrong.__name__: attention(wrong) for wrong in weight_mistakes(Weighting)},
    **{_also_scaled(wrong.__name__): attention(wrong) for wrong in weight_mistakes(Scaled)},
    **{label: attention(base=wrong) for label, wrong in OF_BOTH.items()},
    **{_also_scaled(label): attention(Scaled, base=wrong) for label, wrong in OF_BOTH.items() if label not in IN_ORDER},
}
