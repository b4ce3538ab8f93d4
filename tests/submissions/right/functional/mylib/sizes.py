from math import floor

conv_output_size = lambda input_size, filter_size, stride=1, pad=0: floor((input_size + 2 * pad - filter_size) / stride) + 1
