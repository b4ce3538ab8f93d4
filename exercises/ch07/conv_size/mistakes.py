def plus_one_missing(input_size, filter_size, stride=1, pad=0):
    return (input_size + 2 * pad - filter_size) // stride


def pad_once(input_size, filter_size, stride=1, pad=0):
    return (input_size + pad - filter_size) // stride + 1


def pad_left_out(input_size, filter_size, stride=1, pad=0):
    return (input_size - filter_size) // stride + 1


def stride_left_out(input_size, filter_size, stride=1, pad=0):
    return input_size + 2 * pad - filter_size + 1


def one_within_fraction(input_size, filter_size, stride=1, pad=0):
    return (input_size + 2 * pad - filter_size + 1) // stride


def filter_left_out(input_size, filter_size, stride=1, pad=0):
    return (input_size + 2 * pad) // stride + 1


def floats_returned(input_size, filter_size, stride=1, pad=0):
    return (input_size + 2 * pad - filter_size) / stride + 1


def rounded_up(input_size, filter_size, stride=1, pad=0):
    return -(-(input_size + 2 * pad - filter_size) // stride) + 1
