"""The Boltzmann machine and the belief network: right answers in other styles pass, wrong ones get their own cause."""

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.verify import verify
from dlgrade.reference.rbm import DBN, RBM

from ..judging import failed, judged, named

SEEDS = range(3)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@pytest.mark.parametrize("id", ["rbm", "dbn"])
def test_the_exercise_verifies(id):
    assert verify(exercises()[id], range(1)).breaches == {}


class UnitByUnit:
    """Loops over rows and units, whole numbers for samples, a tuple for the update."""

    def __init__(self, W, a, b):
        self.W, self.a, self.b = W, a, b

    def free_energy(self, v):
        found = []
        for row in v:
            sums = [self.b[j] + sum(row[i] * self.W[i, j] for i in range(len(row))) for j in range(len(self.b))]
            found.append(-float(np.dot(row, self.a)) - sum(np.log1p(np.exp(s)) for s in sums))
        return found

    def prob_h(self, v):
        return np.array([[sigmoid(row @ self.W[:, j] + self.b[j]) for j in range(len(self.b))] for row in v])

    def prob_v(self, h):
        return np.array([[sigmoid(row @ self.W[i] + self.a[i]) for i in range(len(self.a))] for row in h])

    def cd1(self, v, u_h, u_v):
        p = self.prob_h(v)
        h = np.where(p > u_h, 1, 0)
        v1 = np.where(self.prob_v(h) > u_v, 1, 0)
        p1 = self.prob_h(v1)
        dW = sum(np.outer(*pair) for pair in zip(v, p, strict=True)) - sum(
            np.outer(*pair) for pair in zip(v1, p1, strict=True)
        )
        return dW / len(v), v.mean(axis=0) - v1.mean(axis=0), p.mean(axis=0) - p1.mean(axis=0)


class Einsum(RBM):
    """Samples as booleans, the update as a sum, under names of its own."""

    def cd1(self, v, u_h, u_v):
        p = self.prob_h(v)
        v1 = np.less(u_v, self.prob_v(np.less(u_h, p))).astype(float)
        p1 = self.prob_h(v1)
        dW = np.einsum("nv,nh->vh", v, p) - np.einsum("nv,nh->vh", v1, p1)
        return {"dW": dW, "dvbias": (v - v1).sum(0), "dhbias": (p - p1).sum(0)}


@pytest.mark.parametrize(("style", "convention"), [(UnitByUnit, ""), (Einsum, "summed_over_batch")])
def test_boltzmann_machines_in_other_styles_pass(style, convention):
    for seed in SEEDS:
        verdict = judged("rbm", style, seed)
        assert (verdict.state, verdict.convention) == ("pass", convention), failed(verdict)


class SamplesEverywhere(UnitByUnit):
    def cd1(self, v, u_h, u_v):
        h = (u_h < self.prob_h(v)) * 1.0
        v1 = (u_v < self.prob_v(h)) * 1.0
        h1 = (u_h < self.prob_h(v1)) * 1.0
        return (v.T @ h - v1.T @ h1) / len(v), (v - v1).mean(0), (h - h1).mean(0)


class Descending(UnitByUnit):
    def cd1(self, v, u_h, u_v):
        return [-move for move in super().cd1(v, u_h, u_v)]


class Softplus(UnitByUnit):
    def free_energy(self, v):
        return -v @ self.a + np.log(1 + np.exp(v @ self.W + self.b)).sum(axis=1)


@pytest.mark.parametrize(
    ("style", "label"),
    [(SamplesEverywhere, "sampled_for_mean"), (Descending, "sign_flipped"), (Softplus, "hidden_sum_added")],
)
def test_boltzmann_machines_are_refused_for_their_mistake(style, label):
    assert [named(judged("rbm", style, seed)) for seed in SEEDS] == [label] * len(SEEDS)


class RowsSwapped(RBM):
    def cd1(self, v, u_h, u_v):
        return super().cd1(v, u_h[::-1], u_v)


def test_another_update_is_refused_without_a_name_that_is_not_its_own():
    verdict = judged("rbm", RowsSwapped)
    assert "cd1" in failed(verdict)
    assert named(verdict) is None


