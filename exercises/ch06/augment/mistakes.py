import numpy as np

from ....reference.data import horizontal_flip, random_crop
from ...checking import replaces


def _crop(image, size, top, left):
    return image[top : top + size[0], left : left + size[1], :]


def last_start_never_drawn(image, size):
    top = np.random.randint(0, image.shape[0] - size[0])
    left = np.random.randint(0, image.shape[1] - size[1])
    return _crop(image, size, top, left)


def _guarded(image, size):
    top = np.random.randint(0, max(image.shape[0] - size[0], 1))
    left = np.random.randint(0, max(image.shape[1] - size[1], 1))
    return _crop(image, size, top, left)


def _lowest_never_drawn(image, size):
    top = np.random.randint(0, max(image.shape[0] - size[0], 1))
    return _crop(image, size, top, np.random.randint(0, image.shape[1] - size[1] + 1))


def _rightmost_never_drawn(image, size):
    left = np.random.randint(0, max(image.shape[1] - size[1], 1))
    return _crop(image, size, np.random.randint(0, image.shape[0] - size[0] + 1), left)


def ends_half_as_often(image, size):
    top, left = (round(np.random.rand() * (image.shape[axis] - size[axis])) for axis in range(2))
    return _crop(image, size, top, left)


def size_swapped(image, size):
    return random_crop(image.transpose(1, 0, 2), size).transpose(1, 0, 2)


def _sides_of_the_slice(image, size):
    top = np.random.randint(0, image.shape[0] - size[0] + 1)
    left = np.random.randint(0, image.shape[1] - size[1] + 1)
    return image[top : top + size[1], left : left + size[0], :]


def beyond_the_edge(image, size):
    return _crop(image, size, np.random.randint(0, image.shape[0]), np.random.randint(0, image.shape[1]))


def axes_swapped(image, size):
    return random_crop(image.transpose(1, 0, 2), size)


def starts_swapped(image, size):
    top = np.random.randint(0, image.shape[1] - size[1] + 1)
    left = np.random.randint(0, image.shape[0] - size[0] + 1)
    return _crop(image, size, top, left)


def ends_for_sizes(image, size):
    top = np.random.randint(0, image.shape[0] - size[0] + 1)
    left = np.random.randint(0, image.shape[1] - size[1] + 1)
    return image[top : size[0], left : size[1], :]


def one_start_for_both(image, size):
    start = np.random.randint(0, min(image.shape[0] - size[0], image.shape[1] - size[1]) + 1)
    return _crop(image, size, start, start)


def always_the_corner(image, size):
    return _crop(image, size, 0, 0)


def always_the_middle(image, size):
    return _crop(image, size, (image.shape[0] - size[0]) // 2, (image.shape[1] - size[1]) // 2)


def crop_flips_channels(image, size):
    return random_crop(image, size)[:, :, ::-1]


def resampled(image, size):
    rows = np.sort(np.random.choice(image.shape[0], size[0], replace=False))
    columns = np.sort(np.random.choice(image.shape[1], size[1], replace=False))
    return image[rows][:, columns]


@replaces("horizontal_flip")
def channels_flipped(image):
    return image[:, :, ::-1]


@replaces("horizontal_flip")
def flipped_upside_down(image):
    return image[::-1, :, :]


@replaces("horizontal_flip")
def turned_around(image):
    return image[::-1, ::-1, :]


@replaces("horizontal_flip")
def flipped_into_itself(image):
    image = image.copy()
    for j in range(image.shape[1]):
        image[:, j] = image[:, image.shape[1] - 1 - j]
    return image


@replaces("horizontal_flip")
def everything_reversed(image):
    return image[::-1, ::-1, ::-1]


@replaces("horizontal_flip")
def transposed(image):
    return image.transpose(1, 0, 2)


@replaces("horizontal_flip")
def flips_at_random(image):
    return horizontal_flip(image) if np.random.rand() < 0.5 else image


@replaces("horizontal_flip")
def not_flipped(image):
    return image


def _top_for_both(image, size):
    top = np.random.randint(0, image.shape[0] - size[0] + 1)
    return _crop(image, size, top, top)


VARIANTS = {
    "last_start_never_drawn__guarded": _guarded,
    "last_start_never_drawn__top": _lowest_never_drawn,
    "last_start_never_drawn__left": _rightmost_never_drawn,
    "size_swapped__slice": _sides_of_the_slice,
    "one_start_for_both__top": _top_for_both,
}
