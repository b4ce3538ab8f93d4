"""The three choices of order that are free as long as col2im makes the same ones, and all that they combine to."""

from itertools import product

from ....reference.convolution import conv_output_size, im2col

NAMES = ("channels_last", "batch_last", "turned")


def _ordered(channels_last, batch_last, turned):
    def ordered(input_data, filter_h, filter_w, stride=1, pad=0):
        n, c, h, w = input_data.shape
        out = conv_output_size(h, filter_h, stride, pad), conv_output_size(w, filter_w, stride, pad)
        col = im2col(input_data, filter_h, filter_w, stride, pad).reshape(n, *out, c, filter_h, filter_w)
        col = col.transpose(0, 1, 2, 4, 5, 3) if channels_last else col
        col = col.transpose(1, 2, 0, 3, 4, 5) if batch_last else col
        col = col.reshape(n * out[0] * out[1], -1)
        return col.T if turned else col

    return ordered


VARIANTS = {
    "+".join(name for name, flag in zip(NAMES, flags, strict=True) if flag): _ordered(*flags)
    for flags in product((False, True), repeat=3)
    if any(flags)
}
