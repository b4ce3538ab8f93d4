"""Mini-batches against what chance must give."""

import numpy as np
import pytest
from dlgrade.reference.batches import minibatch_indices


def test_indices_are_whole_numbers_within_the_data():
    batch = minibatch_indices(7, 10_000, np.random.default_rng(0))

    assert batch.shape == (10_000,)
    assert batch.dtype.kind == "i"
    assert set(batch.tolist()) == set(range(7))


def test_the_counts_of_the_examples_are_those_of_equal_chances():
    counts = np.bincount(minibatch_indices(10, 100_000, np.random.default_rng(1)), minlength=10)

    # chi-square with 9 degrees of freedom: above 60 with probability 1e-9
    assert np.sum((counts - 10_000) ** 2 / 10_000) < 60


def test_the_generator_alone_decides():
    pair = [minibatch_indices(1000, 20, np.random.default_rng(5)) for _ in range(2)]
    rng = np.random.default_rng(5)

    np.testing.assert_array_equal(*pair)
    assert not np.array_equal(minibatch_indices(1000, 20, rng), minibatch_indices(1000, 20, rng))


def test_an_example_may_come_twice():
    assert len(np.unique(minibatch_indices(50, 50, np.random.default_rng(2)))) < 50


def test_no_data_are_refused():
    with pytest.raises(ValueError, match="must be"):
        minibatch_indices(0, 3, np.random.default_rng(0))
