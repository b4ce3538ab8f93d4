"""Height and width differ everywhere, and every pixel has a value of its own."""

import numpy as np

from ...checking import Case, Learner, check

Place = tuple[tuple[int, int, int, int], tuple[int, int], int, int]

STRIDED: list[Place] = [
    ((2, 3, 7, 10), (3, 2), 2, 0),
    ((3, 2, 8, 5), (2, 3), 2, 0),
    ((1, 2, 7, 5), (4, 2), 3, 0),
]
PADDED: list[Place] = [
    ((2, 3, 4, 5), (3, 2), 1, 1),
    ((1, 2, 5, 4), (2, 3), 1, 2),
    ((2, 3, 7, 10), (3, 2), 2, 1),
]
OTHERS: list[Place] = [
    ((3, 2, 4, 3), (4, 3), 1, 0),  # one place
    ((2, 4, 3, 5), (1, 1), 1, 0),
    ((2, 1, 5, 4), (2, 3), 1, 0),  # one channel
    ((1, 3, 4, 6), (3, 3), 1, 0),  # one image
]


def columns(learner: Learner, case: Case, place: Place):
    shape, (filter_h, filter_w), stride, pad = place
    return learner.im2col(case.normal(*shape), filter_h, filter_w, stride, pad)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    """Two images of other sizes: a wrong number of places is seldom the same one for both."""
    return [
        np.shape(learner.im2col(case.normal(2, 3, 4, 6), 3, 2)),
        np.shape(learner.im2col(case.normal(1, 2, 5, 9), 2, 2)),
    ]


@check("plain", points=2)
def plain(learner: Learner, case: Case):
    """Stride 1 and no padding, which are the defaults."""
    return [learner.im2col(case.normal(2, 3, 4, 6), 3, 2), learner.im2col(case.normal(3, 2, 5, 4), 2, 3)]


@check("strided", points=1)
def strided(learner: Learner, case: Case):
    return [columns(learner, case, place) for place in STRIDED]


@check("padded", points=1)
def padded(learner: Learner, case: Case):
    return [columns(learner, case, place) for place in PADDED]


@check("others", points=1)
def others(learner: Learner, case: Case):
    return [columns(learner, case, place) for place in OTHERS]


@check("kinds", points=1)
def kinds(learner: Learner, case: Case):
    """float32, whole numbers, and images that are a view."""
    images = case.normal(2, 3, 4, 5)
    kinds = [images.astype(np.float32), case.integers(2, 3, 4, 5), images.transpose(0, 1, 3, 2), images[:, ::2, ::-1]]
    return [learner.im2col(kind, 3, 2, 1, 1) for kind in kinds]


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    images = case.normal(2, 3, 4, 5)
    learner.im2col(images, 3, 2, 1, 1)
    return images
