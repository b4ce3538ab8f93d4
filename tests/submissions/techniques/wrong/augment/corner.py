# mistake: always the upper left corner
import numpy as np


def random_crop(image, size):
    h, w, c = image.shape
    top = 0
    left = 0
    return image[top:top + size[0], left:left + size[1], :]


def horizontal_flip(image):
    return image[:, ::-1, :]
