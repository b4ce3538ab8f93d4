from ....reference.gru import GRU, TimeGRU
from ...checking.recurrent import with_cell
from ..gru.forms import BiasInside, ResetAfter, other_forms

VARIANTS = {label: with_cell(TimeGRU, step) for label, step in other_forms(GRU, ResetAfter, BiasInside)}
