# mistake: takes the image as C x H x W
import numpy as np


def random_crop(image, size):
    c, h, w = image.shape
    top = np.random.randint(0, h - size[0] + 1)
    left = np.random.randint(0, w - size[1] + 1)
    return image[:, top:top + size[0], left:left + size[1]]


def horizontal_flip(image):
    return image[:, :, ::-1]
