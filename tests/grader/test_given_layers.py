"""What is built on a refused layer is judged again with ours in its place, through the real wall."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.attempts import locate
from dlgrade.grader.collect import collect, plan
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.instead import Refused, exchange
from dlgrade.grader.workers import Workers
from dlgrade.reports import record as rec

AFFINE = """
import numpy as np
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, x):
        self.x = x
        return x @ self.W + self.b
    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.BIAS(axis=0)
        return dout @ self.W.T
class Relu:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask
    def backward(self, dout):
        return dout * self.mask
"""

NET = """
IMPORT
import numpy as np
def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        rand = np.random.randn
        self.params = {'W1': weight_init_std * rand(input_size, hidden_size), 'b1': np.zeros(hidden_size),
                       'W2': weight_init_std * rand(hidden_size, output_size), 'b2': np.zeros(output_size)}
        p = self.params
        self.layers = [LAYER(p['W1'], p['b1']), Relu(), LAYER(p['W2'], p['b2'])]
    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x
    def loss(self, x, t):
        return -np.sum(t * np.log(softmax(self.predict(x)) + 1e-7)) / len(x)
    def accuracy(self, x, t):
        return np.mean(self.predict(x).argmax(axis=1) == t.argmax(axis=1))
    def gradient(self, x, t):
        dout = (softmax(self.predict(x)) - t)MEAN
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        one, _, two = self.layers
        return {'W1': one.dW, 'b1': one.db, 'W2': two.dW, 'b2': two.db}
"""

IMPORTS = {
    "from": ("from layers import Affine, Relu", "Affine"),
    "star": ("from layers import *", "Affine"),
    "renamed": ("from layers import Affine as A, Relu", "A"),
    "module": ("import layers\nfrom layers import Relu", "layers.Affine"),
    "same file": (AFFINE, "Affine"),
}
WRONG = AFFINE.replace("BIAS", "mean")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as one:
        yield one


def graded(workers: Workers, folder: Path, files: dict[str, str], *ids: str) -> dict[str, rec.Exercise]:
    for name, text in files.items():
        (folder / name).write_text(text)
    exercises = [catalogue.exercises()[id] for id in ids]
    record = grade(Task(collect(folder), exercises, (), 3, "en", "mine"), workers)
    return {one.id: one for one in record.exercises}


def net(form: str = "from", mean: str = " / len(x)") -> str:
    statement, layer = IMPORTS[form]
    text = NET.replace("IMPORT", statement).replace("LAYER", layer).replace("MEAN", mean)
    return text.replace("BIAS", "mean")


@pytest.mark.parametrize("form", IMPORTS)
def test_a_right_net_on_a_wrong_layer_passes_with_ours(form: str, tmp_path: Path, workers: Workers) -> None:
    files = {"net.py": net(form)} | ({} if form == "same file" else {"layers.py": WRONG})

    found = graded(workers, tmp_path, files, "affine", "net-gradient")

    assert found["affine"].state == "partial"
    assert found["net-gradient"].state == "pass"
    assert found["net-gradient"].advice[0] == "Judged with our Affine in place of yours, since affine did not pass."


def test_a_wrong_net_on_a_wrong_layer_is_told_its_own_mistake(tmp_path: Path, workers: Workers) -> None:
    found = graded(workers, tmp_path, {"layers.py": WRONG, "net.py": net(mean="")}, "affine", "net-gradient")

    cause = found["net-gradient"].cause
    assert cause and cause.label == "gradient_not_averaged"
    assert found["net-gradient"].state == "partial"


def test_where_ours_does_not_fit_the_net_is_blocked(tmp_path: Path, workers: Workers) -> None:
    called = WRONG.replace("def forward(self, x):\n        self.x", "def __call__(self, x):\n        self.x")
    one = net().replace("layer.forward(x)", "(layer(x) if isinstance(layer, Affine) else layer.forward(x))")

    found = graded(workers, tmp_path, {"layers.py": called, "net.py": one}, "affine", "net-gradient")

    assert found["net-gradient"].state == "blocked"
    assert found["net-gradient"].advice[0] == "Mend affine first."


def test_a_net_that_does_not_use_what_is_refused_is_told_its_own_mistake(tmp_path: Path, workers: Workers) -> None:
    apart = {
        "layers.py": WRONG,
        "net.py": net("same file", "").replace("Affine", "Own").replace("mean(axis=0)", "sum(axis=0)"),
    }

    found = graded(workers, tmp_path, apart, "affine", "net-gradient")

    assert found["net-gradient"].cause and found["net-gradient"].cause.label == "gradient_not_averaged"
    assert not any("Judged with" in text for text in found["net-gradient"].advice)


def test_needs_are_graded_first_and_the_record_keeps_the_order_asked_for(tmp_path: Path, workers: Workers) -> None:
    found = graded(workers, tmp_path, {"layers.py": WRONG, "net.py": net()}, "net-gradient", "affine")

    assert list(found) == ["net-gradient", "affine"]
    assert found["net-gradient"].state == "pass"


RNN = """
import numpy as np
class RNN:
    def __init__(self, Wx, Wh, b):
        self.params = [Wx, Wh, b]
        self.grads = [np.zeros_like(p) for p in self.params]
    def forward(self, x, h_prev):
        Wx, Wh, b = self.params
        h = np.tanh(x @ Wx + h_prev @ Wh + b)
        self.cache = x, h_prev, h
        return h
    def backward(self, dh_next):
        Wx, Wh, b = self.params
        x, h_prev, h = self.cache
        dt = dh_next * (1 - h**2)
        self.grads = [x.T @ dt, h_prev.T @ dt, dt.mean(axis=0)]
        return dt @ Wx.T, dt @ Wh.T
