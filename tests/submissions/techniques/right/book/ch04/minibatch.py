# coding: utf-8
import numpy as np


def minibatch_indices(n, batch_size, rng):
    batch_mask = rng.choice(n, batch_size)
    return batch_mask


def dz_dx(x, y):
    t = x + y
    dz_dt = 2 * t
    dt_dx = 1
    return dz_dt * dt_dx
