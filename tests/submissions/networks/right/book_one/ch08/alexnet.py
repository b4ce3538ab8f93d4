# coding: utf-8
# 名前, フィルター数, フィルターサイズ, ストライド, パディング, グループ数
LAYERS = [
    ("conv1", 96, 11, 4, 0, 1),
    ("pool1", None, 3, 2, 0, None),
    ("conv2", 256, 5, 1, 2, 2),
    ("pool2", None, 3, 2, 0, None),
    ("conv3", 384, 3, 1, 1, 1),
    ("conv4", 384, 3, 1, 1, 2),
    ("conv5", 256, 3, 1, 1, 2),
    ("pool3", None, 3, 2, 0, None),
]


def out_size(size, filter_size, stride, pad):
    return (size + 2 * pad - filter_size) // stride + 1


def alexnet_shapes():
    c, h, w = 3, 227, 227
    shapes = {}
    for name, num, f, stride, pad, _ in LAYERS:
        c = num or c
        h, w = out_size(h, f, stride, pad), out_size(w, f, stride, pad)
        shapes[name] = (c, h, w)
    for name, units in [("fc1", 4096), ("dropout1", 4096), ("fc2", 4096), ("dropout2", 4096), ("fc3", 1000)]:
        shapes[name] = (units,)
    return shapes


def alexnet_parameter_count():
    counts = {}
    c = 3
    for name, num, f, _, _, group in LAYERS:
        if name.startswith("conv"):
            counts[name] = num * (c // group) * f * f + num
            c = num
    n = 256 * 6 * 6
    for name, units in [("fc1", 4096), ("fc2", 4096), ("fc3", 1000)]:
        counts[name] = n * units + units
        n = units
    return counts
