"""Autoencoders, plain, stacked and variational: right answers in other styles pass, wrong ones get their own cause."""

import math

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.verify import verify
from dlgrade.reference.denoising_autoencoder import DenoisingAutoencoder, StackedDenoisingAutoencoder
from dlgrade.reference.vae import VAE

from ..judging import failed, judged, named

SEEDS = range(3)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@pytest.mark.parametrize("id", ["dae", "stacked-dae", "vae"])
def test_the_exercise_verifies(id):
    assert verify(exercises()[id], range(1)).breaches == {}


class RowByRow:
    """Vectors and outer products, gradients as a list."""

    def __init__(self, W, b, c):
        self.W, self.b, self.c = W, b, c

    def corrupt(self, x, mask):
        return np.where(mask == 1, x, 0)

    def encode(self, x):
        return np.array([sigmoid(self.W.T @ row + self.b) for row in x])

    def decode(self, h):
        return np.array([sigmoid(self.W @ row + self.c) for row in h])

    def loss(self, x, mask):
        y = np.clip(self.decode(self.encode(self.corrupt(x, mask))), 1e-7, 1 - 1e-7)
        pairs = [zip(*rows, strict=True) for rows in zip(x, y, strict=True)]
        return np.mean([-sum(a * math.log(b) + (1 - a) * math.log(1 - b) for a, b in row) for row in pairs])

    def gradient(self, x, mask):
        dW, db, dc = np.zeros(self.W.shape), np.zeros(len(self.b)), np.zeros(len(self.c))
        for clean, noisy in zip(x, self.corrupt(x, mask), strict=True):
            h = sigmoid(self.W.T @ noisy + self.b)
            d = sigmoid(self.W @ h + self.c) - clean
            dh = self.W.T @ d * h * (1 - h)
            dW += np.outer(noisy, dh) + np.outer(d, h)
            db += dh
            dc += d
        return [dW / len(x), db / len(x), dc / len(x)]


class KeptInTheObject(DenoisingAutoencoder):
    """gradient returns nothing; the gradients are attributes, computed with an ε in the logarithm."""

    def loss(self, x, mask):
        y = self.decode(self.encode(x * mask))
        return -np.einsum("nd->", x * np.log(y + 1e-7) + (1 - x) * np.log(1 - y + 1e-7)) / len(x)

    def gradient(self, x, mask):
        h = self.encode(x * mask)
        y = self.decode(h)
        dy = (-x / (y + 1e-7) + (1 - x) / (1 - y + 1e-7)) / len(x)
        ds = dy * y * (1 - y)
        dz = np.einsum("nd,dh,nh->nh", ds, self.W, h * (1 - h))
        self.dW = np.einsum("nd,nh->dh", x * mask, dz) + np.einsum("nd,nh->dh", ds, h)
        self.db, self.dc = dz.sum(0), ds.sum(0)


class Prefixed(DenoisingAutoencoder):
    def gradient(self, x, mask):
        return {f"d{name}": grad for name, grad in super().gradient(x, mask).items()}


class Summed(RowByRow):
    def loss(self, x, mask):
        return super().loss(x, mask) * len(x)

    def gradient(self, x, mask):
        return tuple(grad * len(x) for grad in super().gradient(x, mask))


@pytest.mark.parametrize(
    ("style", "convention"),
    [(RowByRow, ""), (KeptInTheObject, ""), (Prefixed, ""), (Summed, "summed_over_batch")],
)
def test_denoising_autoencoders_in_other_styles_pass(style, convention):
    for seed in SEEDS:
        verdict = judged("dae", style, seed)
        assert (verdict.state, verdict.convention) == ("pass", convention), failed(verdict)


class ComparedWithTheNoisy(RowByRow):
    def loss(self, x, mask):
        return super().loss(self.corrupt(x, mask), np.ones_like(mask))

    def gradient(self, x, mask):
        return super().gradient(self.corrupt(x, mask), np.ones_like(mask))


class Transposed(RowByRow):
    def gradient(self, x, mask):
        dW, db, dc = super().gradient(x, mask)
        h = self.encode(self.corrupt(x, mask))
        return [dW - ((self.decode(h) - x) / len(x)).T @ h, db, dc]


class SummedAndUndivided(ComparedWithTheNoisy):
    def loss(self, x, mask):
        return super().loss(x, mask) * len(x)

    def gradient(self, x, mask):
        return [grad * len(x) for grad in super().gradient(x, mask)]


@pytest.mark.parametrize(
    ("style", "label"),
    [
        (ComparedWithTheNoisy, "loss_against_corrupted"),
        (SummedAndUndivided, "loss_against_corrupted"),
        (Transposed, "encoder_part_only"),
    ],
)
def test_denoising_autoencoders_are_refused_for_their_mistake(style, label):
    assert [named(judged("dae", style, seed)) for seed in SEEDS] == [label] * len(SEEDS)


