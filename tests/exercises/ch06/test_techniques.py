"""Chapter 6: right answers in other styles pass, wrong ones beyond the listed mistakes do not."""

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.verify import verify
from dlgrade.reference.normalization import BatchNormalization

IDS = ["sgd", "momentum", "adagrad", "rmsprop", "adam", "l2", "l1", "dropout"]
SEEDS = range(3)


def judged(id, *implementations, seed=0):
    exercise = exercises()[id]
    return judge(exercise, Local(dict(zip(exercise.symbols, implementations, strict=True))), seed)


def failed(verdict):
    return [v.check.id for v in verdict.failing]


def named(verdict):
    cause = diagnose(verdict)
    return cause.label if cause and cause.kind == "mistake" else None


@pytest.mark.parametrize("id", IDS)
def test_the_exercise_verifies(id):
    assert verify(exercises()[id], SEEDS).breaches == {}


def test_batch_normalization_verifies():
    assert verify(exercises()["batchnorm"], range(2)).breaches == {}


class Rule:
    """An optimizer of one line, with state by key; subclasses say how."""

    def __init__(self, lr=0.01):
        self.lr, self.state = lr, {}

    def update(self, params, grads):
        for key in params:
            self.state.setdefault(key, np.zeros_like(params[key]))
            params[key] -= self.step(key, grads[key])


class Returning(Rule):
    def update(self, params, grads):
        return {key: params[key] - self.lr * grads[key] for key in params}


class Rebinding(Rule):
    def update(self, params, grads):
        for key, g in grads.items():
            params[key] = params[key] - self.lr * g


class OneKeyOnly(Rule):
    def update(self, params, grads):
        params["W1"] -= self.lr * grads["W1"]


@pytest.mark.parametrize("sgd", [Returning, Rebinding])
def test_sgd_may_return_or_rebind(sgd):
    assert judged("sgd", sgd).state == "pass"


def test_sgd_of_one_fixed_key_is_refused():
    assert judged("sgd", OneKeyOnly).state != "pass"


class MomentumRule(Rule):
    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr)
        self.momentum = momentum


class RateOutside(MomentumRule):
    def step(self, key, g):
        self.state[key] = self.momentum * self.state[key] + g
        return self.lr * self.state[key]


class RateInside(MomentumRule):
    def step(self, key, g):
        self.state[key] = self.momentum * self.state[key] + self.lr * g
        return self.state[key]


class RateOutsideNegative(MomentumRule):
    def step(self, key, g):
        self.state[key] = self.momentum * self.state[key] - g
        return -self.lr * self.state[key]


class MomentumByLists:
    """State in the order of the keys, written into whole arrays, a new dictionary back."""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def update(self, params, grads):
        if self.v is None:
            self.v = [np.zeros(p.shape) for p in params.values()]
        for v, key in zip(self.v, params, strict=True):
            v[:] = self.momentum * v - self.lr * grads[key]
            params[key][:] = params[key] + v
        return params


@pytest.mark.parametrize("momentum", [RateOutside, RateInside, RateOutsideNegative, MomentumByLists])
def test_momentum_passes_with_the_rate_inside_and_outside_the_velocity(momentum):
    assert all(judged("momentum", momentum, seed=seed).state == "pass" for seed in SEEDS)


class FixedMomentum(RateInside):
    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr, 0.9)


class DampenedTwice(MomentumRule):
    def step(self, key, g):
        self.state[key] = self.momentum * self.state[key] + (1 - self.momentum) ** 2 * g
        return self.lr * self.state[key]


@pytest.mark.parametrize(("momentum", "label"), [(FixedMomentum, "momentum_fixed"), (DampenedTwice, None)])
def test_another_momentum_rule_is_refused_without_a_name_that_is_not_its_own(momentum, label):
    verdict = judged("momentum", momentum)
    assert verdict.state != "pass"
    assert named(verdict) == label


class TorchAdaGrad(Rule):
    def step(self, key, g):
        self.state[key] += g * g
        return self.lr * g / (np.sqrt(self.state[key]) + 1e-10)


class InsideAdaGrad(Rule):
    def step(self, key, g):
        self.state[key] += g * g
        return self.lr / np.sqrt(self.state[key] + 1e-8) * g


