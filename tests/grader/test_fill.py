"""A network's parameters are set where its layers see them, however the learner keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.nets import fill, params_of
from dlgrade.exercises.checking.outcome import LearnerError
from dlgrade.grader.collect import collect, find, plan
from dlgrade.grader.forms import Form
from dlgrade.grader.remote import Remote
from dlgrade.grader.workers import Workers

VALUES = {"W1": np.arange(6.0).reshape(2, 3), "b1": np.array([0.5, -1.0, 2.0])}

HOLDERS = {
    "a dictionary": "self.params = {'W1': np.zeros((2, 3)), 'b1': np.zeros(3)}; self.seen = self.params['W1']",
    "row biases": "self.params = {'W1': np.zeros((2, 3)), 'b1': np.zeros((1, 3))}; self.seen = self.params['W1']",
    "single precision": "self.params = {'W1': np.zeros((2, 3), 'f'), 'b1': np.zeros(3, 'f')};"
    "self.seen = self.params['W1']",
    "attributes": "self.W1, self.b1 = np.zeros((2, 3)), np.zeros(3); self.seen = self.W1",
    "a list": "self.params = [np.zeros((2, 3)), np.zeros(3)]; self.seen = self.params[0]",
    "two lists": "self.weights, self.biases = [np.zeros((2, 3))], [np.zeros(3)]; self.seen = self.weights[0]",
    "a layer": "self.layers = {'Affine1': Affine(np.zeros((2, 3)), np.zeros(3))}; self.seen = self.layers['Affine1'].W",
    "a layer of its own": "self.fc1 = Affine(np.zeros((2, 3)), np.zeros(3)); self.seen = self.fc1.W",
}

CODE = """
import numpy as np

class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

class Adam:
    def __init__(self, lr=0.01):
        {body}

    def update(self, params, grads):
        return self.seen
"""


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as one:
        yield one


def net(workers: Workers, folder: Path, body: str) -> tuple[Remote, Any]:
    (folder / "net.py").write_text(CODE.format(body=body))
    exercise, submission = catalogue.exercises()["adam"], collect(folder)
    choice = find(submission, "Adam", (), "class")
    assert choice
    remote = Remote(workers, exercise, plan(submission, {"Adam": choice.definition}), Form())
    remote.begin(0)
    return remote, remote.Adam(lr=0.1)


@pytest.mark.parametrize("body", HOLDERS.values(), ids=HOLDERS)
def test_parameters_are_written_into_the_arrays_that_the_layers_hold(
    body: str, tmp_path: Path, workers: Workers
) -> None:
    remote, one = net(workers, tmp_path, body)

    fill(one, VALUES)
    fill(one, {name: 2 * value for name, value in VALUES.items()})

    assert np.array_equal(one.update({}, {}), 2 * VALUES["W1"])
    kept = params_of(one, VALUES)
    assert all(np.array_equal(np.ravel(kept[name]), np.ravel(2 * VALUES[name])) for name in VALUES)
    remote.close()


def test_a_list_of_volume_two_is_filled_in_its_order(tmp_path: Path, workers: Workers) -> None:
    remote, one = net(workers, tmp_path, HOLDERS["a list"])

    fill(one, list(VALUES.values()))

    kept = params_of(one)
    assert isinstance(kept, list)
    assert np.array_equal(kept[0], VALUES["W1"]) and np.array_equal(kept[1], VALUES["b1"])
    assert np.array_equal(one.update({}, {}), VALUES["W1"])
    remote.close()


@pytest.mark.parametrize("body", ["self.params = {'W1': np.zeros((2, 3))}", "pass", "self.params = None"])
def test_a_network_without_the_parameter_is_told_in_one_sentence(body: str, tmp_path: Path, workers: Workers) -> None:
    remote, one = net(workers, tmp_path, body)

    with pytest.raises(LearnerError) as caught:
        fill(one, VALUES)

    assert caught.value.state == "fail" and "`params[" in caught.value.text.en
    remote.close()


def test_here_parameters_are_written_in_place_too() -> None:
    class Net:
        def __init__(self) -> None:
            self.params = {"W1": np.zeros((2, 3)), "b1": np.zeros(3)}
            self.seen = self.params["W1"]

    one = Net()
    fill(one, VALUES)

    assert np.array_equal(one.seen, VALUES["W1"])
    assert params_of(one, ["b1"])["b1"] is not one.params["b1"]
    assert np.array_equal(params_of(one)["b1"], VALUES["b1"])
    with pytest.raises(LearnerError, match="W9"):
        fill(one, {"W9": np.zeros(1)})
