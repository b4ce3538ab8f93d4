"""The layers against their own derivatives, and against identities that come from elsewhere."""

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.layers import AddLayer, Affine, Dropout, MulLayer, Relu, Sigmoid, SoftmaxWithLoss

RNG = np.random.default_rng(0)


def away_from_zero(*shape):
    x = RNG.standard_normal(shape)
    return x + 0.2 * np.sign(x)


@pytest.mark.parametrize("make", [MulLayer, AddLayer])
def test_layers_of_two_inputs_have_the_derivative_of_their_forward(make):
    layer, at = make(), {"x": away_from_zero(3, 4), "y": away_from_zero(3, 4)}
    dout = RNG.standard_normal(layer.forward(**at).shape)
    dx, dy = layer.backward(dout)
    error = directional_error(lambda x, y: make().forward(x, y), at, {"x": dx, "y": dy}, dout, RNG)
    assert error <= TOLERANCE


@pytest.mark.parametrize("make", [Relu, Sigmoid])
def test_activations_have_the_derivative_of_their_forward(make):
    layer, x = make(), away_from_zero(3, 2, 4)
    dout = RNG.standard_normal(layer.forward(x).shape)
    error = directional_error(lambda x: make().forward(x), {"x": x}, {"x": layer.backward(dout)}, dout, RNG)
    assert error <= TOLERANCE


def test_affine_has_the_derivative_of_its_forward_on_images():
    at = {"x": RNG.standard_normal((3, 2, 2, 3)), "W": RNG.standard_normal((12, 4)), "b": RNG.standard_normal(4)}
    layer = Affine(at["W"], at["b"])
    dout = RNG.standard_normal(layer.forward(at["x"]).shape)
    grads = {"x": layer.backward(dout), "W": layer.dW, "b": layer.db}
    assert directional_error(lambda x, W, b: Affine(W, b).forward(x), at, grads, dout, RNG) <= TOLERANCE


@pytest.mark.parametrize("labels", [True, False])
def test_softmax_with_loss_has_the_derivative_of_its_forward(labels):
    x, t = RNG.standard_normal((3, 5)), np.array([4, 0, 4])
    t = t if labels else np.eye(5)[t]
    layer = SoftmaxWithLoss()
    layer.forward(x, t)
    dout = np.array(-1.7)
    grads = {"x": layer.backward(float(dout))}
    assert directional_error(lambda x: SoftmaxWithLoss().forward(x, t), {"x": x}, grads, dout, RNG) <= TOLERANCE


def test_the_loss_of_equal_scores_is_the_logarithm_of_the_number_of_classes():
    assert SoftmaxWithLoss().forward(np.full((3, 7), 2.5), np.array([0, 3, 6])) == pytest.approx(np.log(7))


def test_the_loss_of_large_scores_is_their_distance():
    assert SoftmaxWithLoss().forward(np.array([[2000.0, 0.0]]), np.array([1])) == pytest.approx(2000.0)


def test_labels_and_one_hot_rows_give_the_same_loss_and_gradient():
    x, t = RNG.standard_normal((4, 4)), np.array([1, 1, 3, 0])
    by_label, by_row = SoftmaxWithLoss(), SoftmaxWithLoss()
    assert by_label.forward(x, t) == by_row.forward(x, np.eye(4)[t])
    np.testing.assert_array_equal(by_label.backward(), by_row.backward())


def test_each_row_of_the_softmax_gradient_sums_to_zero():
    layer = SoftmaxWithLoss()
    layer.forward(RNG.standard_normal((4, 6)), np.array([5, 0, 2, 2]))
    np.testing.assert_allclose(layer.backward(3.0).sum(axis=1), 0.0, atol=1e-15)


def test_apples_cost_what_the_book_says():
    number, tax = MulLayer(), MulLayer()
    assert tax.forward(number.forward(100, 2), 1.1) == pytest.approx(220)
    d_apples, d_tax = tax.backward(1)
    d_price, d_number = number.backward(d_apples)
    assert (float(d_price), float(d_number), float(d_tax)) == pytest.approx((2.2, 110, 200))


def test_backward_changes_neither_dout_nor_what_forward_gave():
    for make in (Relu, Sigmoid, Dropout):
        layer, dout = make(), RNG.standard_normal((3, 4))
        out = layer.forward(RNG.standard_normal((3, 4)))
        before = out.copy(), dout.copy()
        layer.backward(dout)
        np.testing.assert_array_equal((out, dout), before)


def test_dropout_at_test_time_gives_the_mean_of_its_training_outputs():
    layer, x = Dropout(0.3), RNG.uniform(1.0, 2.0, (1, 4))
    np.random.seed(0)
    mean = np.mean([layer.forward(x) for _ in range(20_000)], axis=0)
    np.testing.assert_allclose(mean, layer.forward(x, False), rtol=0.03)
