import numpy as np
from numpy.lib.stride_tricks import as_strided


def _windows(img, fh, fw, s):
    n, c, h, w = img.shape
    oh, ow = (h - fh) // s + 1, (w - fw) // s + 1
    a, b, d, e = img.strides
    # channels last within the window, so that a row is a flat (fh, fw, c) filter
    return as_strided(img, (n, oh, ow, fh, fw, c), (a, d * s, e * s, d, e, b), writeable=False)


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    img = np.pad(input_data, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    win = _windows(img, filter_h, filter_w, stride)
    return win.reshape(-1, img.shape[1] * filter_h * filter_w)


def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_shape
    oh = (H + 2 * pad - filter_h) // stride + 1
    ow = (W + 2 * pad - filter_w) // stride + 1
    out = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    n = np.arange(N).reshape(-1, 1, 1, 1, 1, 1)
    y = (np.arange(oh) * stride).reshape(1, -1, 1, 1, 1, 1) + np.arange(filter_h).reshape(1, 1, 1, -1, 1, 1)
    x = (np.arange(ow) * stride).reshape(1, 1, -1, 1, 1, 1) + np.arange(filter_w).reshape(1, 1, 1, 1, -1, 1)
    c = np.arange(C)
    np.add.at(out, (n, c, y, x), col.reshape(N, oh, ow, filter_h, filter_w, C))
    return out[:, :, pad : pad + H, pad : pad + W]
