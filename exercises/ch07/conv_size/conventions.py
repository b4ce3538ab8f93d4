from ....reference.convolution import conv_output_size


def refused(input_size, filter_size, stride=1, pad=0):
    if (input_size + 2 * pad - filter_size) % stride:
        raise ValueError("the stride does not divide")
    return conv_output_size(input_size, filter_size, stride, pad)
