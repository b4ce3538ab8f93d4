"""Chapter 5: right answers in other styles pass, wrong ones beyond the listed mistakes do not."""

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.verify import verify

from ..judging import failed, judged

IDS = ["mul-layer", "add-layer", "relu-layer", "sigmoid-layer", "affine", "softmax-with-loss"]
SEEDS = range(5)


@pytest.mark.parametrize("id", IDS)
def test_the_exercise_verifies(id):
    assert verify(exercises()[id], SEEDS).breaches == {}


class BookRelu:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        return dout


class ReluOfOutput:
    def forward(self, x):
        self.out = np.maximum(0, x)
        return self.out

    def backward(self, dout):
        return np.where(self.out > 0, dout, 0)


class ReluOneAtZero(BookRelu):
    def forward(self, x):
        self.mask = x < 0
        return np.where(self.mask, 0, x)


class LeakyRelu(BookRelu):
    def forward(self, x):
        self.mask = x <= 0
        return np.where(self.mask, 0.01 * x, x)

    def backward(self, dout):
        return np.where(self.mask, 0.01 * dout, dout)


class ReluOfSumOfDout(ReluOfOutput):
    def backward(self, dout):
        return (self.out > 0) * dout.mean()


@pytest.mark.parametrize("relu", [BookRelu, ReluOfOutput, ReluOneAtZero])
def test_a_relu_in_another_style_passes(relu):
    assert all(judged("relu-layer", relu, seed).state == "pass" for seed in SEEDS)


def test_writing_into_dout_is_advice_and_costs_nothing():
    verdict = judged("relu-layer", BookRelu)
    assert verdict.points == exercises()["relu-layer"].points
    assert [v.check.id for v in verdict.checks if v.state != "pass"] == ["dout_alone"]


def test_a_leaky_relu_is_refused_and_earns_what_its_consistent_backward_is_worth():
    verdict = judged("relu-layer", LeakyRelu)
    assert "forward" in failed(verdict)
    assert next(v for v in verdict.checks if v.check.id == "backward").consistent


def test_a_relu_that_averages_dout_is_refused():
    assert "backward" in failed(judged("relu-layer", ReluOfSumOfDout))


class BookSigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * (1.0 - self.out) * self.out


class SigmoidByTanh:
    def forward(self, x):
        self.x = x
        return 0.5 + 0.5 * np.tanh(x / 2)

    def backward(self, dout):
        return dout * 0.25 * (1 - np.tanh(self.x / 2) ** 2)


class SingleSigmoid(BookSigmoid):
    def forward(self, x):
        return super().forward(np.clip(x, -80, 80).astype(np.float32))


@pytest.mark.parametrize("sigmoid", [BookSigmoid, SigmoidByTanh, SingleSigmoid])
def test_a_sigmoid_in_another_style_passes(sigmoid):
    assert all(judged("sigmoid-layer", sigmoid, seed).state == "pass" for seed in SEEDS)


def test_tanh_handed_in_as_sigmoid_is_refused_by_its_forward_alone():
    verdict = judged("sigmoid-layer", exercises()["sigmoid-layer"].wrong["tanh_instead"]["Sigmoid"])
    assert "forward" in failed(verdict)
    assert "backward" not in failed(verdict)


class ZeroSigmoid:
    def forward(self, x):
        return np.zeros(x.shape)

    def backward(self, dout):
        return np.zeros(dout.shape)


def test_a_zero_forward_with_a_zero_backward_earns_nothing():
    assert judged("sigmoid-layer", ZeroSigmoid).points == 0


class ScalarMul:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        return [dout * self.y, dout * self.x]


class ScalarAdd:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout * 1, dout * 1


def test_layers_that_give_plain_numbers_or_a_list_pass():
    assert judged("mul-layer", ScalarMul).state == "pass"
    assert judged("add-layer", ScalarAdd).state == "pass"


class OneAnswerAdd(ScalarAdd):
    def backward(self, dout):
        return dout