class OverflowsAtTheEnds(RowByRow):
    def loss(self, x, mask):
        y = self.decode(self.encode(self.corrupt(x, mask)))
        return -(x * np.log(y) + (1 - x) * np.log(1 - y)).sum() / len(x)


def test_a_loss_without_a_guard_on_the_logarithm_passes_with_advice():
    verdict = judged("dae", OverflowsAtTheEnds)
    assert (verdict.state, [v.check.id for v in verdict.checks if v.state != "pass"]) == ("pass", ["saturated"])


class ListOfLayers:
    """Lists instead of numbered names; pretrain returns nothing and the parameters are read from the object."""

    def __init__(self, params):
        n = sum(name[0] == "c" for name in params)
        self.Ws, self.bs = ([params[f"{kind}{i}"].copy() for i in range(1, n + 2)] for kind in "Wb")
        self.cs = [params[f"c{i}"].copy() for i in range(1, n + 1)]

    @property
    def params(self):
        lists = {"W": self.Ws, "b": self.bs, "c": self.cs}
        return {f"{kind}{i}": array for kind, arrays in lists.items() for i, array in enumerate(arrays, 1)}

    def pretrain(self, x, masks, lr):
        below = x
        for W, b, c, drawn in zip(self.Ws[:-1], self.bs[:-1], self.cs, masks, strict=True):
            for mask in drawn:
                noisy = below * mask
                h = sigmoid(noisy @ W + b)
                d = (sigmoid(h @ W.T + c) - below) / len(x)
                dh = d @ W * h * (1 - h)
                W -= lr * (noisy.T @ dh + d.T @ h)
                b -= lr * dh.sum(0)
                c -= lr * d.sum(0)
            below = sigmoid(below @ W + b)

    def up(self, x):
        outs = [x]
        for W, b in zip(self.Ws[:-1], self.bs[:-1], strict=True):
            outs.append(sigmoid(outs[-1] @ W + b))
        return outs

    def predict(self, x):
        raised = np.exp(self.up(x)[-1] @ self.Ws[-1] + self.bs[-1])
        return raised / raised.sum(axis=1, keepdims=True)

    def loss(self, x, t):
        return -np.mean(np.log(self.predict(x)[t == 1]))

    def gradient(self, x, t):
        outs, grads = self.up(x), {}
        d = (self.predict(x) - t) / len(x)
        for i in range(len(self.Ws), 0, -1):
            grads[f"dW{i}"], grads[f"db{i}"] = outs[i - 1].T @ d, d.sum(0)
            d = d @ self.Ws[i - 1].T * outs[i - 1] * (1 - outs[i - 1])
        return grads


class ScoresAndSums(ListOfLayers):
    def pretrain(self, x, masks, lr):
        return super().pretrain(x, masks, lr * len(x))

    def predict(self, x):
        return self.up(x)[-1] @ self.Ws[-1] + self.bs[-1]

    def loss(self, x, t):
        scores = self.predict(x)
        return np.mean(np.log(np.exp(scores).sum(axis=1)) - (scores * t).sum(axis=1))

    def gradient(self, x, t):
        other = ListOfLayers(self.params)
        return other.gradient(x, t)


@pytest.mark.parametrize(
    ("style", "convention"),
    [(ListOfLayers, ""), (ScoresAndSums, "predict_gives_scores+summed_over_batch")],
)
def test_stacks_in_other_styles_pass(style, convention):
    for seed in SEEDS:
        verdict = judged("stacked-dae", style, seed)
        assert (verdict.state, verdict.convention) == ("pass", convention), failed(verdict)


class NoisePassedUp(ListOfLayers):
    def pretrain(self, x, masks, lr):
        below = x
        for i, drawn in enumerate(masks):
            one = DenoisingAutoencoder(self.Ws[i], self.bs[i], self.cs[i])
            for mask in drawn:
                grads = one.gradient(below, mask)
                for array, name in ((self.Ws[i], "W"), (self.bs[i], "b"), (self.cs[i], "c")):
                    array -= lr * grads[name]
            below = one.encode(one.corrupt(below, drawn[-1]))


class BeforeTraining(StackedDenoisingAutoencoder):
    def pretrain(self, x, masks, lr):
        inputs = self._activations(x)
        for i, drawn in enumerate(masks, 1):
            for mask in drawn:
                self._step(i, inputs[i - 1], [mask], lr)
        return self.params


class FrozenBelow(ListOfLayers):
    def gradient(self, x, t):
        grads = super().gradient(x, t)
        top = str(len(self.Ws))
        return {name: grad if name.endswith(top) else 0 * grad for name, grad in grads.items()}


@pytest.mark.parametrize(
    ("style", "label"),
    [
        (NoisePassedUp, "corrupted_passed_up"),
        (BeforeTraining, "untrained_below"),
        (FrozenBelow, "only_the_top_tuned"),
    ],
)
def test_stacks_are_refused_for_their_mistake(style, label):
    assert [named(judged("stacked-dae", style, seed)) for seed in SEEDS] == [label] * len(SEEDS)


