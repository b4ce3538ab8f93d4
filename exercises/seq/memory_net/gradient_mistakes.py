"""Mistakes in the backward pass; the name of each is the label of its sentence."""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs, disable-error-code="assignment,misc,override"
import numpy as np

from .steps import Steps


class softmax_derivative_missing(Steps):
    def score_gradient(self, p, dp):
        return dp


class softmax_derivative_of_sigmoid(Steps):
    def score_gradient(self, p, dp):
        return dp * p * (1 - p)


class softmax_sum_forgotten(Steps):
    def score_gradient(self, p, dp):
        return dp * p


class softmax_p_forgotten(Steps):
    def score_gradient(self, p, dp):
        return dp - (p * dp).sum(axis=1, keepdims=True)


class softmax_p_forgotten__inside(Steps):
    def score_gradient(self, p, dp):
        return dp - p * dp.sum(axis=1, keepdims=True)


class addressing_not_learned(Steps):
    def score_gradient(self, p, dp):
        return 0 * dp


class du_past_the_read_alone(Steps):
    def to_u(self, ds):
        return 0.0


class du_of_addressing_alone(Steps):
    def kept_du(self, du):
        return 0.0


class gradient_of_one_hop__last(Steps):
    def counted(self, hop, matrix):
        return hop == len(self.ps) - 1


class gradient_of_one_hop__first(Steps):
    def counted(self, hop, matrix):
        return hop == 0


class gradient_of_one_hop__first_of_C(Steps):
    def counted(self, hop, matrix):
        return hop == 0 or matrix == "A"


class gradient_of_one_hop__first_of_A(Steps):
    def counted(self, hop, matrix):
        return hop == 0 or matrix == "C"


class hop_gradients_averaged(Steps):
    def collected(self, dm, dc, du, dscores):
        return super().collected(dm / self.hops, dc / self.hops, du, dscores)


class first_u_in_every_hop(Steps):
    def to_m(self, ds, u):
        return super().to_m(ds, self.us[0])


class db_without_hops(Steps):
    def collected(self, dm, dc, du, dscores):
        return super().collected(dm, dc, dscores @ self.params[3].T, dscores)


class dc_without_p(Steps):
    def to_c(self, p, do):
        return np.ones_like(self.c) * do[:, np.newaxis]


class dw_without_u(Steps):
    def collected(self, dm, dc, du, dscores):
        return [*super().collected(dm, dc, du, dscores)[:3], self.os[-1].T @ dscores]


class dw_of_first_u(Steps):
    def collected(self, dm, dc, du, dscores):
        return [*super().collected(dm, dc, du, dscores)[:3], self.us[0].T @ dscores]


class averaged_over_batch(Steps):
    def collected(self, *parts):
        return [grad / len(self.question) for grad in super().collected(*parts)]


class gradients_pile_up(Steps):
    def collected(self, *parts):
        return [grad + old for grad, old in zip(super().collected(*parts), self.grads, strict=True)]
