# mistake: the size is given as text
def conv_output_size(input_size, filter_size, stride=1, pad=0):
    return str((input_size + 2 * pad - filter_size) // stride + 1)
