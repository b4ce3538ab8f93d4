import numpy as np


def alexnet_shapes():
    """Output shape of every layer of AlexNet for an input of 3 × 227 × 227.

    conv1   96 filters 11 × 11, stride 4        pool1   3 × 3, stride 2
    conv2  256 filters  5 × 5,  pad 2           pool2   3 × 3, stride 2
    conv3  384 filters  3 × 3,  pad 1
    conv4  384 filters  3 × 3,  pad 1
    conv5  256 filters  3 × 3,  pad 1           pool3   3 × 3, stride 2
    fc1   4096 units, dropout1
    fc2   4096 units, dropout2
    fc3   1000 units

    returns: a dictionary from the 13 names, in this order
             (conv1 pool1 conv2 pool2 conv3 conv4 conv5 pool3 fc1 dropout1 fc2 dropout2 fc3),
             to shapes: (C, H, W) for conv and pool, (units,) for fc and dropout
    """
    raise NotImplementedError


def alexnet_parameter_count():
    """Number of parameters, weights and biases together.

    conv2, conv4 and conv5 are divided into 2 groups: a filter sees half of the channels that come in.

    returns: a dictionary from the names of the 8 layers that have parameters to their number
             (conv1 conv2 conv3 conv4 conv5 fc1 fc2 fc3)
    """
    raise NotImplementedError