@pytest.mark.parametrize(
    ("adagrad", "convention"), [(TorchAdaGrad, "eps_outside__1e-10"), (InsideAdaGrad, "eps_inside__1e-08")]
)
def test_adagrad_tells_where_its_epsilon_stands(adagrad, convention):
    verdict = judged("adagrad", adagrad)
    assert (verdict.state, verdict.convention) == ("pass", convention)


class KerasRMSprop(Rule):
    def __init__(self, lr=0.001, decay_rate=0.9):
        super().__init__(lr)
        self.rho = decay_rate

    def step(self, key, g):
        self.state[key] = self.rho * self.state[key] + (1 - self.rho) * g**2
        return self.lr * g / np.sqrt(self.state[key] + 1e-7)


def test_rmsprop_tells_its_default_and_where_its_epsilon_stands():
    verdict = judged("rmsprop", KerasRMSprop)
    assert (verdict.state, verdict.convention) == ("pass", "eps_inside__1e-07+decay__0.9")


def test_a_composed_convention_is_told_in_one_line_for_each_part():
    text = exercises()["rmsprop"].convention("eps_inside__1e-07+decay__0.9")
    assert text.en == "ε = 1e-07 added to h inside the root; decay_rate is 0.9 by default"


class AdamOfSwappedMoments:
    """Only the moments have each other's β."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.b1, self.b2, self.t, self.m, self.v = lr, beta1, beta2, 0, {}, {}

    def update(self, params, grads):
        self.t += 1
        for k, g in grads.items():
            self.m[k] = self.b2 * self.m.get(k, 0) + (1 - self.b2) * g
            self.v[k] = self.b1 * self.v.get(k, 0) + (1 - self.b1) * g * g
            scale = np.sqrt(1 - self.b2**self.t) / (1 - self.b1**self.t)
            params[k] -= self.lr * scale * self.m[k] / (np.sqrt(self.v[k]) + 1e-8)


def test_betas_that_are_swapped_in_the_moments_alone_are_named():
    assert named(judged("adam", AdamOfSwappedMoments)) == "betas_swapped"


class ClassWideState(KerasRMSprop):
    shared: dict = {}  # noqa: RUF012 the mistake itself

    def __init__(self, lr=0.001, decay_rate=0.9):
        super().__init__(lr, decay_rate)
        self.state = self.shared


def test_state_shared_by_all_instances_is_refused():
    ClassWideState.shared.clear()
    assert judged("rmsprop", ClassWideState).state != "pass"


class BookBatchNorm:
    """The steps of the computational graph, one by one."""

    eps = 10e-7

    def __init__(self, gamma, beta, momentum=0.9):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean = None

    def forward(self, x, train_flg=True):
        self.shape = x.shape
        return self.rows(x.reshape(x.shape[0], -1), train_flg).reshape(*self.shape)

    def rows(self, x, train_flg):
        if self.running_mean is None:
            self.running_mean, self.running_var = np.zeros(x.shape[1]), np.zeros(x.shape[1])
        if not train_flg:
            return self.gamma * ((x - self.running_mean) / np.sqrt(self.running_var + self.eps)) + self.beta
        mu = x.mean(axis=0)
        self.xc = x - mu
        var = np.mean(self.xc**2, axis=0)
        self.std = np.sqrt(var + self.eps)
        self.xn = self.xc / self.std
        self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
        self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        return self.gamma * self.xn + self.beta

    def backward(self, dout):
        dout = dout.reshape(self.shape[0], -1)
        self.dbeta, self.dgamma = dout.sum(axis=0), np.sum(self.xn * dout, axis=0)
        dxn = self.gamma * dout
        dxc = dxn / self.std
        dvar = 0.5 * -np.sum((dxn * self.xc) / (self.std * self.std), axis=0) / self.std
        dxc += (2.0 / len(dout)) * self.xc * dvar
        return (dxc - np.sum(dxc, axis=0) / len(dout)).reshape(*self.shape)


class TorchBatchNorm:
    """Statistics for each channel over an axis tuple, ε 1e-5, unbiased running variance from 1, momentum of the new."""

    def __init__(self, gamma, beta, momentum=0.1):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.mean, self.var = 0.0, 1.0

    def forward(self, x, train_flg=True):
        self.axis, self.wide = ((0, 2, 3), (1, -1, 1, 1)) if x.ndim == 4 else ((0,), (1, -1))
        mean, var = self.mean, self.var
        if train_flg:
            mean, var = x.mean(axis=self.axis), x.var(axis=self.axis)
            n = x.size // x.shape[1]
            self.mean = (1 - self.momentum) * self.mean + self.momentum * mean
            self.var = (1 - self.momentum) * self.var + self.momentum * var * n / max(n - 1, 1)
            self.std = np.sqrt(var + 1e-5).reshape(self.wide)
            self.hat = (x - mean.reshape(self.wide)) / self.std
            return self.gamma.reshape(self.wide) * self.hat + self.beta.reshape(self.wide)
        hat = (x - np.reshape(mean, self.wide)) / np.sqrt(np.reshape(var, self.wide) + 1e-5)
        return self.gamma.reshape(self.wide) * hat + self.beta.reshape(self.wide)

    def backward(self, dout):
        self.dbeta, self.dgamma = dout.sum(axis=self.axis), (dout * self.hat).sum(axis=self.axis)
        n = dout.size // dout.shape[1]
        dx = n * dout - self.dbeta.reshape(self.wide) - self.hat * self.dgamma.reshape(self.wide)
        return self.gamma.reshape(self.wide) * dx / (n * self.std)


def test_batch_normalization_by_the_steps_of_the_graph_passes():
    verdicts = [judged("batchnorm", BookBatchNorm, seed=seed) for seed in SEEDS]
    assert {(v.state, v.convention) for v in verdicts} == {("pass", "")}


def test_batch_normalization_as_frameworks_have_it_passes_and_every_difference_is_told():
    verdict = judged("batchnorm", TorchBatchNorm)
    expected = "per_channel+unbiased+momentum_of_new+starts_at_one+eps__1e-05"
    assert (verdict.state, verdict.convention) == ("pass", expected)


def test_batch_normalization_with_a_small_epsilon_passes_at_every_batch_size():
    small = type("Small", (BookBatchNorm,), {"eps": 1e-8})
    verdicts = [judged("batchnorm", small, seed=seed) for seed in SEEDS]
    assert {(v.state, v.convention) for v in verdicts} == {("pass", "eps__1e-08")}


class NoVarianceTerm(TorchBatchNorm):
    def backward(self, dout):
        super().backward(dout)
        mean = dout.mean(axis=self.axis, keepdims=True)
        return self.gamma.reshape(self.wide) * (dout - mean) / self.std


class NoMeanTerm(BookBatchNorm):
    eps = 1e-7

    def backward(self, dout):
        super().backward(dout)
        dxn = self.gamma * dout.reshape(self.shape[0], -1)
        return ((dxn - self.xn * np.mean(self.xn * dxn, axis=0)) / self.std).reshape(self.shape)


@pytest.mark.parametrize(
    ("wrong", "label"), [(NoVarianceTerm, "variance_term_dropped"), (NoMeanTerm, "mean_term_dropped")]
)
def test_a_mistake_is_named_in_code_of_another_convention_too(wrong, label):
    assert [named(judged("batchnorm", wrong, seed=seed)) for seed in SEEDS] == [label] * len(SEEDS)


class LargeEpsilon(BookBatchNorm):
    eps = 0.05


class ImagesFlat(BatchNormalization):
    def forward(self, x, train_flg=True):
        out = super().forward(x, train_flg)
        return out.reshape(len(out), -1) if x.ndim == 4 else out


@pytest.mark.parametrize(("wrong", "check"), [(LargeEpsilon, "forward"), (ImagesFlat, "images")])
def test_another_batch_normalization_is_refused_without_a_name_that_is_not_its_own(wrong, check):
    verdict = judged("batchnorm", wrong)
    assert check in failed(verdict)
    assert named(verdict) is None


def test_penalties_by_norms_pass():
    l2 = judged("l2", lambda W, lam: lam * np.linalg.norm(W) ** 2 / 2, lambda W, lam: W * lam)
    l1 = judged("l1", lambda W, lam: lam * np.linalg.norm(W.ravel(), 1), lambda W, lam: lam * ((W > 0) * 1.0 - (W < 0)))
    assert (l2.state, l1.state) == ("pass", "pass")


def test_a_penalty_without_its_half_and_the_gradient_that_fits_it_are_a_convention():
    verdict = judged("l2", lambda W, lam: lam * (W * W).sum(), lambda W, lam: 2 * lam * W)
    assert (verdict.state, verdict.convention) == ("pass", "without_half")


def test_half_of_that_convention_is_a_mistake():
    verdict = judged("l2", lambda W, lam: 0.5 * lam * (W * W).sum(), lambda W, lam: 2 * lam * W)
    assert (named(verdict), verdict.convention) == ("gradient_doubled", "")


def test_penalties_that_write_into_the_weights_are_refused():
    def gradient(W, lam):
        W *= lam
        return W

    assert failed(judged("l2", lambda W, lam: lam * (W * W).sum() / 2, gradient)) == ["pure"]


class BookDropout:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1.0 - self.dropout_ratio)
        self.mask = np.random.rand(*x.shape) > self.dropout_ratio
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class DropoutByChoice(BookDropout):
    def forward(self, x, train_flg=True):
        if train_flg:
            self.mask = np.random.binomial(1, 1 - self.dropout_ratio, size=x.shape)
        return x * self.mask if train_flg else x * (1 - self.dropout_ratio)


class KeptUnits(BookDropout):
    def __init__(self, keep_prob):
        super().__init__(1 - keep_prob)


class BackwardOfMean(BookDropout):
    def backward(self, dout):
        return self.mask * dout.mean()


class CountedDropout(BookDropout):
    """Exactly the share dropped of each row."""

    def forward(self, x, train_flg=True):
        if train_flg:
            order = np.random.rand(*x.shape).argsort(axis=1)
            self.mask = order >= round(self.dropout_ratio * x.shape[1])
        return x * self.mask if train_flg else x * (1 - self.dropout_ratio)


class SteppingDropout(BookDropout):
    """The share is right and each mask is a new one, but nothing is drawn."""

    calls, along, on = 0, 0.6180339887, 0.7548776662

    def forward(self, x, train_flg=True):
        self.calls += 1
        place = np.arange(x.size) * self.along + self.calls * self.on
        self.mask = (place % 1 >= self.dropout_ratio).reshape(x.shape)
        return x * self.mask if train_flg else x * (1 - self.dropout_ratio)


class HashedOnce(BookDropout):
    """Well mixed, but the next call only moves the mask on by a unit in a thousand."""

    def __init__(self, dropout_ratio=0.5):
        super().__init__(dropout_ratio)
        self.random = np.random.RandomState(0).rand(100, 1000)

    def forward(self, x, train_flg=True):
        self.random = (self.random + 0.001) % 1
        if train_flg:
            self.mask = np.resize(self.random, x.shape) >= self.dropout_ratio
        return x * self.mask if train_flg else x * (1 - self.dropout_ratio)


class FirstUnitKept(BookDropout):
    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1.0 - self.dropout_ratio)
        self.mask = np.random.rand(*x.shape) > self.dropout_ratio
        self.mask.flat[0] = True
        return x * self.mask


def test_a_dropout_that_never_drops_one_of_the_units_is_refused():
    assert failed(judged("dropout", FirstUnitKept))[0] == "independent"


class InPlaceDropout(BookDropout):
    def forward(self, x, train_flg=True):
        x *= (np.random.rand(*x.shape) > self.dropout_ratio) if train_flg else 1 - self.dropout_ratio
        self.mask = x != 0
        return x


def test_a_dropout_that_writes_into_x_is_named():
    assert named(judged("dropout", InPlaceDropout)) == "writes_into_x"


@pytest.mark.parametrize("dropout", [SteppingDropout, HashedOnce])
def test_a_dropout_whose_units_hang_together_is_refused(dropout):
    verdict = judged("dropout", dropout)
    assert failed(verdict)[0] == "independent"
    assert "draw a random number for each unit" in diagnose(verdict).text.en


@pytest.mark.parametrize(
    ("dropout", "convention"),
    [(BookDropout, ""), (DropoutByChoice, ""), (KeptUnits, "keep_plain"), (CountedDropout, "")],
)
def test_a_dropout_in_another_style_passes_and_its_convention_is_told(dropout, convention):
    verdict = judged("dropout", dropout)
    assert (verdict.state, verdict.convention) == ("pass", convention)


def test_a_dropout_that_does_not_pass_each_dout_on_is_refused():
    assert failed(judged("dropout", BackwardOfMean)) == ["backward"]
