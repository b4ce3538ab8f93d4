import numpy as np


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    """Every window of the images as a row.

    input_data: (N, C, H, W)
    returns: (N * OH * OW, C * filter_h * filter_w)
             rows over batch, height, width; columns over channel, height, width of the window
    """
    raise NotImplementedError