def test_an_addition_that_gives_one_gradient_only_earns_nothing_for_its_backward():
    assert "runs" in failed(judged("add-layer", OneAnswerAdd))


def softmax(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class BookLoss:
    def forward(self, x, t):
        self.t, self.y = t, softmax(x)
        if t.size == self.y.size:
            t = t.argmax(axis=1)
        self.loss = -np.sum(np.log(self.y[np.arange(len(t)), t] + 1e-7)) / len(t)
        return self.loss

    def backward(self, dout=1):
        batch = self.t.shape[0]
        if self.t.size == self.y.size:
            return (self.y - self.t) / batch
        dx = self.y.copy()
        dx[np.arange(batch), self.t] -= 1
        return dx / batch


class LossWithUpstream(BookLoss):
    def backward(self, dout=1):
        return dout * super().backward()


class LossWithoutParameter(BookLoss):
    def backward(self):
        return super().backward()


class LossThatWritesIntoY(BookLoss):
    def backward(self, dout=1):
        if self.t.size == self.y.size:
            return (self.y - self.t) / len(self.t)
        dx = self.y
        dx[np.arange(len(self.t)), self.t] -= 1
        dx /= len(self.t)
        return dx


class ClippedLoss(LossWithUpstream):
    def forward(self, x, t):
        super().forward(x, t)
        rows = t if t.size == self.y.size else np.eye(x.shape[1])[t]
        return -(rows * np.log(np.clip(self.y, 1e-7, 1))).sum(axis=1).mean()


@pytest.mark.parametrize(
    ("loss", "convention"),
    [
        (BookLoss, "upstream_ignored"),
        (LossWithoutParameter, "upstream_ignored"),
        (LossWithUpstream, ""),
        (ClippedLoss, ""),
    ],
)
def test_a_loss_layer_in_another_style_passes_and_its_convention_is_told(loss, convention):
    for seed in SEEDS:
        verdict = judged("softmax-with-loss", loss, seed)
        assert (verdict.state, verdict.convention) == ("pass", convention)


def test_a_label_branch_that_writes_into_its_saved_y_is_advice():
    verdict = judged("softmax-with-loss", LossThatWritesIntoY)
    assert (verdict.state, verdict.convention) == ("pass", "upstream_ignored")
    assert [v.check.id for v in verdict.checks if v.state != "pass"] == ["twice"]


class BaseTwoLoss(BookLoss):
    def forward(self, x, t):
        return super().forward(x, t) / np.log(2)


def test_a_loss_in_bits_is_refused_without_the_name_of_another_mistake():
    verdict = judged("softmax-with-loss", BaseTwoLoss)
    assert "loss" in failed(verdict)
    assert diagnose(verdict).kind == "difference"


class AffineByLoops:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.shape, rows = x.shape, x.reshape(x.shape[0], -1)
        self.rows = rows
        return np.array([[row @ w + b for w, b in zip(self.W.T, self.b, strict=True)] for row in rows])

    def backward(self, dout):
        self.dW = sum(np.outer(row, d) for row, d in zip(self.rows, dout, strict=True))
        self.db = np.ones(len(dout)) @ dout
        return np.array([self.W @ d for d in dout]).reshape(self.shape)


def test_an_affine_by_loops_passes():
    assert all(judged("affine", AffineByLoops, seed).state == "pass" for seed in SEEDS)


class AffineWithoutBiasOnImages(AffineByLoops):
    def forward(self, x):
        out = super().forward(x)
        return out if x.ndim == 2 else out - self.b


def test_an_affine_whose_forward_is_wrong_on_images_alone_is_refused():
    assert failed(judged("affine", AffineWithoutBiasOnImages)) == ["images_forward"]


class ReluOfTheClass:
    def forward(self, x):
        type(self).mask = x > 0
        return np.where(x > 0, x, 0)

    def backward(self, dout):
        return dout * self.mask


class AffineOfTheClass:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        AffineOfTheClass.x = x.reshape(len(x), -1)
        AffineOfTheClass.shape = x.shape
        return self.x @ self.W + self.b

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.shape)


