from ....reference.lstm import PeepholeLSTM
from .forms import FORMS, in_form

VARIANTS = {label: in_form(PeepholeLSTM, *form) for label, form in FORMS.items()}
