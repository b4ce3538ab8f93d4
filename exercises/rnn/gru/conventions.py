from ....reference.gru import GRU
from .forms import BiasInside, ResetAfter, other_forms

VARIANTS = dict(other_forms(GRU, ResetAfter, BiasInside))
