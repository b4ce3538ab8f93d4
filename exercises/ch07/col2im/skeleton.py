import numpy as np


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    """Every window of the images as a row: (N, C, H, W) -> (N * OH * OW, C * filter_h * filter_w)"""
    raise NotImplementedError


def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    """Adds every row back to the window that it came from.

    col: what im2col gives, (N * OH * OW, C * filter_h * filter_w)
    input_shape: (N, C, H, W)
    returns: (N, C, H, W); a pixel that lies in several windows gets the sum
    """
    raise NotImplementedError
