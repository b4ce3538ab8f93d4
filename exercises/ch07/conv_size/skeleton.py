def conv_output_size(input_size, filter_size, stride=1, pad=0):
    """(H + 2P - F) / S + 1

    input_size: H, one side of the input   filter_size: F, the same side of the filter
    stride: S   pad: P, on each of the two ends
    returns: a whole number
    """
    raise NotImplementedError
