# mistake: the last start is never drawn
import numpy as np


def random_crop(image, size):
    h, w, c = image.shape
    top = np.random.randint(0, h - size[0])
    left = np.random.randint(0, w - size[1])
    return image[top:top + size[0], left:left + size[1], :]


def horizontal_flip(image):
    return image[:, ::-1, :]