class AffineOfFirstWeights:
    def __init__(self, W, b):
        self.params, self.transposed = {"W": W, "b": b}, W.T.copy()

    def forward(self, x):
        self.x, self.shape = x.reshape(len(x), -1), x.shape
        return self.x @ self.params["W"] + self.params["b"]

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return (dout @ self.transposed).reshape(self.shape)


class AffineThatGivesAll(AffineOfTheClass):
    def backward(self, dout):
        return super().backward(dout), self.dW, self.db


@pytest.mark.parametrize(
    ("id", "layer", "label"),
    [
        ("relu-layer", ReluOfTheClass, "one_state_for_all"),
        ("affine", AffineOfTheClass, "one_state_for_all"),
        ("affine", AffineThatGivesAll, "gives_all_three"),
        ("affine", AffineOfFirstWeights, "weights_of_before"),
    ],
)
def test_a_layer_that_is_wrong_beside_another_is_refused_and_named(id, layer, label):
    assert diagnose(judged(id, layer)).label == label


class SingleNet:
    """Keeps and computes all of it in float32."""

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        sizes = {
            "W1": (input_size, hidden_size),
            "b1": hidden_size,
            "W2": (hidden_size, output_size),
            "b2": output_size,
        }
        self.params = {name: (weight_init_std * np.random.randn(*np.atleast_1d(s))) for name, s in sizes.items()}

    def _pass(self, x):
        w1, b1, w2, b2 = (self.params[name].astype(np.float32) for name in ("W1", "b1", "W2", "b2"))
        hidden = np.maximum(x.astype(np.float32) @ w1 + b1, 0)
        return hidden, hidden @ w2 + b2, w2

    def predict(self, x):
        return self._pass(x)[1]

    def loss(self, x, t):
        y = softmax(self.predict(x))
        return -np.sum(t.astype(np.float32) * np.log(y + np.float32(1e-7))) / np.float32(len(x))

    def gradient(self, x, t):
        hidden, scores, w2 = self._pass(x)
        last = ((softmax(scores) - t) / len(x)).astype(np.float32)
        first = last @ w2.T * (hidden > 0)
        return {"W1": x.T.astype(np.float32) @ first, "b1": first.sum(0), "W2": hidden.T @ last, "b2": last.sum(0)}


class SingleNetOffALittle(SingleNet):
    def gradient(self, x, t):
        return {name: grad + np.float32(1e-3) for name, grad in super().gradient(x, t).items()}


@pytest.mark.parametrize(("net", "agrees"), [(SingleNet, True), (SingleNetOffALittle, False)])
def test_a_gradient_is_held_against_the_differences_of_a_loss_in_float32_too(net, agrees):
    exercise = exercises()["net-gradient"]
    for seed in SEEDS:
        verdict = judge(exercise, Local({**exercise.reference, "TwoLayerNet": net}), seed)
        assert ("agrees" not in failed(verdict)) is agrees


class SingleNetByDifferences(SingleNet):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.params = {name: value.astype(np.float32) for name, value in self.params.items()}

    def accuracy(self, x, t):
        return np.mean(self.predict(x).argmax(1) == t.argmax(1))

    def numerical_gradient(self, x, t):
        grads = {name: np.zeros_like(value) for name, value in self.params.items()}
        for name, value in self.params.items():
            for i in np.ndindex(value.shape):
                kept = value[i]
                losses = []
                for moved in (kept + 1e-4, kept - 1e-4):
                    value[i] = moved
                    losses.append(self.loss(x, t))
                value[i] = kept
                grads[name][i] = (losses[0] - losses[1]) / 2e-4
        return grads


def test_differences_of_a_network_in_float32_are_right_as_far_as_float32_goes():
    exercise = exercises()["two-layer-net"]
    verdict = judge(exercise, Local({**exercise.reference, "TwoLayerNet": SingleNetByDifferences}), 2)
    assert "numerical" not in failed(verdict)
