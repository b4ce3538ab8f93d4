from .forms import STEPS

VARIANTS = STEPS
