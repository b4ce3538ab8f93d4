"""AlexNet's sizes against the rule counted out window by window, its parameters against the paper's."""

import numpy as np
from dlgrade.reference.alexnet import INPUT, LAYERS, alexnet_parameter_count, alexnet_shapes, counts_of
from dlgrade.reference.convolution import Convolution, Pooling


def places(side, size, stride, pad):
    return len(range(0, side + 2 * pad - size + 1, stride))


def test_the_sides_are_those_counted_window_by_window():
    side, sides = INPUT[1], []
    for size, stride, pad in [(11, 4, 0), (3, 2, 0), (5, 1, 2), (3, 2, 0), *[(3, 1, 1)] * 3, (3, 2, 0)]:
        side = places(side, size, stride, pad)
        sides.append(side)
    shapes = list(alexnet_shapes().values())
    assert [shape[1:] for shape in shapes[:8]] == [(side, side) for side in sides]
    assert [shape[0] for shape in shapes[:8]] == [96, 96, 256, 256, 384, 384, 256, 256]


def test_the_shapes_are_those_that_the_layers_give():
    """With few filters, on the real image size; the sides do not depend on the number of filters."""
    x = np.zeros((1, *INPUT))
    for layer, shape in zip(LAYERS[:8], alexnet_shapes().values(), strict=False):
        if layer.name.startswith("conv"):
            W = np.zeros((2, x.shape[1], layer.size, layer.size))
            x = Convolution(W, np.zeros(2), layer.stride, layer.pad).forward(x)
        else:
            x = Pooling(layer.size, layer.size, layer.stride, layer.pad).forward(x)
        assert x.shape[2:] == shape[1:], layer.name


def test_dropout_stands_on_both_layers_of_4096_and_nowhere_else():
    shapes = alexnet_shapes()
    names = list(shapes)
    for number in (1, 2):
        assert shapes[f"dropout{number}"] == shapes[f"fc{number}"] == (4096,)
        assert names[names.index(f"dropout{number}") - 1] == f"fc{number}"
    assert sum(name.startswith("dropout") for name in names) == 2


def test_the_parameters_are_the_sizes_of_the_arrays():
    """The paper's 60 million; two halves of a grouped layer are two layers of their own."""
    halves = {"conv2": (128, 48, 5), "conv4": (192, 192, 3), "conv5": (128, 192, 3)}
    whole = {"conv1": (96, 3, 11), "conv3": (384, 256, 3)}
    counted = {name: 2 * (f * c * s * s + f) for name, (f, c, s) in halves.items()}
    counted |= {name: f * c * s * s + f for name, (f, c, s) in whole.items()}
    counted |= {"fc1": 9216 * 4096 + 4096, "fc2": 4096 * 4096 + 4096, "fc3": 4096 * 1000 + 1000}
    assert alexnet_parameter_count() == counted
    assert sum(counted.values()) == 60_965_224


def test_without_groups_there_are_more():
    assert sum(counts_of([layer._replace(groups=1) for layer in LAYERS]).values()) == 62_378_344
