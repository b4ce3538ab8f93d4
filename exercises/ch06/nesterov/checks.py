from ...checking import Case, Learner, check
from ...checking.idioms import leaves_grads_alone, random_steps, shapes_after_step, valley_path


@check("one_step", kind="smoke")
def one_step(learner: Learner, case: Case):
    return shapes_after_step(learner.Nesterov(), case)


@check("steps", points=2)
def steps(learner: Learner, case: Case):
    return random_steps(learner.Nesterov(lr=0.1), case, steps=7)


@check("settings", points=1)
def settings(learner: Learner, case: Case):
    return random_steps(learner.Nesterov(lr=0.02, momentum=0.6), case, steps=5)


@check("valley", points=2, kind="behaviour")
def valley(learner: Learner, case: Case):
    return valley_path(learner.Nesterov(lr=0.1), steps=30)


@check("grads_alone", kind="purity")
def grads_alone(learner: Learner, case: Case):
    return leaves_grads_alone(learner.Nesterov(), case)
