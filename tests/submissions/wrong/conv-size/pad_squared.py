# mistake: pad to the power 2 in place of twice pad
def conv_output_size(input_size, filter_size, stride=1, pad=0):
    return (input_size + pad ** 2 - filter_size) // stride + 1
