import numpy as np

from ....reference.data import random_crop
from ...checking.case import Case
from ...checking.erratum import Found

HEIGHT, WIDTH = 3, 4


def calculate(case: Case) -> Found:
    image = case.distinct(5, 7, 3)
    crop, met = random_crop(image, (HEIGHT, WIDTH)), []
    for top in range(image.shape[0] - HEIGHT + 1):
        for left in range(image.shape[1] - WIDTH + 1):
            bottom, right = top + HEIGHT, left + WIDTH
            met.append(np.array_equal(crop, image[top:bottom, left:right, :]))
    swapped = image[0:WIDTH, 0:HEIGHT, :].shape
    figures = {"image": image.shape, "size": (HEIGHT, WIDTH), "shape": crop.shape, "swapped": swapped}
    return Found(sum(met) == 1, {**figures, "places": sum(met), "possible": len(met)})
