from ....reference.gru import TimeGRU
from ...checking.recurrent import with_cell
from ..gru.forms import STEPS

VARIANTS = {label: with_cell(TimeGRU, step) for label, step in STEPS.items()}
