"""AlexNet in sizes and numbers: what each layer gives, and how many parameters it has.

Source: Krizhevsky, Sutskever and Hinton, *ImageNet classification with deep convolutional neural networks*, NeurIPS
2012; mentioned in *Deep Learning from Scratch*, chapter 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .convolution import conv_output_size


class Layer(NamedTuple):
    """One layer as the paper describes it.

    Attributes:
        name: its name; what stands before the number is its kind.
        units: filters of a convolution, units of a fully connected layer.
        size, stride, pad: of the filter or the pooling window.
        groups: into how many groups the channels are divided; a filter sees the channels of its own group.
    """

    name: str
    units: int = 0
    size: int = 0
    stride: int = 1
    pad: int = 0
    groups: int = 1


INPUT = (3, 227, 227)
"""The paper writes 224, into which windows of 11 at a stride of 4 do not fit evenly; 227 gives the 55 of its layers."""

LAYERS = (
    Layer("conv1", units=96, size=11, stride=4),
    Layer("pool1", size=3, stride=2),
    Layer("conv2", units=256, size=5, pad=2, groups=2),
    Layer("pool2", size=3, stride=2),
    Layer("conv3", units=384, size=3, pad=1),
    Layer("conv4", units=384, size=3, pad=1, groups=2),
    Layer("conv5", units=256, size=3, pad=1, groups=2),
    Layer("pool3", size=3, stride=2),
    Layer("fc1", units=4096),
    Layer("dropout1"),
    Layer("fc2", units=4096),
    Layer("dropout2"),
    Layer("fc3", units=1000),
)

Shapes = dict[str, tuple[int, ...]]


def shapes_of(layers: Sequence[Layer], shape: tuple[int, ...] = INPUT) -> Shapes:
    """Output shapes layer by layer: (C, H, W) as long as there are places, (units,) after that."""
    found = {}
    for layer in layers:
        if layer.size:
            channels, *sides = shape
            h, w = (conv_output_size(side, layer.size, layer.stride, layer.pad) for side in sides)
            shape = (layer.units or channels, h, w)
        elif layer.units:
            shape = (layer.units,)
        found[layer.name] = shape
    return found


def counts_of(layers: Sequence[Layer], shape: tuple[int, ...] = INPUT) -> dict[str, int]:
    """Weights and biases of each layer that has any.

    A filter has size² weights for each channel that it sees, a unit one for each number that comes in; both have one
    bias. Pooling and dropout learn nothing.
    """
    given = [shape, *shapes_of(layers, shape).values()]
    found = {}
    for layer, before in zip(layers, given, strict=False):
        if layer.units:
            seen = before[0] // layer.groups * layer.size**2 if layer.size else _product(before)
            found[layer.name] = layer.units * (seen + 1)
    return found


def _product(shape: tuple[int, ...]) -> int:
    total = 1
    for side in shape:
        total *= side
    return total


def alexnet_shapes() -> Shapes:
    """Output shape of every layer, in order, by name.

    Convention: the channels stand first. ReLU and the normalisation of the responses change no size and are left out.
    """
    return shapes_of(LAYERS)


def alexnet_parameter_count() -> dict[str, int]:
    """Weights and biases of the five convolutions and three fully connected layers: 60,965,224 together.

    Convention: conv2, conv4 and conv5 see only the half of the channels that stands on their own of the two GPUs, as in
    the paper. Without these groups there are 62,378,344.
    """
    return counts_of(LAYERS)
