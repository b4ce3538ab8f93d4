# mistake: height and width swapped
import numpy as np


def random_crop(image, size):
    h, w, c = image.shape
    top = np.random.randint(0, h - size[0] + 1)
    left = np.random.randint(0, w - size[1] + 1)
    return image[top:top + size[1], left:left + size[0], :]


def horizontal_flip(image):
    return image[:, ::-1, :]
