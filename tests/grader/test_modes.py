"""A layer may be told whether to train by `train()` and `eval()`, by an attribute, or by a word: all are right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

DROPOUT = """
import numpy as np

class Dropout:
    def __init__(self, p=0.5):
        self.p = p
        {start}
{methods}
    def forward(self, {parameters}):
        if {trains}:
            self.mask = np.random.rand(*x.shape) > self.p
            return x * self.mask
        return x * {factor}
    def backward(self, dout):
        return dout * self.mask
"""
NORM = """
import numpy as np

class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.mean, self.var = 0, 0
        {start}
{methods}
    def forward(self, {parameters}):
        if {trains}:
            m, v = x.mean(0), x.var(0)
            self.mean = self.momentum * self.mean + (1 - self.momentum) * m
            self.var = self.momentum * self.var + (1 - self.momentum) * v
        else:
            m, v = self.mean, self.var
        self.std = np.sqrt(v + 1e-7)
        self.xhat = (x - m) / self.std
        return self.gamma * self.xhat + self.beta
    def backward(self, dout):
        self.dgamma, self.dbeta = (dout * self.xhat).sum(0), dout.sum(0)
        d = dout * self.gamma
        return (d - d.mean(0) - self.xhat * (d * self.xhat).mean(0)) / self.std
"""
METHODS = """
    def train(self{more}):
        self.{name} = {value}
    def eval(self):
        self.{name} = False
"""
STYLES = {
    "train() and eval()": {
        "start": "self.training = True",
        "methods": METHODS.format(more="", name="training", value="True"),
        "parameters": "x",
        "trains": "self.training",
    },
    "train(mode) and eval()": {
        "start": "self.mode = True",
        "methods": METHODS.format(more=", mode=True", name="mode", value="mode"),
        "parameters": "x",
        "trains": "self.mode",
    },
    "an attribute": {"start": "self.is_train = True", "methods": "", "parameters": "x", "trains": "self.is_train"},
    "a word": {
        "start": "",
        "methods": "",
        "parameters": "x, mode='train'",
        "trains": "{'train': 1, 'test': 0}[mode]",
    },
    "a word that must be given": {
        "start": "",
        "methods": "",
        "parameters": "x, mode",
        "trains": "{'train': True, 'eval': False}[mode]",
    },
    "a flag that must be given": {"start": "", "methods": "", "parameters": "x, training", "trains": "training"},
}
TOLD = {"train() and eval()": "`eval()`", "train(mode) and eval()": "`eval()`", "an attribute": "`is_train`"}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as some:
        yield some


def graded(folder: Path, source: str, id: str, workers: Workers) -> Exercise:
    (folder / "mine.py").write_text(source)
    wanted = [catalogue.exercises()[id]]
    return grade(Task(collect(folder), wanted, (), 5, "en", "mine"), workers).exercises[0]


@pytest.mark.parametrize("style", STYLES)
def test_dropout_in_every_style_passes_and_is_told_how_it_was_called(
    style: str, tmp_path: Path, workers: Workers
) -> None:
    found = graded(tmp_path, DROPOUT.format(**STYLES[style], factor="(1 - self.p)"), "dropout", workers)

    assert found.state == "pass", found
    assert any(TOLD.get(style, "") in note for note in [*found.advice, ""])


@pytest.mark.parametrize("style", STYLES)
def test_batch_normalization_in_every_style_passes(style: str, tmp_path: Path, workers: Workers) -> None:
    """But for images, which this one was not written for."""
    found = graded(tmp_path, NORM.format(**STYLES[style]), "batchnorm", workers)

    assert {one.id for one in found.checks if one.state != "pass"} == {"images", "images_backward"}


@pytest.mark.parametrize("style", STYLES)
def test_dropout_that_does_not_scale_is_refused_by_name_in_every_style(
    style: str, tmp_path: Path, workers: Workers
) -> None:
    found = graded(tmp_path, DROPOUT.format(**STYLES[style], factor="1.0"), "dropout", workers)

    assert found.state in ("fail", "partial")
    assert found.cause is not None
    assert found.cause.label


def test_a_layer_without_any_mode_is_told_that_an_argument_is_missing(tmp_path: Path, workers: Workers) -> None:
    source = DROPOUT.format(start="", methods="", parameters="x", trains="True", factor="1.0")

    found = graded(tmp_path, source, "dropout", workers)

    assert found.state == "error"
    assert found.cause is not None
    assert "positional argument" in found.cause.text
