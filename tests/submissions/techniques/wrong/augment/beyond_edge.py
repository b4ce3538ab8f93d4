# mistake: the window may stick out over the edge
import numpy as np


def random_crop(image, size):
    h, w, c = image.shape
    top = np.random.randint(0, h)
    left = np.random.randint(0, w)
    return image[top:top + size[0], left:left + size[1], :]


def horizontal_flip(image):
    return image[:, ::-1, :]
