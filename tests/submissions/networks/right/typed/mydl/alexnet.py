from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator, List, Tuple, Union

Shape = Tuple[int, ...]


@dataclass(frozen=True)
class Conv:
    name: str
    filters: int
    size: int
    stride: int = 1
    pad: int = 0
    groups: int = 1

    def out(self, shape: Shape) -> Shape:
        side = (shape[1] + 2 * self.pad - self.size) // self.stride + 1
        return self.filters, side, side

    def count(self, shape: Shape) -> int:
        return self.filters * (shape[0] // self.groups * self.size**2 + 1)


@dataclass(frozen=True)
class Pool:
    name: str

    def out(self, shape: Shape) -> Shape:
        side = (shape[1] - 3) // 2 + 1
        return shape[0], side, side

    def count(self, shape: Shape) -> int:
        return 0


@dataclass(frozen=True)
class Dense:
    name: str
    units: int

    def out(self, shape: Shape) -> Shape:
        return (self.units,)

    def count(self, shape: Shape) -> int:
        n = 1
        for side in shape:
            n *= side
        return (n + 1) * self.units


@dataclass(frozen=True)
class Drop:
    name: str

    def out(self, shape: Shape) -> Shape:
        return shape

    def count(self, shape: Shape) -> int:
        return 0


ALEXNET: List[Union[Conv, Pool, Dense, Drop]] = [
    Conv("conv1", 96, 11, stride=4),
    Pool("pool1"),
    Conv("conv2", 256, 5, pad=2, groups=2),
    Pool("pool2"),
    Conv("conv3", 384, 3, pad=1),
    Conv("conv4", 384, 3, pad=1, groups=2),
    Conv("conv5", 256, 3, pad=1, groups=2),
    Pool("pool3"),
    Dense("fc1", 4096),
    Drop("dropout1"),
    Dense("fc2", 4096),
    Drop("dropout2"),
    Dense("fc3", 1000),
]


def _walk() -> Iterator[Tuple[str, Shape, int]]:
    shape: Shape = (3, 227, 227)
    for layer in ALEXNET:
        n = layer.count(shape)
        shape = layer.out(shape)
        yield layer.name, shape, n


def alexnet_shapes() -> List[Tuple[str, Shape]]:
    return [(name, shape) for name, shape, _ in _walk()]


def alexnet_parameter_count() -> List[Tuple[str, int]]:
    return [(name, n) for name, _, n in _walk() if n]
