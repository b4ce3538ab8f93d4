"""Initial weights, by what they are for: what goes in comes out as large."""

import numpy as np
import pytest
from dlgrade.reference.initialization import he_init, xavier_init


@pytest.fixture(autouse=True)
def seeded():
    kept = np.random.get_state()
    np.random.seed(0)
    yield
    np.random.set_state(kept)


@pytest.mark.parametrize(("n_in", "n_out"), [(400, 100), (100, 400)])
def test_xavier_keeps_the_variance_of_a_sum(n_in, n_out):
    y = np.random.randn(2_000, n_in) @ xavier_init(n_in, n_out)

    assert y.var() == pytest.approx(1.0, rel=0.05)


@pytest.mark.parametrize(("n_in", "n_out"), [(400, 100), (100, 400)])
def test_he_keeps_the_mean_square_behind_a_relu(n_in, n_out):
    behind = np.maximum(np.random.randn(2_000, n_in), 0) @ he_init(n_in, n_out)

    assert (behind**2).mean() == pytest.approx(1.0, rel=0.05)


@pytest.mark.parametrize("init", [xavier_init, he_init])
def test_weights_are_centred_and_new_at_each_call(init):
    W = init(300, 200)

    assert W.shape == (300, 200)
    assert abs(W.mean()) < 6 * W.std() / np.sqrt(W.size)
    assert not np.array_equal(W, init(300, 200))
