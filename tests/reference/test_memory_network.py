"""The memory network against loops over single numbers, its own forward, and questions whose answer is known."""

import math

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.memory_network import MemoryNetwork

RNG = np.random.default_rng(0)
SIZES = [(3, 4, 6, 2, 5), (3, 3, 3, 3, 3), (1, 2, 4, 3, 2)]


def drawn(v, d, k):
    shapes = {"A": (v, d), "B": (v, d), "C": (v, d), "W": (d, k)}
    return {name: RNG.standard_normal(shape) * 0.5 for name, shape in shapes.items()}


def by_hand(p, story, question, hops):
    """Scores of one story, number by number."""
    v, d = p["A"].shape

    def embedded(words, E):
        return [math.fsum(words[w] * E[w, j] for w in range(v)) for j in range(d)]

    u = embedded(question, p["B"])
    for _ in range(hops):
        scores = [math.fsum(x * y for x, y in zip(u, embedded(line, p["A"]), strict=True)) for line in story]
        total = math.fsum(map(math.exp, scores))
        read = [embedded(line, p["C"]) for line in story]
        u = [u[j] + math.fsum(math.exp(s) / total * c[j] for s, c in zip(scores, read, strict=True)) for j in range(d)]
    return [math.fsum(u[j] * p["W"][j, k] for j in range(d)) for k in range(p["W"].shape[1])]


@pytest.mark.parametrize("hops", [1, 2, 3])
@pytest.mark.parametrize(("n", "m", "v", "d", "k"), SIZES)
def test_scores_are_those_of_loops_over_single_numbers(n, m, v, d, k, hops):
    p, stories, question = drawn(v, d, k), RNG.integers(0, 3, (n, m, v)), RNG.integers(0, 3, (n, v))
    scores = MemoryNetwork(**p, hops=hops).forward(stories, question)
    expected = [by_hand(p, story, asked, hops) for story, asked in zip(stories, question, strict=True)]
    np.testing.assert_allclose(scores, expected, rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("hops", [1, 3])
@pytest.mark.parametrize(("n", "m", "v", "d", "k"), SIZES)
def test_backward_is_the_derivative_of_forward(n, m, v, d, k, hops):
    at, stories, question = drawn(v, d, k), RNG.integers(0, 2, (n, m, v)), RNG.integers(0, 2, (n, v))
    net = MemoryNetwork(**at, hops=hops)
    dout = RNG.standard_normal(net.forward(stories, question).shape)
    net.backward(dout)
    grads = dict(zip(at, net.grads, strict=True))

    def forward(**point):
        return MemoryNetwork(**point, hops=hops).forward(stories, question)

    assert directional_error(forward, at, grads, dout, RNG) <= TOLERANCE


def test_two_hops_follow_a_chain_that_one_hop_cannot():
    """The ball is with Mary, Mary is in the garden, John is in the kitchen: where is the ball?"""
    words = ["ball", "mary", "john", "garden", "kitchen"]
    subjects, known = np.eye(5), np.eye(5)
    stories = np.zeros((1, 3, 10))
    for line, (about, told) in enumerate((("ball", "mary"), ("mary", "garden"), ("john", "kitchen"))):
        stories[0, line, words.index(about)] = stories[0, line, 5 + words.index(told)] = 1
    A = 20.0 * np.vstack([subjects, np.zeros((5, 5))])
    C = np.vstack([np.zeros((5, 5)), 2.0 * known])
    B, question = np.vstack([subjects, np.zeros((5, 5))]), np.eye(10)[[0]]

    def answer(hops):
        return words[int(MemoryNetwork(A, B, C, np.eye(5), hops).forward(stories, question).argmax())]

    first = MemoryNetwork(A, B, C, np.eye(5))
    assert answer(1) == "mary"
    assert MemoryNetwork(A, B, C, np.eye(5), 2).forward(stories, question)[0, words.index("garden")] > 1.9
    assert first.forward(stories, question)[0, words.index("garden")] < 1e-6
