# Mistake: the input is taken as 224 × 224
def out_size(size, f, stride=1, pad=0):
    return (size + 2 * pad - f) // stride + 1


def alexnet_shapes():
    conv1 = out_size(224, 11, 4)
    pool1 = out_size(conv1, 3, 2)
    conv2 = out_size(pool1, 5, 1, 2)
    pool2 = out_size(conv2, 3, 2)
    conv3 = out_size(pool2, 3, 1, 1)
    pool3 = out_size(conv3, 3, 2)
    return {
        "conv1": (96, conv1, conv1),
        "pool1": (96, pool1, pool1),
        "conv2": (256, conv2, conv2),
        "pool2": (256, pool2, pool2),
        "conv3": (384, conv3, conv3),
        "conv4": (384, conv3, conv3),
        "conv5": (256, conv3, conv3),
        "pool3": (256, pool3, pool3),
        "fc1": (4096,),
        "dropout1": (4096,),
        "fc2": (4096,),
        "dropout2": (4096,),
        "fc3": (1000,),
    }


def conv_count(filters, channels, f, groups=1):
    return filters * (channels // groups) * f * f + filters


def fc_count(n, units):
    return n * units + units


def alexnet_parameter_count():
    return {
        "conv1": conv_count(96, 3, 11),
        "conv2": conv_count(256, 96, 5, 2),
        "conv3": conv_count(384, 256, 3),
        "conv4": conv_count(384, 384, 3, 2),
        "conv5": conv_count(256, 384, 3, 2),
        "fc1": fc_count(256 * 6 * 6, 4096),
        "fc2": fc_count(4096, 4096),
        "fc3": fc_count(4096, 1000),
    }
