# coding: utf-8
import numpy as np


def random_crop(image, size=(224, 224)):
    h, w, _ = image.shape
    top = np.random.randint(0, h - size[0] + 1)
    left = np.random.randint(0, w - size[1] + 1)
    bottom = top + size[0]
    right = left + size[1]
    return image[top:bottom, left:right, :]


def horizontal_flip(image):
    return image[:, ::-1, :]
