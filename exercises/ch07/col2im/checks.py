"""The order of rows and columns is free: images of pixel numbers, sent through the learner's own im2col, tell which
entry of col belongs to which pixel. What col2im must give follows from that; it is moved by the difference to what the
book's order gives, so that with the book's order it is the learner's answer as it stands.
"""

import numpy as np

from ....reference.convolution import im2col
from ...checking import Array, Case, Claim, Learner, Tolerance, check

Place = tuple[tuple[int, int, int, int], tuple[int, int], int, int]

PLAIN: list[Place] = [((2, 3, 4, 6), (3, 2), 1, 0), ((3, 2, 5, 4), (2, 3), 1, 0)]
STRIDED: list[Place] = [
    ((2, 3, 7, 8), (3, 4), 2, 0),
    ((3, 2, 8, 5), (2, 3), 2, 0),
    ((2, 2, 8, 5), (2, 2), 3, 0),  # pixels between the windows
]
PADDED: list[Place] = [
    ((2, 3, 4, 5), (3, 2), 1, 1),
    ((1, 2, 5, 4), (2, 3), 1, 2),
    ((2, 3, 7, 10), (3, 4), 2, 1),
]
OTHERS: list[Place] = [
    ((3, 2, 4, 3), (4, 3), 1, 0),  # one place
    ((2, 4, 3, 5), (1, 1), 1, 0),
    ((2, 1, 5, 4), (2, 3), 1, 0),  # one channel
]
ROUNDING = 1e-10
SINGLE_ROUNDING = 4e-6
"""Where either function gives float32: a pixel is a sum of at most 12 terms, each rounded by 6e-8, so an image is off
by 12 · 6e-8 √12 of the size of col at most."""
SUMS = Tolerance(absolute=ROUNDING)


def numbers(shape: tuple[int, ...]) -> Array:
    """Images whose pixels are numbered from 1; 0 is left for the padding."""
    return np.arange(1.0, np.prod(shape) + 1).reshape(shape)


def added_up(col: Array, pixels: Array, shape: tuple[int, ...]) -> Array:
    """The sum of the entries of col that belong to each pixel."""
    places = np.clip(np.nan_to_num(pixels), 0, np.prod(shape)).astype(int)
    return np.bincount(places.ravel(), col.ravel(), int(np.prod(shape)) + 1)[1:].reshape(shape)


def backed(learner: Learner, case: Case, place: Place):
    """Whether im2col has the right entries in whatever order, and what col2im makes of random ones."""
    shape, filters, stride, pad = place
    theirs = np.asarray(learner.im2col(numbers(shape), *filters, stride, pad), dtype=float)
    book = im2col(numbers(shape), *filters, stride, pad)
    col = case.normal(book.size)
    paired = np.array_equal(np.sort(theirs, axis=None), np.sort(book, axis=None))
    if not paired:
        return [Claim(False, "no_windows")]
    image = np.asarray(learner.col2im(col.reshape(theirs.shape), shape, *filters, stride, pad))
    moved = added_up(col, book, shape) - added_up(col, theirs, shape)
    if image.shape != shape:
        return [Claim(True, "no_windows"), image]
    # a float32 image stays one, so that it is not judged by float64
    return [Claim(True, "no_windows"), (image + moved).astype(image.dtype if image.dtype.kind == "f" else float)]


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    col = np.asarray(learner.im2col(case.normal(2, 3, 4, 6), 3, 2))
    return np.size(col), np.shape(learner.col2im(col, (2, 3, 4, 6), 3, 2))


@check("cover", points=1)
def cover(learner: Learner, case: Case):
    """Of a col of ones it makes the number of windows that each pixel lies in."""
    answers = []
    for shape, filters, stride, pad in (PLAIN[0], STRIDED[0], PADDED[0]):
        col = np.asarray(learner.im2col(case.normal(*shape), *filters, stride, pad))
        answers.append(learner.col2im(np.ones(col.shape), shape, *filters, stride, pad))
    return answers


@check("plain", points=2, tolerance=SUMS)
def plain(learner: Learner, case: Case):
    return [backed(learner, case, place) for place in PLAIN]


@check("strided", points=1, tolerance=SUMS)
def strided(learner: Learner, case: Case):
    return [backed(learner, case, place) for place in STRIDED]


@check("padded", points=1, tolerance=SUMS)
def padded(learner: Learner, case: Case):
    return [backed(learner, case, place) for place in PADDED]


@check("others", points=1, tolerance=SUMS)
def others(learner: Learner, case: Case):
    return [backed(learner, case, place) for place in OTHERS]


@check("adjoint", points=1, kind="behaviour")
def adjoint(learner: Learner, case: Case):
    """⟨im2col(x), c⟩ = ⟨x, col2im(c)⟩ for whatever x and c: col2im is the backward pass of im2col."""
    claims = []
    for shape, filters, stride, pad in (PLAIN[1], STRIDED[1], PADDED[2]):
        x = case.normal(*shape)
        col = np.asarray(learner.im2col(x.copy(), *filters, stride, pad))
        c = case.normal(col.size).reshape(col.shape)
        image = np.asarray(learner.col2im(c.copy(), shape, *filters, stride, pad))
        left = float((col * c).sum())
        right = float((x * image).sum()) if image.shape == shape else float("nan")
        rounding = SINGLE_ROUNDING if np.float32 in (col.dtype, image.dtype) else ROUNDING
        holds = left != 0 and abs(left - right) <= rounding * np.linalg.norm(col) * np.linalg.norm(c)
        fields = {"left": f"{left:.6g}", "right": f"{right:.6g}"}
        claims.append(Claim(bool(holds), "not_adjoint", fields, fingerprint=right))
    return claims


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    """How far col was moved: not at all."""
    col = np.array(learner.im2col(case.normal(2, 3, 4, 5), 3, 2, 1, 1))
    before = col.copy()
    learner.col2im(col, (2, 3, 4, 5), 3, 2, 1, 1)
    return float(np.abs(col - before).max(initial=0.0))