class TimeRNN:
    def __init__(self, Wx, Wh, b, stateful=False):
        self.params, self.stateful, self.h = [Wx, Wh, b], stateful, None
    def set_state(self, h):
        self.h = h
    def reset_state(self):
        self.h = None
    def forward(self, xs):
        N, T, D = xs.shape
        if not self.stateful or self.h is None:
            self.h = np.zeros((N, len(self.params[1])))
        self.layers, hs = [], []
        for t in range(T):
            self.layers.append(RNN(*self.params))
            self.h = self.layers[-1].forward(xs[:, t], self.h)
            hs.append(self.h)
        return np.stack(hs, axis=1)
    def backward(self, dhs):
        dh, dxs = 0, np.zeros((*dhs.shape[:2], len(self.params[0])))
        self.grads = [np.zeros_like(p) for p in self.params]
        for t in reversed(range(dhs.shape[1])):
            dxs[:, t], dh = self.layers[t].backward(dhs[:, t] + dh)
            self.grads = [a + b for a, b in zip(self.grads, self.layers[t].grads)]
        return dxs
"""


def test_a_sequence_of_wrong_steps_is_judged_with_our_step(tmp_path: Path, workers: Workers) -> None:
    found = graded(workers, tmp_path, {"rnn.py": RNN}, "rnn", "time-rnn")

    assert found["rnn"].state != "pass"
    assert found["time-rnn"].state == "pass"
    assert found["time-rnn"].advice[0].startswith("Judged with our RNN")


FUNCTIONS = """
import numpy as np
def sigmoid(x):
    return 1 / (1 + np.exp(x))
def init_network():
    n = {}
    for i, (a, b) in enumerate([(2, 3), (3, 2), (2, 2)], 1):
        n[f'W{i}'], n[f'b{i}'] = np.full((a, b), 0.1 * i), np.full(b, 0.1)
    return n
def forward(network, x):
    z = sigmoid(x @ network['W1'] + network['b1'])
    z = sigmoid(z @ network['W2'] + network['b2'])
    return z @ network['W3'] + network['b3']
"""


def test_a_function_is_replaced_like_a_layer(tmp_path: Path, workers: Workers) -> None:
    found = graded(workers, tmp_path, {"functions.py": FUNCTIONS}, "sigmoid", "network-forward")

    assert found["sigmoid"].state != "pass"
    assert any("our sigmoid" in text for text in found["network-forward"].advice)
    assert found["network-forward"].cause is None or found["network-forward"].cause.kind != "exception"


def test_the_worker_gets_the_needed_parts_of_the_reference_alone(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(net("same file"))
    submission, exercises = collect(tmp_path), catalogue.exercises()
    affine = locate(submission, exercises["affine"]).choices["Affine"].definition
    load = plan(
        submission, {"TwoLayerNet": locate(submission, exercises["net-gradient"]).choices["TwoLayerNet"].definition}
    )

    exchanged = exchange(submission, load, [Refused(exercises["affine"], "Affine", affine)])

    assert exchanged
    ours = "".join(module.source for module in exchanged.load.modules if module.path.startswith("<dlgrade>"))
    assert "class Affine" in ours
    assert "class Dropout" not in ours and "class SoftmaxWithLoss" not in ours and "def sigmoid" not in ours


def test_arguments_in_another_order_are_not_taken_for_ours(tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_text("class Affine:\n    def __init__(self, b, W):\n        self.W, self.b = W, b\n")
    submission, exercises = collect(tmp_path), catalogue.exercises()
    affine = locate(submission, exercises["affine"]).choices["Affine"].definition

    assert (
        exchange(submission, plan(submission, {"Affine": affine}), [Refused(exercises["affine"], "Affine", affine)])
        is None
    )


def test_an_error_of_its_own_does_not_wait_for_what_nobody_wrote(tmp_path: Path, workers: Workers) -> None:
    broken = net("same file").replace("mean(axis=0)", "sum(axis=0)").replace("e.sum(", "e.total(")

    found = graded(workers, tmp_path, {"net.py": broken}, "softmax-with-loss", "net-gradient")

    assert found["softmax-with-loss"].state == "missing"
    assert found["net-gradient"].state == "error" and not any("first" in text for text in found["net-gradient"].advice)


def test_what_names_a_layer_that_is_missing_waits_for_it_alone(tmp_path: Path, workers: Workers) -> None:
    without = net().replace("from layers import Affine, Relu", "")

    found = graded(workers, tmp_path, {"net.py": without}, "softmax-with-loss", "affine", "net-gradient")

    assert found["net-gradient"].state == "blocked"
    assert found["net-gradient"].advice[0] == "Mend affine first."
