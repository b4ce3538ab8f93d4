"""Three layers forward: right in any style, wrong and named, alone and behind the wall."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import Verdict, judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.verify import verify
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers

NETWORK = exercises()["network-forward"]


def judged(**functions: Callable[..., Any]) -> Verdict:
    """The verdict on functions of which those not given are the reference's."""
    return judge(NETWORK, Local({**NETWORK.reference, **functions}), 3)


def named(**functions: Callable[..., Any]) -> str:
    """The label of the cause of a refusal."""
    cause = diagnose(judged(**functions))
    return cause.label if cause else ""


def f(a: Any) -> Any:
    return 1 / (1 + np.exp(-a))


def in_a_loop(network: Any, x: Any) -> Any:
    z = x
    for layer in (1, 2, 3):
        a = np.dot(z, network[f"W{layer}"]) + network[f"b{layer}"]
        z = a if layer == 3 else f(a)
    return z


def by_columns(network: Any, x: Any) -> Any:
    z = np.asarray(x).T
    for layer in (1, 2, 3):
        a = (network[f"W{layer}"].T @ z).T + network[f"b{layer}"]
        z = (a if layer == 3 else 0.5 * (1 + np.tanh(a / 2))).T
    return z.T


def unit_by_unit(network: Any, x: Any) -> Any:
    if np.ndim(x) > 1:
        return [unit_by_unit(network, row) for row in x]
    z = list(x)
    for layer in (1, 2, 3):
        W, b = network[f"W{layer}"], network[f"b{layer}"]
        a = [sum(z[i] * W[i, j] for i in range(len(z))) + b[j] for j in range(len(b))]
        z = a if layer == 3 else [float(f(value)) for value in a]
    return np.array(z)


def random_network() -> Any:
    sizes = [2, 3, 2, 2]
    network = {f"W{n}": 0.01 * np.random.randn(sizes[n - 1], sizes[n]) for n in (1, 2, 3)}
    return {**network, **{f"b{n}": np.zeros(sizes[n]) for n in (1, 2, 3)}}


def listed_network() -> Any:
    weights = {"W1": [[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]], "W2": [[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]}
    return {**weights, "W3": [[0.1, 0.3], [0.2, 0.4]], "b1": [0.1, 0.2, 0.3], "b2": [0.1, 0.2], "b3": [0.1, 0.2]}


def test_the_exercise_verifies_over_several_seeds() -> None:
    assert verify(NETWORK, range(5)).breaches == {}


@pytest.mark.parametrize("forward", [in_a_loop, by_columns, unit_by_unit])
def test_a_right_forward_passes_in_any_style(forward: Callable[..., Any]) -> None:
    assert judged(forward=forward).state == "pass"


@pytest.mark.parametrize("init_network", [random_network, listed_network])
def test_any_values_that_are_not_all_alike_pass(init_network: Callable[..., Any]) -> None:
    assert judged(init_network=init_network, forward=in_a_loop).state == "pass"


@pytest.mark.parametrize(
    "functions",
    [
        {"forward": lambda network, x: 2 * in_a_loop(network, x)},
        {"forward": lambda network, x: in_a_loop(network, np.abs(x))},
        {"forward": lambda network, x: np.ravel(in_a_loop(network, x))},
        {"forward": lambda network, x: in_a_loop({**network, "b1": -network["b1"]}, x)},
        {"init_network": lambda: {key.lower(): value for key, value in random_network().items()}},
        {"init_network": lambda: list(random_network().values())},
    ],
)
def test_what_is_wrong_beyond_the_known_mistakes_is_refused_without_a_wrong_name(functions: Any) -> None:
    assert judged(**functions).state in ("fail", "partial")
    assert named(**functions) not in NETWORK.mistakes


def test_any_fixed_weights_within_forward_are_named() -> None:
    kept = random_network()

    assert named(forward=lambda network, x: in_a_loop(kept, x)) == "network_ignored"


def test_the_layer_without_an_activation_is_told() -> None:
    def second_missing(network: Any, x: Any) -> Any:
        z = f(x @ network["W1"] + network["b1"]) @ network["W2"] + network["b2"]
        return z @ network["W3"] + network["b3"]

    cause = diagnose(judged(forward=second_missing))

    assert cause is not None
    assert (cause.label, "layer 2" in cause.text.en) == ("activation_missing", True)


def test_half_of_the_exercise_earns_half_of_the_points() -> None:
    def unwritten(*args: Any) -> Any:
        raise NotImplementedError

    assert judged(init_network=unwritten).points == NETWORK.points - 2
    assert judged(forward=unwritten).points == 1


BOOK = """
    import numpy as np


    def sigmoid(x):
        return 1 / (1 + np.exp(-x))


    def init_network():
        network = {}
        network['W1'] = np.random.randn(2, 3)
        network['b1'] = np.zeros(3)
        network['W2'] = np.random.randn(3, 2)
        network['b2'] = np.zeros(2)
        network['W3'] = np.random.randn(2, 2)
        network['b3'] = np.zeros(2)
        return network


    def forward(network, x):
        W1, W2, W3 = network['W1'], network['W2'], network['W3']
        b1, b2, b3 = network['b1'], network['b2'], network['b3']
        z1 = sigmoid(np.dot(x, W1) + b1)
        z2 = sigmoid(np.dot(z1, W2) + b2)
        return np.dot(z2, W3) + b3
"""


@pytest.mark.parametrize(
    "code",
    [
        BOOK,
        BOOK.replace("forward(network, x)", "forward(x, network)"),
        BOOK.replace("network", "params").replace("init_params", "init_network"),
        BOOK.replace("def forward", "def predict"),
    ],
    ids=["book", "other order", "other names", "predict"],
)
def test_each_way_to_write_it_passes_behind_the_wall(tmp_path: Path, code: str) -> None:
    (tmp_path / "impl.py").write_text(textwrap.dedent(code), encoding="utf-8")
    with Workers("fork") as workers:
        verdict = grade(Task(collect(tmp_path), [NETWORK], (), 7, "en", str(tmp_path)), workers).exercises[0]

    assert verdict.state == "pass"
