from ....reference.convolution import conv_output_size

SIZE, FILTER, STRIDE, PAD = 6, 2, 1, 1


def answer() -> tuple[int, int]:
    size = conv_output_size(SIZE, FILTER, stride=STRIDE, pad=PAD)
    return size, size


def errors() -> dict[str, tuple[int, int]]:
    unpadded, padded = conv_output_size(SIZE, FILTER, stride=STRIDE), SIZE + 2 * PAD
    sizes = {"one_less": answer()[0] - 1, "no_padding": unpadded, "padded": padded}
    return {label: (size, size) for label, size in sizes.items()}


def figures() -> dict[str, int]:
    return {"size": answer()[0]}
