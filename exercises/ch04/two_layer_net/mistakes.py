from ...checking.two_layer import FORMS, net
from ...checking.two_layer_mistakes import mistakes


def _divided_by_h(base):
    class DividedByH(base):
        def numerical_gradient(self, x, t):
            return {name: 2 * grad for name, grad in super().numerical_gradient(x, t).items()}

    return DividedByH


VARIANTS = {
    **mistakes(*FORMS, without=("forward_not_run", "gradients_pile_up")),
    **{f"divided_by_h__{form.replace('+', '_')}": _divided_by_h(net(form)) for form in FORMS},
}
