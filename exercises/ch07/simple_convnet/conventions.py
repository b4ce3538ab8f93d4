from .forms import Probabilities

VARIANTS = {"probabilities": Probabilities}
