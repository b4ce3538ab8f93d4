import numpy as np


def random_crop(image, size):
    """A window at a random place, every place equally likely.

    image: (H, W, C)   size: (height, width)
    returns: (height, width, C)
    """
    raise NotImplementedError


def horizontal_flip(image):
    """Left and right exchanged, always.

    image: (H, W, C) -> (H, W, C)
    """
    raise NotImplementedError