class HalfTheRate(ListOfLayers):
    def pretrain(self, x, masks, lr):
        return super().pretrain(x, masks, lr / 2)


def test_another_rate_is_refused_without_a_name_that_is_not_its_own():
    verdict = judged("stacked-dae", HalfTheRate)
    assert failed(verdict) == ["pretrain", "square", "reconstructs"]
    assert named(verdict) is None


class ByLayers:
    """Layer objects with backward, as the book builds its networks; the divergence is a layer too."""

    class Affine:
        def __init__(self, W, b):
            self.W, self.b = W, b

        def forward(self, x):
            self.x = x
            return x @ self.W + self.b

        def backward(self, dout):
            self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
            return dout @ self.W.T

    class Tanh:
        def forward(self, x):
            self.y = np.tanh(x)
            return self.y

        def backward(self, dout):
            return dout * (1 - self.y * self.y)

    def __init__(self, params):
        parts = ("enc", "mu", "log_var", "dec", "out")
        self.layers = {name: self.Affine(params[f"W_{name}"], params[f"b_{name}"]) for name in parts}
        self.tanh = {"enc": self.Tanh(), "dec": self.Tanh()}

    def encode(self, x):
        h = self.tanh["enc"].forward(self.layers["enc"].forward(x))
        return [self.layers[name].forward(h) for name in ("mu", "log_var")]

    def reparameterize(self, mu, log_var, eps):
        return mu + np.sqrt(np.exp(log_var)) * eps

    def decode(self, z):
        return sigmoid(self.layers["out"].forward(self.tanh["dec"].forward(self.layers["dec"].forward(z))))

    def loss(self, x, eps):
        mu, log_var = self.encode(x)
        y = self.decode(self.reparameterize(mu, log_var, eps)) + 1e-8
        cross = np.mean(np.sum(-x * np.log(y) - (1 - x) * np.log(1 - y + 2e-8), axis=1))
        return cross + np.mean(0.5 * np.sum(mu**2 + np.exp(log_var) - log_var - 1, axis=1))

    def gradient(self, x, eps):
        n = len(x)
        mu, log_var = self.encode(x)
        y = self.decode(self.reparameterize(mu, log_var, eps))
        dz = self.layers["dec"].backward(self.tanh["dec"].backward(self.layers["out"].backward((y - x) / n)))
        dh = self.layers["mu"].backward(dz + mu / n)
        dh = dh + self.layers["log_var"].backward(0.5 * (dz * eps * np.exp(log_var / 2) + (np.exp(log_var) - 1) / n))
        self.layers["enc"].backward(self.tanh["enc"].backward(dh))
        return {f"{k}_{name}": getattr(at, f"d{k}") for name, at in self.layers.items() for k in "Wb"}


class BatchSum(ByLayers):
    def loss(self, x, eps):
        return super().loss(x, eps) * len(x)

    def gradient(self, x, eps):
        return {name: grad * len(x) for name, grad in super().gradient(x, eps).items()}


@pytest.mark.parametrize(("style", "convention"), [(ByLayers, ""), (BatchSum, "summed_over_batch")])
def test_variational_autoencoders_in_other_styles_pass(style, convention):
    for seed in SEEDS:
        verdict = judged("vae", style, seed)
        assert (verdict.state, verdict.convention) == ("pass", convention), failed(verdict)


class VarianceTimesNoise(ByLayers):
    """z only: the gradient is still that of the deviation."""

    def reparameterize(self, mu, log_var, eps):
        return mu + np.exp(log_var) * eps


class LowerBound(ByLayers):
    def loss(self, x, eps):
        mu, log_var = self.encode(x)
        return super().loss(x, eps) + np.mean(np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=1))


class NoHalf(ByLayers):
    def gradient(self, x, eps):
        log_var = self.encode(x)[1]
        grads = super().gradient(x, eps)
        through_z = grads["b_log_var"] - 0.5 * (np.exp(log_var) - 1).mean(axis=0)
        return {**grads, "b_log_var": grads["b_log_var"] + through_z}


@pytest.mark.parametrize(
    ("style", "first"), [(VarianceTimesNoise, "reparameterize"), (LowerBound, "loss"), (NoHalf, "gradient")]
)
def test_wrong_variational_autoencoders_are_refused_where_they_are_wrong(style, first):
    for seed in SEEDS:
        assert failed(judged("vae", style, seed))[0] == first


class SquareRootForgotten(VAE):
    def reparameterize(self, mu, log_var, eps):
        return mu + np.exp(log_var) * eps


def test_a_variance_for_the_deviation_is_named_though_the_gradient_is_not_its_own():
    assert [named(judged("vae", SquareRootForgotten, seed)) for seed in SEEDS] == ["variance_as_deviation"] * 3