class Machines:
    """A list of machines over a layer of softmax; pretrain gives a new dictionary."""

    def __init__(self, params):
        n = sum(name[0] == "a" for name in params)
        self.machines = [RBM(*(params[f"{kind}{i}"].copy() for kind in "Wab")) for i in range(1, n + 1)]
        self.V, self.c, self.top = params[f"W{n + 1}"].copy(), params[f"b{n + 1}"].copy(), n + 1

    def pretrain(self, x, u_h, u_v, lr):
        found = {f"W{self.top}": self.V, f"b{self.top}": self.c}
        for i, (machine, hidden, visible) in enumerate(zip(self.machines, u_h, u_v, strict=True), 1):
            for pair in zip(hidden, visible, strict=True):
                move = machine.cd1(x, *pair)
                machine.W += lr * move["W"]
                machine.a += lr * move["a"]
                machine.b += lr * move["b"]
            found |= {f"W{i}": machine.W.copy(), f"a{i}": machine.a.copy(), f"b{i}": machine.b.copy()}
            x = machine.prob_h(x)
        return found

    def up(self, x):
        outs = [x]
        for machine in self.machines:
            outs.append(machine.prob_h(outs[-1]))
        return outs

    def predict(self, x):
        raised = np.exp(self.up(x)[-1] @ self.V + self.c)
        return raised / raised.sum(axis=1)[:, None]

    def loss(self, x, t):
        return float(np.mean([-np.log(y[k]) for y, k in zip(self.predict(x), t.argmax(axis=1), strict=True)]))

    def gradient(self, x, t):
        outs, d = self.up(x), (self.predict(x) - t) / len(x)
        grads = {f"W{self.top}": outs[-1].T @ d, f"b{self.top}": d.sum(0)}
        d = d @ self.V.T
        for i in range(len(self.machines), 0, -1):
            d = d * outs[i] * (1 - outs[i])
            grads[f"W{i}"], grads[f"b{i}"] = outs[i - 1].T @ d, d.sum(0)
            d = d @ self.machines[i - 1].W.T
        return grads


def test_a_belief_network_of_machines_passes():
    for seed in SEEDS:
        verdict = judged("dbn", Machines, seed)
        assert (verdict.state, verdict.convention) == ("pass", ""), failed(verdict)


class SamplesUp(DBN):
    def pretrain(self, x, u_h, u_v, lr):
        for i, (hidden, visible) in enumerate(zip(u_h, u_v, strict=True), 1):
            for pair in zip(hidden, visible, strict=True):
                self._step(i, x, pair, lr)
            x = (hidden[-1] < self._hidden(i, x)).astype(float)
        return self.params


class WeightsAlone(Machines):
    def pretrain(self, x, u_h, u_v, lr):
        kept = [(machine.a.copy(), machine.b.copy()) for machine in self.machines]
        for i, (machine, hidden, visible) in enumerate(zip(self.machines, u_h, u_v, strict=True)):
            for pair in zip(hidden, visible, strict=True):
                machine.W += lr * machine.cd1(x, *pair)["W"]
            machine.a, machine.b = kept[i]
            x = machine.prob_h(x)
        layers = enumerate(self.machines, 1)
        found = {f"{kind}{i}": getattr(machine, kind) for i, machine in layers for kind in "Wab"}
        return {**found, f"W{self.top}": self.V, f"b{self.top}": self.c}


class NoSlope(Machines):
    def gradient(self, x, t):
        outs, d, grads = self.up(x), (self.predict(x) - t) / len(x), {}
        weights = [*(machine.W for machine in self.machines), self.V]
        for i in range(self.top, 0, -1):
            grads[f"W{i}"], grads[f"b{i}"] = outs[i - 1].T @ d, d.sum(0)
            d = d @ weights[i - 1].T
        return grads


@pytest.mark.parametrize(
    ("style", "label"),
    [(SamplesUp, "samples_passed_up"), (WeightsAlone, "biases_left"), (NoSlope, "hidden_derivative_missing")],
)
def test_belief_networks_are_refused_for_their_mistake(style, label):
    assert [named(judged("dbn", style, seed)) for seed in SEEDS] == [label] * len(SEEDS)


class HiddenWhereLarger(RBM):
    def cd1(self, v, u_h, u_v):
        p = self.prob_h(v)
        v1 = u_v < self.prob_v((u_h > p).astype(float))
        q, n = self.prob_h(v1), len(v)
        return {"W": (v.T @ p - v1.T @ q) / n, "a": (v - v1).mean(axis=0), "b": (p - q).mean(axis=0)}


def test_one_layer_sampled_the_wrong_way_round_is_named():
    assert named(judged("rbm", HiddenWhereLarger)) == "sampled_the_wrong_way_round"
