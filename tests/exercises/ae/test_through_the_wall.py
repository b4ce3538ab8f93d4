"""Autoencoders and Boltzmann machines under names of the learner's own, through the real wall."""

from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers

IDS = ("dae", "stacked-dae", "rbm", "dbn", "vae")
EXAMPLE = Path(__file__).parents[3] / "examples" / "my_impl"

OTHER_NAMES = """
import numpy as np

def sigmoid(u):
    return 1.0 / (1.0 + np.exp(-u))

class DenoisingAutoEncoder:
    def __init__(self, W, b_hidden, b_visible):
        self.W, self.bh, self.bv = W, b_hidden, b_visible
    def add_noise(self, x, m):
        return x * m
    def get_hidden_values(self, x):
        return sigmoid(x @ self.W + self.bh)
    def get_reconstructed_input(self, z):
        return sigmoid(z @ self.W.T + self.bv)
    def cost(self, x, m):
        y = self.get_reconstructed_input(self.get_hidden_values(self.add_noise(x, m)))
        return -(x * np.log(y + 1e-7) + (1 - x) * np.log(1 - y + 1e-7)).sum(axis=1).mean()
    def grad(self, x, m):
        noisy = self.add_noise(x, m)
        h = self.get_hidden_values(noisy)
        d = (self.get_reconstructed_input(h) - x) / len(x)
        e = d @ self.W * h * (1 - h)
        return noisy.T @ e + d.T @ h, e.sum(axis=0), d.sum(axis=0)

class RestrictedBoltzmannMachine:
    def __init__(self, W, b, c):
        '''b: visible, c: hidden'''
        self.W, self.b, self.c = W, b, c
    def F(self, v):
        return -v @ self.b - np.logaddexp(0, v @ self.W + self.c).sum(axis=1)
    def propup(self, v):
        return sigmoid(v @ self.W + self.c)
    def propdown(self, h):
        return sigmoid(h @ self.W.T + self.b)
    def contrastive_divergence(self, v0, rand_h, rand_v):
        ph0 = self.propup(v0)
        h0 = (rand_h < ph0) * 1
        v1 = (rand_v < self.propdown(h0)) * 1
        ph1 = self.propup(v1)
        n = v0.shape[0]
        return {"W": (v0.T @ ph0 - v1.T @ ph1) / n, "b": (v0 - v1).mean(0), "c": (ph0 - ph1).mean(0)}

class VariationalAutoencoder:
    def __init__(self, params):
        self.__dict__.update(params)
    def encoder(self, x):
        self.h = np.tanh(x @ self.W_enc + self.b_enc)
        return self.h @ self.W_mu + self.b_mu, self.h @ self.W_log_var + self.b_log_var
    def sample_z(self, mean, logvar, noise):
        return mean + np.exp(0.5 * logvar) * noise
    def decoder(self, z):
        return sigmoid(np.tanh(z @ self.W_dec + self.b_dec) @ self.W_out + self.b_out)
    def compute_loss(self, x, noise):
        m, v = self.encoder(x)
        y = self.decoder(self.sample_z(m, v, noise))
        return (-(x * np.log(y) + (1 - x) * np.log(1 - y)).sum() - 0.5 * (1 + v - m ** 2 - np.exp(v)).sum()) / len(x)
    def gradients(self, x, noise):
        n = len(x)
        m, v = self.encoder(x)
        z = self.sample_z(m, v, noise)
        g = np.tanh(z @ self.W_dec + self.b_dec)
        d = (self.decoder(z) - x) / n
        dg = d @ self.W_out.T * (1 - g ** 2)
        dz = dg @ self.W_dec.T
        dm, dv = dz + m / n, dz * noise * np.exp(v / 2) / 2 + (np.exp(v) - 1) / 2 / n
        dh = (dm @ self.W_mu.T + dv @ self.W_log_var.T) * (1 - self.h ** 2)
        return {"W_enc": x.T @ dh, "b_enc": dh.sum(0), "W_mu": self.h.T @ dm, "b_mu": dm.sum(0),
                "W_log_var": self.h.T @ dv, "b_log_var": dv.sum(0), "W_dec": z.T @ dg, "b_dec": dg.sum(0),
                "W_out": g.T @ d, "b_out": d.sum(0)}
"""

WRONG = OTHER_NAMES.replace("np.exp(0.5 * logvar) * noise", "np.exp(logvar) * noise").replace(
    "v0.T @ ph0 - v1.T @ ph1", "v0.T @ h0 - v1.T @ ph1"
)
WRONG = WRONG.replace("(ph0 - ph1).mean(0)", "(h0 - ph1).mean(0)").replace(
    "return noisy.T @ e + d.T @ h,", "return noisy.T @ e,"
)


def graded(folder: Path, ids: tuple[str, ...]):
    exercises = [catalogue.exercises()[id] for id in ids]
    with Workers() as workers:
        return grade(Task(collect(folder), exercises, (), 3, "en", "mine"), workers)


def test_the_example_passes() -> None:
    assert [(one.id, one.state) for one in graded(EXAMPLE, IDS).exercises] == [(id, "pass") for id in IDS]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (OTHER_NAMES, [("pass", ""), ("pass", ""), ("pass", "")]),
        (
            WRONG,
            [
                ("partial", "encoder_part_only"),
                ("partial", "sampled_for_mean"),
                ("partial", "variance_as_deviation"),
            ],
        ),
    ],
    ids=["right", "wrong"],
)
def test_other_names_are_found(tmp_path: Path, code: str, expected: list[tuple[str, str]]) -> None:
    (tmp_path / "mine.py").write_text(code)
    record = graded(tmp_path, ("dae", "rbm", "vae"))

    assert [(one.state, one.cause.label if one.cause else "") for one in record.exercises] == expected
