from ...checking import Case, Claim, Learner, check
from .forms import counts, shapes


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    found = shapes(learner.alexnet_shapes())
    named, total = counts(learner.alexnet_parameter_count())
    return {
        "alexnet_shapes": Claim(bool(found["conv"] and found["fc"]), "unreadable"),
        "alexnet_parameter_count": Claim(bool(named) or total is not None, "unreadable"),
    }


@check("convolutions", points=2)
def convolutions(learner: Learner, case: Case):
    return shapes(learner.alexnet_shapes())["conv"]


@check("poolings", points=1)
def poolings(learner: Learner, case: Case):
    return shapes(learner.alexnet_shapes())["pool"]


@check("dense", points=1)
def dense(learner: Learner, case: Case):
    return shapes(learner.alexnet_shapes())["fc"]


@check("dropouts", points=1)
def dropouts(learner: Learner, case: Case):
    return shapes(learner.alexnet_shapes())["dropout"]


@check("counts", points=3)
def parameter_counts(learner: Learner, case: Case):
    named, total = counts(learner.alexnet_parameter_count())
    return {name: written(count) for name, count in named.items()} or written(total)


@check("total", points=1)
def total_count(learner: Learner, case: Case):
    return written(counts(learner.alexnet_parameter_count())[1])


def written(count) -> str:
    """A count in digits: two that differ by one bias are not the same."""
    return f"{count:,}" if isinstance(count, int | float) else str(count)


@check("whole", kind="dtype", advice=True)
def whole(learner: Learner, case: Case):
    """Sizes that are floats cannot be used in a shape."""
    found = [learner.alexnet_shapes(), learner.alexnet_parameter_count()]
    return Claim(not any(holds_float(answer) for answer in found), "floats")


def holds_float(answer) -> bool:
    if isinstance(answer, dict):
        return any(map(holds_float, answer.values()))
    if isinstance(answer, list | tuple):
        return any(map(holds_float, answer))
    return getattr(getattr(answer, "dtype", None), "kind", "") == "f" or isinstance(answer, float)
