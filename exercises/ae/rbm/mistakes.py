"""Each mistake in cd1 also as a sum over the batch, so that it is named there too."""

import numpy as np

from ....reference.functions import sigmoid
from ....reference.rbm import RBM
from .conventions import summed_over_batch


class free_energy_sign_flipped(RBM):
    def free_energy(self, v):
        return -super().free_energy(v)


class hidden_sum_added(RBM):
    def free_energy(self, v):
        return -(v @ self.a) + np.logaddexp(0, v @ self.W + self.b).sum(axis=1)


class visible_bias_left_out(RBM):
    def free_energy(self, v):
        return -np.logaddexp(0, v @ self.W + self.b).sum(axis=1)


class visible_term_added(RBM):
    def free_energy(self, v):
        return super().free_energy(v) + 2 * (v @ self.a)


class log_of_sigmoid(RBM):
    def free_energy(self, v):
        return -(v @ self.a) - np.log(sigmoid(v @ self.W + self.b)).sum(axis=1)


class one_left_out_of_log(RBM):
    def free_energy(self, v):
        return -(v @ self.a) - (v @ self.W + self.b).sum(axis=1)


class energy_at_the_mean(RBM):
    def free_energy(self, v):
        h = self.prob_h(v)
        return -(v @ self.a) - h @ self.b - ((v @ self.W) * h).sum(axis=1)


class one_number_for_the_batch(RBM):
    def free_energy(self, v):
        return super().free_energy(v).sum()


class _MeanForTheBatch(RBM):
    def free_energy(self, v):
        return super().free_energy(v).mean()


class hidden_bias_missing(RBM):
    def prob_h(self, v):
        return sigmoid(v @ self.W)


class visible_bias_missing(RBM):
    def prob_v(self, h):
        return sigmoid(h @ self.W.T)


class sigmoid_missing(RBM):
    def prob_h(self, v):
        return v @ self.W + self.b

    def prob_v(self, h):
        return h @ self.W.T + self.a


class _Steps(RBM):
    """CD-1 as a computation whose parts can be replaced one by one."""

    def sample(self, p, u):
        return (u < p) * 1.0

    def hidden(self, p, u):
        return self.sample(p, u)

    def visible(self, p, u):
        return self.sample(p, u)

    def first(self, p, h):
        return p

    def second(self, p, p1, u):
        return p1

    def statistics(self, v, p, v1, p1):
        return {"W": v.T @ p - v1.T @ p1, "a": (v - v1).sum(axis=0), "b": (p - p1).sum(axis=0)}

    def cd1(self, v, u_h, u_v):
        p = self.prob_h(v)
        h = self.hidden(p, u_h)
        v1 = self.visible(self.prob_v(h), u_v)
        p1 = self.second(p, self.prob_h(v1), u_h)
        return {name: array / len(v) for name, array in self.statistics(v, self.first(p, h), v1, p1).items()}


class hidden_terms_averaged(RBM):
    def free_energy(self, v):
        return -(v @ self.a) - np.logaddexp(0, v @ self.W + self.b).mean(axis=1)


class sign_flipped(RBM):
    def cd1(self, v, u_h, u_v):
        return {name: -move for name, move in super().cd1(v, u_h, u_v).items()}


class _SampledFirst(_Steps):
    def first(self, p, h):
        return h


class _SampledSecond(_Steps):
    def second(self, p, p1, u):
        return self.sample(p1, u)


class _SampledBoth(_SampledFirst, _SampledSecond):
    pass


def _in_one(made, names):
    """The same mistake in one of W, a and b alone."""

    def cd1(self, v, u_h, u_v):
        wrong = made.cd1(self, v, u_h, u_v)
        return {**RBM(self.W, self.a, self.b).cd1(v, u_h, u_v), **{name: wrong[name] for name in names}}

    return type(made.__name__, (made,), {"cd1": cd1})


class reconstruction_not_sampled(_Steps):
    def visible(self, p, u):
        return p


