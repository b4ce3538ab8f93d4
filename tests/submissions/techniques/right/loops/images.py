import random

import numpy as np


def random_crop(image, size):
    height, width = size
    top = random.randint(0, image.shape[0] - height)
    left = random.randint(0, image.shape[1] - width)
    out = np.zeros((height, width, image.shape[2]), dtype=image.dtype)
    for i in range(height):
        for j in range(width):
            for c in range(image.shape[2]):
                out[i, j, c] = image[top + i, left + j, c]
    return out


def horizontal_flip(image):
    out = image.copy()
    w = image.shape[1]
    for j in range(w):
        out[:, j] = image[:, w - 1 - j]
    return out


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    n, c, h, w = input_data.shape
    padded = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    padded[:, :, pad:pad + h, pad:pad + w] = input_data
    rows = []
    for i in range(n):
        for y in range(0, h + 2 * pad - filter_h + 1, stride):
            for x in range(0, w + 2 * pad - filter_w + 1, stride):
                rows.append(padded[i, :, y:y + filter_h, x:x + filter_w].ravel())
    return np.array(rows)


def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    n, c, h, w = input_shape
    padded = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    row = 0
    for i in range(n):
        for y in range(0, h + 2 * pad - filter_h + 1, stride):
            for x in range(0, w + 2 * pad - filter_w + 1, stride):
                padded[i, :, y:y + filter_h, x:x + filter_w] += col[row].reshape(c, filter_h, filter_w)
                row += 1
    return padded[:, :, pad:pad + h, pad:pad + w]


class Pooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.ph, self.pw, self.s, self.p = pool_h, pool_w, stride, pad

    def forward(self, x):
        N, C, H, W = x.shape
        p = self.p
        big = np.zeros((N, C, H + 2 * p, W + 2 * p))
        big[:, :, p:H + p, p:W + p] = x
        oh = (H + 2 * p - self.ph) // self.s + 1
        ow = (W + 2 * p - self.pw) // self.s + 1
        out = np.zeros((N, C, oh, ow))
        self.where = {}
        self.shape = x.shape
        for n in range(N):
            for c in range(C):
                for i in range(oh):
                    for j in range(ow):
                        best = None
                        for a in range(self.ph):
                            for b in range(self.pw):
                                v = big[n, c, i * self.s + a, j * self.s + b]
                                if best is None or v > best:
                                    best = v
                                    self.where[n, c, i, j] = (i * self.s + a, j * self.s + b)
                        out[n, c, i, j] = best
        return out

    def backward(self, dout):
        N, C, H, W = self.shape
        p = self.p
        big = np.zeros((N, C, H + 2 * p, W + 2 * p))
        for (n, c, i, j), (y, x) in self.where.items():
            big[n, c, y, x] += dout[n, c, i, j]
        return big[:, :, p:H + p, p:W + p]


class AveragePooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.ph, self.pw, self.s, self.p = pool_h, pool_w, stride, pad

    def forward(self, x):
        self.shape = N, C, H, W = x.shape
        p = self.p
        big = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        oh = (H + 2 * p - self.ph) // self.s + 1
        ow = (W + 2 * p - self.pw) // self.s + 1
        out = np.zeros((N, C, oh, ow))
        for i in range(oh):
            for j in range(ow):
                total = np.zeros((N, C))
                for a in range(self.ph):
                    for b in range(self.pw):
                        total += big[:, :, i * self.s + a, j * self.s + b]
                out[:, :, i, j] = total / (self.ph * self.pw)
        return out

    def backward(self, dout):
        N, C, H, W = self.shape
        p = self.p
        big = np.zeros((N, C, H + 2 * p, W + 2 * p))
        for i in range(dout.shape[2]):
            for j in range(dout.shape[3]):
                for a in range(self.ph):
                    for b in range(self.pw):
                        big[:, :, i * self.s + a, j * self.s + b] += dout[:, :, i, j] / (self.ph * self.pw)
        return big[:, :, p:H + p, p:W + p]
