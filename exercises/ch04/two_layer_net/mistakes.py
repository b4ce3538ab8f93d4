from ...checking.two_layer import FORMS
from ...checking.two_layer_mistakes import mistakes

VARIANTS = mistakes(*FORMS, without=("forward_not_run", "gradients_pile_up"))