class reconstruction_mean_in_statistics(RBM):
    def cd1(self, v, u_h, u_v):
        p = self.prob_h(v)
        q = self.prob_v((u_h < p) * 1.0)
        p1 = self.prob_h((u_v < q) * 1.0)
        return {"W": (v.T @ p - q.T @ p1) / len(v), "a": (v - q).mean(axis=0), "b": (p - p1).mean(axis=0)}


class hidden_not_sampled(_Steps):
    def hidden(self, p, u):
        return p


class nothing_sampled(_Steps):
    def sample(self, p, u):
        return p


class sampled_the_wrong_way_round(_Steps):
    def sample(self, p, u):
        return (u > p) * 1.0


class _HiddenTheWrongWay(_Steps):
    def hidden(self, p, u):
        return (u > p) * 1.0


class _VisibleTheWrongWay(_Steps):
    def visible(self, p, u):
        return (u > p) * 1.0


class rounded_for_sampled(_Steps):
    def sample(self, p, u):
        return (p > 0.5) * 1.0


class negative_phase_missing(_Steps):
    def statistics(self, v, p, v1, p1):
        return {"W": v.T @ p, "a": v.sum(axis=0), "b": p.sum(axis=0)}


class positive_phase_missing(_Steps):
    def statistics(self, v, p, v1, p1):
        return {"W": -v1.T @ p1, "a": -v1.sum(axis=0), "b": -p1.sum(axis=0)}


class hidden_of_the_data_twice(_Steps):
    def statistics(self, v, p, v1, p1):
        return {"W": (v - v1).T @ p, "a": (v - v1).sum(axis=0), "b": (p - p1).sum(axis=0)}


class product_of_differences(_Steps):
    def statistics(self, v, p, v1, p1):
        return {"W": (v - v1).T @ (p - p1), "a": (v - v1).sum(axis=0), "b": (p - p1).sum(axis=0)}


class nothing_returned(RBM):
    def cd1(self, v, u_h, u_v):
        return None


class biases_not_divided(RBM):
    def cd1(self, v, u_h, u_v):
        moves = super().cd1(v, u_h, u_v)
        return {name: move * (1 if name == "W" else len(v)) for name, move in moves.items()}


class weights_not_divided(RBM):
    def cd1(self, v, u_h, u_v):
        moves = super().cd1(v, u_h, u_v)
        return {name: move * (len(v) if name == "W" else 1) for name, move in moves.items()}


def _summed(made):
    return type(made.__name__, (summed_over_batch, made), {})


_SAMPLED = {
    "positive": _SampledFirst,
    "negative": _SampledSecond,
    "both": _SampledBoth,
    "positive, W": _in_one(_SampledFirst, "W"),
    "positive, b": _in_one(_SampledFirst, "b"),
}
_IN_THE_SUM = (
    sign_flipped,
    reconstruction_not_sampled,
    hidden_not_sampled,
    nothing_sampled,
    sampled_the_wrong_way_round,
    rounded_for_sampled,
    negative_phase_missing,
    positive_phase_missing,
    hidden_of_the_data_twice,
    product_of_differences,
    hidden_bias_missing,
    visible_bias_missing,
)

_MEAN = reconstruction_mean_in_statistics

VARIANTS = {
    "one_number_for_the_batch__mean": _MeanForTheBatch,
    "sampled_the_wrong_way_round__h": _HiddenTheWrongWay,
    "sampled_the_wrong_way_round__v": _VisibleTheWrongWay,
    **{f"sampled_for_mean__{where}": made for where, made in _SAMPLED.items()},
    **{f"sampled_for_mean__{where}_summed": _summed(made) for where, made in _SAMPLED.items()},
    **{f"{made.__name__}__summed": _summed(made) for made in _IN_THE_SUM},
    **{f"reconstruction_mean_in_statistics__{where}": _in_one(_MEAN, where) for where in ("W", "a")},
}
