from .forms import Scaled, attention

VARIANTS = {"scaled": attention(Scaled)}
