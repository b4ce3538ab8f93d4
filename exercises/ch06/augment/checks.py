"""Every pixel carries its number, so that the place of a window can be read off its first one.

False-alarm rates: each share has Hoeffding's bound, at most 1e-9. A flip that is only drawn (chance ½) passes 40 calls
with probability 2^-40 < 1e-12.
"""

import numpy as np

from ...checking import Array, Case, Claim, Learner, check
from ...checking.statistics import share

CALLS, FLIPS, CROPS = 1000, 40, 24


def numbered(*shape: int) -> Array:
    """An image whose pixel (i, j, c) holds its number in C order."""
    return np.arange(np.prod(shape), dtype=float).reshape(shape)


def corner(image: Array, crop: Array) -> tuple[int, int]:
    """Row and column of the image at which a crop's first pixel stands."""
    row, column, _ = np.unravel_index(int(crop.flat[0]) % image.size, image.shape)
    return int(row), int(column)


def window(image: Array, size: tuple[int, int], crop) -> Claim:
    """Whether a crop is the part of the image that begins at its first pixel."""
    crop = np.asarray(crop)
    if crop.shape != (*size, image.shape[2]):
        return Claim(False, "no_window", fingerprint=crop)
    top, left = corner(image, crop)
    part = image[top : top + size[0], left : left + size[1]]
    return Claim(bool(np.array_equal(part, crop)), "no_window", fingerprint=crop)


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    """So many crops that windows which stick out tell from where their places were drawn."""
    image = case.normal(7, 8, 3)
    crops = [np.shape(learner.random_crop(image.copy(), (3, 6))) for _ in range(CROPS)]
    return crops, np.shape(learner.horizontal_flip(image))


@check("window", points=2)
def windows(learner: Learner, case: Case):
    shapes = [((6, 9, 3), (2, 5)), ((9, 7, 3), (6, 2)), ((4, 7, 1), (3, 3)), ((6, 6, 4), (4, 4))]
    return [window(numbered(*shape), size, learner.random_crop(numbered(*shape), size)) for shape, size in shapes]


@check("places", points=2, kind="behaviour", needs=("window",))
def places(learner: Learner, case: Case):
    """Three rows and three columns to begin in, each equally often and each with each."""
    image, size = numbered(5, 6, 2), (3, 4)
    crops = [np.asarray(learner.random_crop(image.copy(), size)) for _ in range(CALLS)]
    tops, lefts = np.transpose([corner(image, crop) for crop in crops])
    both = (("top", tops), ("left", lefts))
    of_three = {f"P({name} = {at})": share(of == at, 1 / 3) for name, of in both for at in range(3)}
    return {**of_three, "P(top = left = 0)": share((tops == 0) & (lefts == 0), 1 / 9)}


@check("whole", points=1, needs=("window",))
def whole(learner: Learner, case: Case):
    """A window as large as the image, or as high, has one place."""
    image = numbered(4, 5, 3)
    return [learner.random_crop(image.copy(), (4, 5)), window(image, (4, 2), learner.random_crop(image.copy(), (4, 2)))]


@check("flip", points=2)
def flip(learner: Learner, case: Case):
    """The image that it makes of one, and whether it makes it every time."""
    image = numbered(4, 6, 3)
    results = [np.asarray(learner.horizontal_flip(image.copy())) for _ in range(FLIPS)]
    changed = [result for result in results if not np.array_equal(result, image)]
    return [Claim(len(changed) in (0, FLIPS), "now_and_then"), (changed or results)[0]]


@check("other_flips", points=1, needs=("flip",))
def other_flips(learner: Learner, case: Case):
    return [learner.horizontal_flip(case.normal(*shape)) for shape in ((3, 3, 3), (5, 2, 1), (3, 5, 4))]


@check("pure", kind="purity", advice=True)
def pure(learner: Learner, case: Case):
    image, other = case.normal(5, 6, 3), case.normal(5, 6, 3)
    learner.random_crop(image, (3, 4))
    learner.horizontal_flip(other)
    return image, other
