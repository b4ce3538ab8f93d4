# mistake: always the middle
import numpy as np


def random_crop(image, size):
    h, w, c = image.shape
    top = (h - size[0]) // 2
    left = (w - size[1]) // 2
    return image[top:top + size[0], left:left + size[1], :]


def horizontal_flip(image):
    return image[:, ::-1, :]
