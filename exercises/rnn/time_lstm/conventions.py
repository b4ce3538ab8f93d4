from ....reference.lstm import TimeLSTM
from ...checking.recurrent import with_cell
from ..lstm.conventions import VARIANTS as STEPS

VARIANTS = {label: with_cell(TimeLSTM, step) for label, step in STEPS.items()}
