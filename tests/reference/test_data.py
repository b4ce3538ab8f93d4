"""Shuffling, splitting, cropping and flipping, by what stays the same."""

import numpy as np
import pytest
from dlgrade.reference.data import horizontal_flip, random_crop, shuffle_dataset, split_validation

IMAGE = np.arange(5 * 7 * 3).reshape(5, 7, 3)


@pytest.fixture(autouse=True)
def seeded():
    kept = np.random.get_state()
    np.random.seed(0)
    yield
    np.random.set_state(kept)


def test_shuffling_keeps_every_pair_and_changes_the_order():
    x, t = shuffle_dataset(np.arange(60).reshape(30, 2), np.arange(30))

    assert sorted(t) == list(range(30)) != list(t)
    np.testing.assert_array_equal(x, np.stack([2 * t, 2 * t + 1], axis=1))


def test_each_of_the_six_orders_of_three_comes_up_as_often():
    orders = [tuple(shuffle_dataset(np.arange(3), np.arange(3))[1]) for _ in range(6_000)]
    counts = np.unique(orders, axis=0, return_counts=True)[1]

    assert len(counts) == 6
    assert abs(counts - 1_000).max() < 6 * np.sqrt(1_000 * 5 / 6)


def test_examples_without_targets_are_refused():
    with pytest.raises(ValueError, match="3 examples and 2 targets"):
        shuffle_dataset(np.zeros(3), np.zeros(2))


@pytest.mark.parametrize(("n", "rate", "kept_apart"), [(50, 0.2, 10), (23, 0.2, 4), (7, 0.5, 3), (5, 0.0, 0)])
def test_a_split_shares_out_every_example_once(n, rate, kept_apart):
    x_train, t_train, x_val, t_val = split_validation(np.arange(n) * 10, np.arange(n), rate)

    assert len(t_val) == len(x_val) == kept_apart
    assert sorted([*t_train, *t_val]) == list(range(n))
    np.testing.assert_array_equal(np.concatenate([x_train, x_val]), 10 * np.concatenate([t_train, t_val]))


def test_crops_are_windows_and_every_place_comes_up():
    corners = set()
    for _ in range(500):
        crop = random_crop(IMAGE, (3, 4))
        top, left = divmod(int(crop[0, 0, 0]) // 3, 7)
        np.testing.assert_array_equal(crop, IMAGE[top : top + 3, left : left + 4])
        corners.add((top, left))

    assert corners == {(top, left) for top in range(3) for left in range(4)}


def test_flipping_twice_gives_the_image_back():
    assert horizontal_flip(IMAGE)[2, 0].tolist() == IMAGE[2, -1].tolist()
    np.testing.assert_array_equal(horizontal_flip(horizontal_flip(IMAGE)), IMAGE)
