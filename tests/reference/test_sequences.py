"""Clipping, windows and the adding problem against what their definitions say."""

import numpy as np
import pytest
from dlgrade.reference.sequences import clip_grads, make_adding_problem, make_sine_windows

RNG = np.random.default_rng(0)


def joint_norm(grads):
    return np.linalg.norm(np.concatenate([grad.ravel() for grad in grads]))


@pytest.mark.parametrize("max_norm", [0.5, 2.0, 7.0])
def test_clipping_leaves_the_direction_and_sets_the_norm(max_norm):
    grads = [RNG.standard_normal(shape) * 10 for shape in ((3, 4), (4,), (2, 2, 2))]
    before = [grad.copy() for grad in grads]
    clip_grads(grads, max_norm)
    assert joint_norm(grads) == pytest.approx(max_norm, rel=1e-6)
    rates = np.concatenate([(grad / old).ravel() for grad, old in zip(grads, before, strict=True)])
    np.testing.assert_allclose(rates, rates[0])


def test_gradients_below_the_norm_are_left_alone():
    grads = [np.array([0.3, 0.4])]
    clip_grads(grads, 0.6)
    np.testing.assert_array_equal(grads[0], [0.3, 0.4])


def test_a_gradient_of_zero_stays_zero():
    grads = [np.zeros(3)]
    clip_grads(grads, 1.0)
    np.testing.assert_array_equal(grads[0], np.zeros(3))


def test_windows_of_a_ramp_are_read_off():
    x, t = make_sine_windows(np.arange(6.0), 4)
    np.testing.assert_array_equal(x[:, :, 0], [[0, 1, 2, 3], [1, 2, 3, 4]])
    np.testing.assert_array_equal(t, [[4], [5]])


def test_a_sine_obeys_the_recurrence_of_three_values_across_each_window_and_its_target():
    step = 0.3
    x, t = make_sine_windows(np.sin(step * np.arange(40)), 2)
    np.testing.assert_allclose(t[:, 0], 2 * np.cos(step) * x[:, 1, 0] - x[:, 0, 0], atol=1e-12)


def test_a_series_that_holds_no_window_and_a_value_after_it_is_refused():
    with pytest.raises(ValueError, match="holds no window"):
        make_sine_windows(np.arange(4.0), 4)


@pytest.mark.parametrize("length", [2, 3, 10])
def test_each_sequence_has_a_mark_in_each_half_and_their_values_as_target(length):
    x, t = make_adding_problem(300, length, 3)
    values, marks = x[:, :, 0], x[:, :, 1]
    assert (marks[:, : length // 2].sum(axis=1) == 1).all()
    assert (marks[:, length // 2 :].sum(axis=1) == 1).all()
    np.testing.assert_allclose([row[mark == 1].sum() for row, mark in zip(values, marks, strict=True)], t)


def test_the_variance_of_the_target_is_a_sixth_and_not_the_number_in_circulation():
    """A million draws: the standard error is √(1.4 / 10⁶) / 6 ≈ 2e-4, a fiftieth of the distance of 0.1767."""
    _, t = make_adding_problem(1_000_000, 2, 0)
    assert abs(t.var() - 1 / 6) < 1.3e-3 < abs(0.1767 - 1 / 6)


def test_a_generator_and_a_seed_draw_the_same():
    a, b = make_adding_problem(5, 6, 11), make_adding_problem(5, 6, np.random.default_rng(11))
    np.testing.assert_array_equal(a[0], b[0])


def test_one_step_has_no_halves():
    with pytest.raises(ValueError, match="no two halves"):
        make_adding_problem(3, 1)
