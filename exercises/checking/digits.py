"""Training on the 8×8 digits that scikit-learn carries: 1,797 images of handwritten digits, each (64,).

The judge draws the first parameters and the batches and takes the steps; the network gives the gradients. So every
right network walks the same path, and how good it becomes depends on the seed alone.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from ...reference.optimizers import Adam
from .answers import Claim
from .case import Array, Case
from .extras import digits_file
from .nets import filled, grads_of

BRIGHTEST = 16.0
TEST_SHARE = 5
MIXINGS = 12
"""How often the learned parameters are mixed to see whether the network heeds them; a right one falls below the line at
the first try but for chance. Mixing makes each order of the classes as likely as any other. Of the 3! orders of three
classes one at most reaches a line above 2/3, so the false-alarm rate is at most 6^-12 = 5e-10; of the 10! orders of ten
classes at most 14,000 reach a line of 0.8, since two that do differ in classes that make up 40 % at most."""


@cache
def digits() -> tuple[Array, Array]:
    """Pixels from 0 to 1 (1797, 64) and classes (1797,).

    Raises:
        FileNotFoundError: scikit-learn is not installed.
    """
    file = digits_file()
    if file is None:
        raise FileNotFoundError("scikit-learn is not installed")
    with gzip.open(file, "rt") as lines:
        table = np.loadtxt(lines, delimiter=",")
    return table[:, :-1] / BRIGHTEST, table[:, -1].astype(int)


@dataclass(frozen=True)
class Course:
    """How a network is trained, and what it must reach.

    Attributes:
        hidden: units of each hidden layer.
        steps: number of steps of Adam.
        lr: their length.
        batch: rows a step.
        line: share of the held-out images that must be right.
        classes: only the digits below this one.
        coarse: 4×4 in place of 8×8 pixels, around 0: for gradients by differences, whose cost is the number of weights.
        image: rows are images (1, 8, 8) in place of (64,).
    """

    hidden: tuple[int, ...]
    steps: int
    lr: float
    batch: int
    line: float
    classes: int = 10
    coarse: bool = False
    image: bool = False

    def data(self) -> tuple[Array, Array]:
        """Rows and their one-hot targets."""
        x, labels = digits()
        kept = labels < self.classes
        x, t = x[kept], np.eye(self.classes)[labels[kept]]
        if self.coarse:
            x = x.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4)).reshape(-1, 16)
            x = 3.0 * (x - x.mean(axis=0))
        return (x.reshape(-1, 1, 8, 8) if self.image else x), t

    def sizes(self) -> tuple[int, ...]:
        """Numbers in, hidden units, classes."""
        return (16 if self.coarse else 64, *self.hidden, self.classes)


def trains(
    case: Case,
    net: Any,
    course: Course,
    params: Mapping[str, Array],
    method: str = "gradient",
    predict: Callable[[Any, Array], Any] = lambda net, x: net.predict(x),
) -> Claim:
    """Whether a network learns the digits: Adam's steps are ours, along the gradients that the network gives.

    What tells the images apart with other parameters as well has not learned: it remembers what it was shown.

    Args:
        case: draws the batches and the fifth of the images that is held out.
        net: the network.
        course: how it is trained and what it must reach.
        params: where it starts, by name.
        method: which of its methods gives the gradients.
        predict: how it is asked for the classes' scores of the held-out images.
    """
    x, t = course.data()
    order = case.rng.permutation(len(x))
    test, train = np.split(order, [len(x) // TEST_SHARE])
    optimizer, now = Adam(course.lr), {name: value.copy() for name, value in params.items()}
    for _ in range(course.steps):
        rows = case.rng.choice(train, course.batch, replace=False)
        optimizer.update(now, grads_of(filled(net, now), x[rows], t[rows], now, method))

    def accuracy(values: Mapping[str, Array]) -> float:
        scores = np.asarray(predict(filled(net, values), x[test]))
        return float(np.mean(scores.argmax(axis=1) == t[test].argmax(axis=1)))

    reached = accuracy(now)
    fields = {"accuracy": f"{reached:.3f}", "line": f"{course.line:g}"}
    if reached < course.line:
        return Claim(False, "not_learned", fields)
    found = (accuracy({name: mixed(case, value) for name, value in now.items()}) for _ in range(MIXINGS))
    return Claim(any(one < course.line for one in found), "remembered", fields)


def mixed(case: Case, values: Array) -> Array:
    """The same numbers at other places."""
    return case.rng.permutation(values.ravel()).reshape(values.shape)
