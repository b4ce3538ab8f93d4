import numpy as np

from ....reference.convolution import col2im, conv_output_size, im2col


def _windows(col, input_shape, filter_h, filter_w, stride, pad):
    """col as (N, C, FH, FW, OH, OW)."""
    n, c, h, w = input_shape
    out = conv_output_size(h, filter_h, stride, pad), conv_output_size(w, filter_w, stride, pad)
    return col.reshape(n, *out, c, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)


def _rows(windows):
    """(N, C, FH, FW, OH, OW) as col."""
    n, _, _, _, out_h, out_w = windows.shape
    return windows.transpose(0, 4, 5, 1, 2, 3).reshape(n * out_h * out_w, -1)


def _placed(windows, input_shape, stride, pad, put):
    """The padded image, where `put(image, place, part)` brings one tap of all windows back."""
    n, c, h, w = input_shape
    _, _, filter_h, filter_w, out_h, out_w = windows.shape
    image = np.zeros((n, c, h + 2 * pad + stride - 1, w + 2 * pad + stride - 1))
    for y, x in np.ndindex(filter_h, filter_w):
        place = (..., slice(y, y + stride * out_h, stride), slice(x, x + stride * out_w, stride))
        put(image, place, windows[:, :, y, x])
    return image


def _add(image, place, part):
    image[place] += part


def _overwrite(image, place, part):
    image[place] = part


def overlap_overwritten(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    windows = _windows(col, input_shape, filter_h, filter_w, stride, pad)
    _, _, h, w = input_shape
    return _placed(windows, input_shape, stride, pad, _overwrite)[:, :, pad : h + pad, pad : w + pad]


def overlap_averaged(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    cover = col2im(np.ones(col.shape), input_shape, filter_h, filter_w, stride, pad)
    return col2im(col, input_shape, filter_h, filter_w, stride, pad) / np.maximum(cover, 1)


def pad_not_cut(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    windows = _windows(col, input_shape, filter_h, filter_w, stride, pad)
    _, _, h, w = input_shape
    return _placed(windows, input_shape, stride, pad, _add)[:, :, : h + 2 * pad, : w + 2 * pad]


def pad_cut_at_the_end(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    windows = _windows(col, input_shape, filter_h, filter_w, stride, pad)
    _, _, h, w = input_shape
    return _placed(windows, input_shape, stride, pad, _add)[:, :, :h, :w]


def channel_order_mixed(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    c = input_shape[1]
    mixed = col.reshape(-1, filter_h, filter_w, c).transpose(0, 3, 1, 2).reshape(col.shape)
    return col2im(mixed, input_shape, filter_h, filter_w, stride, pad)


def batch_order_mixed(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    n = input_shape[0]
    mixed = col.reshape(-1, n, col.shape[1]).transpose(1, 0, 2).reshape(col.shape)
    return col2im(mixed, input_shape, filter_h, filter_w, stride, pad)


def not_transposed(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    shape = _windows(col, input_shape, filter_h, filter_w, stride, pad).shape
    return col2im(_rows(col.reshape(shape)), input_shape, filter_h, filter_w, stride, pad)


def filter_sides_swapped(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    windows = _windows(col, input_shape, filter_h, filter_w, stride, pad)
    n, c, _, _, out_h, out_w = windows.shape
    turned = windows.reshape(n, c, filter_w, filter_h, out_h, out_w).transpose(0, 1, 3, 2, 4, 5)
    return col2im(_rows(turned), input_shape, filter_h, filter_w, stride, pad)


def places_turned(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    n, _, h, w = input_shape
    out_h, out_w = conv_output_size(h, filter_h, stride, pad), conv_output_size(w, filter_w, stride, pad)
    turned = col.reshape(n, out_w, out_h, -1).transpose(0, 2, 1, 3).reshape(col.shape)
    return col2im(turned, input_shape, filter_h, filter_w, stride, pad)


def windows_turned(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    windows = _windows(col, input_shape, filter_h, filter_w, stride, pad)
    return col2im(_rows(windows[:, :, ::-1, ::-1]), input_shape, filter_h, filter_w, stride, pad)


def stride_ignored(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    windows = _windows(col, input_shape, filter_h, filter_w, stride, pad)
    _, _, h, w = input_shape
    return _placed(windows, input_shape, 1, pad, _add)[:, :, pad : h + pad, pad : w + pad]


def last_row_lost(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    windows = _windows(col, input_shape, filter_h, filter_w, stride, pad).copy()
    windows[:, :, -1] = 0
    return col2im(_rows(windows), input_shape, filter_h, filter_w, stride, pad)


def first_window_only(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    def once(image, place, part):
        image[place] += np.where(image[place] == 0, part, 0)

    windows = _windows(col, input_shape, filter_h, filter_w, stride, pad)
    _, _, h, w = input_shape
    return _placed(windows, input_shape, stride, pad, once)[:, :, pad : h + pad, pad : w + pad]


def _columns_last(col, channels):
    """The columns of im2col in the order height, width, channel."""
    return col.reshape(len(col), channels, -1).transpose(0, 2, 1).reshape(col.shape)


VARIANTS = {
    # the two belong together, and each is right by itself in an order of its own
    "pair_in_two_orders": {
        "im2col": lambda input_data, filter_h, filter_w, stride=1, pad=0: _columns_last(
            im2col(input_data, filter_h, filter_w, stride, pad), input_data.shape[1]
        ),
    }
}
