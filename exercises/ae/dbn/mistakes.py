"""Those of any pre-trained classifier, and those of machines in a stack."""

from ....reference.functions import sigmoid
from ....reference.rbm import DBN
from ...checking.greedy_mistakes import greedy_mistakes
from ..rbm import mistakes as single


class _PassingUp(DBN):
    """Other data for the next layer."""

    def passed_up(self, layer, x, drawn):
        raise NotImplementedError(type(self).__name__)

    def _greedy(self, x, draws, lr):
        for layer, steps in enumerate(draws, 1):
            for drawn in steps:
                self._step(layer, x, drawn, lr)
            x = self.passed_up(layer, x, steps[-1])
        return dict(self.params)


class samples_passed_up(_PassingUp):
    def passed_up(self, layer, x, drawn):
        return (drawn[0] < self._hidden(layer, x)) * 1.0


class reconstructed_passed_up(_PassingUp):
    def passed_up(self, layer, x, drawn):
        h = (drawn[0] < self._hidden(layer, x)) * 1.0
        v1 = (drawn[1] < sigmoid(h @ self.params[f"W{layer}"].T + self.params[f"a{layer}"])) * 1.0
        return self._hidden(layer, v1)


def _stacked(machine):
    """A belief network of machines with a mistake of their own."""

    def _step(self, layer, x, drawn, lr):
        keys = [f"W{layer}", f"a{layer}", f"b{layer}"]
        moves = machine(*(self.params[key] for key in keys)).cd1(x, *drawn)
        for key, move in zip(keys, moves.values(), strict=True):
            self.params[key] = self.params[key] + lr * move

    return type(machine.__name__, (DBN,), {"_step": _step})


_OF_ONE = ("reconstruction_not_sampled", "nothing_sampled", "negative_phase_missing")
_STACKED = {
    "sampled_for_mean": _stacked(single.VARIANTS["sampled_for_mean__positive"]),
    "sampled_for_mean__both": _stacked(single.VARIANTS["sampled_for_mean__both"]),
    **{name: _stacked(getattr(single, name)) for name in _OF_ONE},
}
VARIANTS = {**greedy_mistakes(DBN, "a"), **_STACKED}
