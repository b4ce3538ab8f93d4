from ....reference.alexnet import INPUT, LAYERS, counts_of, shapes_of
from ...checking import replaces


def _with(**changes):
    """The layers, some of them changed: `pool={"stride": 3}` for a kind, `conv1={...}` for one layer."""
    return tuple(
        layer._replace(**{**changes.get(layer.name[:4], {}), **changes.get(layer.name, {})}) for layer in LAYERS
    )


def _sizes(layers, shape=INPUT):
    """Both functions on other layers or another input."""
    return {
        "alexnet_shapes": lambda: shapes_of(layers, shape),
        "alexnet_parameter_count": lambda: counts_of(layers, shape),
    }


def _without(*names):
    return tuple(layer for layer in LAYERS if layer.name not in names)


def _shaped(change):
    """Every shape of conv and pool changed."""
    return {"alexnet_shapes": lambda: {n: change(s) if len(s) == 3 else s for n, s in shapes_of(LAYERS).items()}}


def _rule(size, kept=()):
    """The sizes by a wrong rule for a side; layers that are kept get the side of the one before."""

    def found():
        channels, *sides = INPUT
        result = {}
        for layer in LAYERS:
            if layer.size:
                sides = sides if layer.name in kept else [size(side, layer) for side in sides]
                channels = layer.units or channels
                result[layer.name] = (channels, *sides)
            else:
                result[layer.name] = (layer.units or 4096,)
        return result

    return {"alexnet_shapes": found}


def _counted(count):
    """Parameters by a wrong rule, from a layer, the shape that comes in and the shape that goes out."""

    def found(layers=LAYERS):
        outs = shapes_of(layers)
        given = [INPUT, *outs.values()]
        both = zip(layers, given, strict=False)
        return {layer.name: count(layer, x, outs[layer.name]) for layer, x in both if layer.units}

    return {"alexnet_parameter_count": found}


def _right(layer, x, groups=None):
    """What a unit or a filter sees."""
    groups = layer.groups if groups is None else groups
    seen = 1
    for side in x:
        seen *= side
    return x[0] // groups * layer.size**2 if layer.size else seen


def _ungrouped(wrong):
    """The same mistake by a learner who counts without groups, and as a total alone."""
    return lambda layer, x, out: wrong(layer._replace(groups=1), x, out)


def _no_bias(layer, x, out):
    return layer.units * _right(layer, x)


def _one_bias(layer, x, out):
    return layer.units * _right(layer, x) + 1


def _flat_filters(layer, x, out):
    return layer.units * ((layer.size**2 if layer.size else _right(layer, x)) + 1)


def _not_shared(layer, x, out):
    places = out[1] * out[2] if layer.size else 1
    return places * layer.units * (_right(layer, x) + 1)


def _size_once(layer, x, out):
    seen = x[0] // layer.groups * layer.size if layer.size else _right(layer, x)
    return layer.units * (seen + 1)


def _places_forgotten(layer, x, out):
    return layer.units * ((_right(layer, x) if layer.size else x[0]) + 1)


def _before_the_pool(layer, x, out):
    return layer.units * (256 * 13 * 13 + 1) if layer.name == "fc1" else layer.units * (_right(layer, x) + 1)


def _bias_twice(layer, x, out):
    return layer.units * (_right(layer, x) + 2)


def _halved_filters(layer, x, out):
    return layer.units // layer.groups * (_right(layer, x) + 1)


COUNTS = {
    "biases_forgotten": _no_bias,
    "one_bias_a_layer": _one_bias,
    "channels_forgotten": _flat_filters,
    "weights_not_shared": _not_shared,
    "size_not_squared": _size_once,
    "places_forgotten": _places_forgotten,
    "flattened_before_the_pool": _before_the_pool,
    "bias_counted_twice": _bias_twice,
    "filters_halved": _halved_filters,
}


def _total(variant):
    return {"alexnet_parameter_count": lambda: sum(variant["alexnet_parameter_count"]().values())}


def _count_variants():
    for name, wrong in COUNTS.items():
        forms = {name: _counted(wrong)}
        if name != "filters_halved":
            forms[f"{name}__ungrouped"] = _counted(_ungrouped(wrong))
        for label, variant in forms.items():
            yield label, variant
            yield f"{label}_total" if "__" in label else f"{label}__total", _total(variant)


def _side(change, kept=()):
    """A wrong rule for the sides; a convolution's stride, size and pad are the layer's."""
    return _rule(lambda side, layer: change(side, layer.size, layer.stride, layer.pad), kept)


def _halves(layers=LAYERS):
    """Dropout lets half of the units through in the shapes too."""
    shapes = shapes_of(layers)
    return {name: (shape[0] // 2,) if name.startswith("dropout") else shape for name, shape in shapes.items()}


SAME = ("conv4", "conv5")
"""Layers whose size is often taken over from conv3 and not computed."""


@replaces("alexnet_parameter_count")
def grouped_everywhere():
    return counts_of(_with(conv={"groups": 2}, conv1={"groups": 1}))


@replaces("alexnet_parameter_count")
def last_layer_left_out():
    return {name: count for name, count in counts_of(LAYERS).items() if name != "fc3"}


@replaces("alexnet_parameter_count")
def weights_of_the_first_layer_only():
    return counts_of(LAYERS[:1])


VARIANTS = {
    "pool_stride__3": _sizes(_with(pool={"stride": 3})),
    "pool_stride__1": _sizes(_with(pool={"stride": 1})),
    "conv1_stride": _sizes(_with(conv1={"stride": 1})),
    "input_of_224": _sizes(LAYERS, (3, 224, 224)),
    "plus_one_missing": _side(lambda h, f, s, p: (h + 2 * p - f) // s),
    "plus_one_missing__same": _side(lambda h, f, s, p: (h + 2 * p - f) // s, SAME),
    "pad_once": _side(lambda h, f, s, p: (h + p - f) // s + 1),
    "pad_once__same": _side(lambda h, f, s, p: (h + p - f) // s + 1, SAME),
    "dropout_halves": {"alexnet_shapes": _halves},
    "pad_left_out": _sizes(_with(conv2={"pad": 0}, conv3={"pad": 0}, conv4={"pad": 0}, conv5={"pad": 0})),
    "last_pool_missing": _sizes(_without("pool3")),
    "dropout_missing": _sizes(_without("dropout1", "dropout2")),
    "one_dropout": _sizes(_without("dropout2")),
    "dropout_at_the_end": _sizes((*LAYERS, LAYERS[9]._replace(name="dropout3"))),
    "dropout_before": _sizes((*LAYERS[:8], LAYERS[9], LAYERS[8], LAYERS[11], LAYERS[10], LAYERS[12])),
    "channels_kept": _shaped(lambda shape: (3, *shape[1:])),
    "channels_missing": _shaped(lambda shape: shape[1:]),
    "inputs_for_outputs": {
        "alexnet_shapes": lambda: dict(zip(shapes_of(LAYERS), [INPUT, *shapes_of(LAYERS).values()], strict=False))
    },
    **dict(_count_variants()),
}
