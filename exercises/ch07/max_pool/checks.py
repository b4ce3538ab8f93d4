from ...checking import Case, Learner, check
from ...checking import pooling as pool


@check("runs", kind="smoke")
def runs(learner: Learner, case: Case):
    return pool.shapes(learner.Pooling, case)


@check("default_stride", kind="shape")
def default_stride(learner: Learner, case: Case):
    """A size that stride 1, 2 and 3 divide."""
    return pool.default_stride(learner.Pooling, case)


@check("forward", points=2)
def forward(learner: Learner, case: Case):
    return pool.outputs(learner.Pooling, case, pool.APART)


@check("overlapping", points=1)
def overlapping(learner: Learner, case: Case):
    return pool.outputs(learner.Pooling, case, pool.OVERLAPPING)


@check("padded", points=1)
def padded(learner: Learner, case: Case):
    return pool.outputs(learner.Pooling, case, pool.PADDED)


@check("others", points=1)
def others(learner: Learner, case: Case):
    return pool.outputs(learner.Pooling, case, pool.OTHERS)


@check("kinds", points=1)
def kinds(learner: Learner, case: Case):
    return pool.kinds(learner.Pooling, case)


@check("backward", points=2, kind="gradient")
def backward(learner: Learner, case: Case):
    return pool.pool_gradients(learner.Pooling, case, pool.APART)


@check("backward_overlapping", points=2, kind="gradient")
def backward_overlapping(learner: Learner, case: Case):
    return pool.pool_gradients(learner.Pooling, case, [*pool.OVERLAPPING, *pool.OTHERS])


@check("backward_padded", points=1, kind="gradient")
def backward_padded(learner: Learner, case: Case):
    return pool.pool_gradients(learner.Pooling, case, pool.PADDED)


@check("again", points=1, kind="behaviour")
def again(learner: Learner, case: Case):
    return pool.calls_in_turn(learner.Pooling, case)


@check("pure", kind="purity")
def pure(learner: Learner, case: Case):
    return pool.arguments_after(learner.Pooling, case)
