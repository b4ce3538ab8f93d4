"""Forms that learners' own code has and the book's has not: keyword-only parameters, a tuple of two, made functions."""

from __future__ import annotations

from pathlib import Path

from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers

CODE = """
import numpy as np

def gate(w, b):
    def inner(x1, x2):
        return int(w * x1 + w * x2 + b > 0)
    return inner

AND, NAND, OR = gate(1, -1.5), gate(-1, 1.5), gate(1, -0.5)
XOR = lambda a, b: AND(NAND(a, b), OR(a, b))

def gradient_descent(f, init_x, *, lr=0.01, step_num=100):
    x = init_x.copy()
    for _ in range(step_num):
        e = 1e-4 * np.eye(len(x))
        x = x - lr * np.array([(f(x + d) - f(x - d)) / 2e-4 for d in e])
    return x

class Adam:
    def __init__(self, lr=0.001, betas=(0.9, 0.999)):
        self.lr, self.betas, self.t, self.m, self.v = lr, betas, 0, {}, {}
    def update(self, params, grads):
        self.t += 1
        b1, b2 = self.betas
        for k, g in grads.items():
            self.m[k] = b1 * self.m.get(k, 0) + (1 - b1) * g
            self.v[k] = b2 * self.v.get(k, 0) + (1 - b2) * g * g
            m, v = self.m[k] / (1 - b1 ** self.t), self.v[k] / (1 - b2 ** self.t)
            params[k] -= self.lr * m / (np.sqrt(v) + 1e-8)

class Linear:
    def __init__(self, weight, bias):
        self.weight, self.bias = weight, bias
    def __call__(self, input):
        self.input = input
        return input.reshape(len(input), -1) @ self.weight + self.bias
    def backward(self, grad_output):
        self.grad_weight = self.input.reshape(len(self.input), -1).T @ grad_output
        self.grad_bias = grad_output.sum(0)
        return (grad_output @ self.weight.T).reshape(self.input.shape)
"""


def test_made_functions_keyword_only_parameters_and_a_tuple_of_betas_are_taken_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(CODE)
    exercises = [catalogue.exercises()[id] for id in ("gates", "gradient-descent", "adam", "affine")]
    with Workers() as workers:
        record = grade(Task(collect(tmp_path), exercises, (), 3, "en", "mine"), workers)

    assert [(one.id, one.state) for one in record.exercises] == [(e.id, "pass") for e in exercises]
