import numpy as np

from ....reference.convolution import conv_output_size, im2col


def _sizes(shape, filter_h, filter_w, stride, pad):
    return conv_output_size(shape[2], filter_h, stride, pad), conv_output_size(shape[3], filter_w, stride, pad)


def _windows(input_data, filter_h, filter_w, stride, pad):
    """(N, C, FH, FW, OH, OW), as the printed code has it before its transpose."""
    n, c, _, _ = input_data.shape
    out = _sizes(input_data.shape, filter_h, filter_w, stride, pad)
    col = im2col(input_data, filter_h, filter_w, stride, pad).reshape(n, *out, c, filter_h, filter_w)
    return col.transpose(0, 3, 4, 5, 1, 2)


def not_transposed(input_data, filter_h, filter_w, stride=1, pad=0):
    col = _windows(input_data, filter_h, filter_w, stride, pad)
    return col.reshape(len(input_data) * col.shape[4] * col.shape[5], -1)


def filter_sides_swapped(input_data, filter_h, filter_w, stride=1, pad=0):
    return im2col(input_data, filter_w, filter_h, stride, pad)


def windows_turned(input_data, filter_h, filter_w, stride=1, pad=0):
    col = _windows(input_data, filter_h, filter_w, stride, pad)[:, :, ::-1, ::-1]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(len(input_data) * col.shape[4] * col.shape[5], -1)


def _reordered(*axes):
    """The windows (N, C, FH, FW, OH, OW) brought into another order before they become rows."""

    def reordered(input_data, filter_h, filter_w, stride=1, pad=0):
        col = _windows(input_data, filter_h, filter_w, stride, pad)
        return col.transpose(*axes).reshape(len(input_data) * col.shape[4] * col.shape[5], -1)

    return reordered


def _width_from_height(of_filter):
    """The output's width worked out from H and one side of the filter."""

    def measured(input_data, filter_h, filter_w, stride=1, pad=0):
        n, c, h, _ = input_data.shape
        out_h = conv_output_size(h, filter_h, stride, pad)
        out_w = conv_output_size(h, of_filter(filter_h, filter_w), stride, pad)
        image = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
        col = np.zeros((n, c, filter_h, filter_w, out_h, out_w))
        for y, x in np.ndindex(filter_h, filter_w):
            col[:, :, y, x] = image[:, :, y : y + stride * out_h : stride, x : x + stride * out_w : stride]
        return col.transpose(0, 4, 5, 1, 2, 3).reshape(n * out_h * out_w, -1)

    return measured


def every_axis_padded(input_data, filter_h, filter_w, stride=1, pad=0):
    return im2col(np.pad(input_data, pad), filter_h, filter_w, stride)


def stride_ignored(input_data, filter_h, filter_w, stride=1, pad=0):
    return im2col(input_data, filter_h, filter_w, 1, pad)


def stride_for_height_only(input_data, filter_h, filter_w, stride=1, pad=0):
    n = len(input_data)
    out_h, out_w = _sizes(input_data.shape, filter_h, filter_w, stride, pad)
    col = _windows(input_data, filter_h, filter_w, 1, pad)[..., ::stride, :][..., :out_h, :out_w]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(n * out_h * out_w, -1)


def windows_side_by_side(input_data, filter_h, filter_w, stride=1, pad=0):
    n, c, _, _ = input_data.shape
    out_h, out_w = _sizes(input_data.shape, filter_h, filter_w, stride, pad)
    image = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    col = np.zeros((n, out_h, out_w, c, filter_h, filter_w))
    for i, j in np.ndindex(out_h, out_w):
        part = image[:, :, i : i + filter_h, j : j + filter_w]
        col[:, i, j, :, : part.shape[2], : part.shape[3]] = part
    return col.reshape(n * out_h * out_w, -1)


def pad_ignored(input_data, filter_h, filter_w, stride=1, pad=0):
    return im2col(input_data, filter_h, filter_w, stride, 0)


def pad_on_one_side(input_data, filter_h, filter_w, stride=1, pad=0):
    image = np.pad(input_data, [(0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)])
    return im2col(image, filter_h, filter_w, stride)


def pad_once(input_data, filter_h, filter_w, stride=1, pad=0):
    image = np.pad(input_data, [(0, 0), (0, 0), (0, pad), (0, pad)])
    return im2col(image, filter_h, filter_w, stride)


def pad_with_edge(input_data, filter_h, filter_w, stride=1, pad=0):
    image = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)], mode="edge")
    return im2col(image, filter_h, filter_w, stride)


def last_places_lost(input_data, filter_h, filter_w, stride=1, pad=0):
    col = _windows(input_data, filter_h, filter_w, stride, pad)
    col = col[..., : max(col.shape[4] - 1, 1), : max(col.shape[5] - 1, 1)]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(len(input_data) * col.shape[4] * col.shape[5], -1)


def first_channel_only(input_data, filter_h, filter_w, stride=1, pad=0):
    return im2col(np.repeat(input_data[:, :1], input_data.shape[1], axis=1), filter_h, filter_w, stride, pad)


def channels_averaged(input_data, filter_h, filter_w, stride=1, pad=0):
    return im2col(input_data.mean(axis=1, keepdims=True), filter_h, filter_w, stride, pad)


def cut_to_whole_numbers(input_data, filter_h, filter_w, stride=1, pad=0):
    return im2col(input_data, filter_h, filter_w, stride, pad).astype(int)


VARIANTS = {
    "width_from_height__copied": _width_from_height(lambda h, w: h),
    "width_from_height": _width_from_height(lambda h, w: w),
    "width_before_height__rows": _reordered(0, 5, 4, 1, 2, 3),
    "width_before_height__columns": _reordered(0, 4, 5, 1, 3, 2),
    "width_before_height__both": _reordered(0, 5, 4, 1, 3, 2),
}
