from functools import partial

from ....reference.gru import TimeGRU
from ...checking.time_mistakes import time_mistakes
from .conventions import VARIANTS as FORMS

VARIANTS = time_mistakes(TimeGRU)
IN_FORM = {label: partial(time_mistakes, layer) for label, layer in FORMS.items()}
