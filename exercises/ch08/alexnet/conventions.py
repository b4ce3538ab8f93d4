from ....reference.alexnet import LAYERS, alexnet_parameter_count, counts_of

UNGROUPED = tuple(layer._replace(groups=1) for layer in LAYERS)


def _counting(count):
    return {"alexnet_parameter_count": count}


VARIANTS = {
    "grouping_ignored": _counting(lambda: counts_of(UNGROUPED)),
    "total_only": _counting(lambda: sum(alexnet_parameter_count().values())),
    "grouping_ignored+total_only": _counting(lambda: sum(counts_of(UNGROUPED).values())),
}
