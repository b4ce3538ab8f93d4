from .activations import *
from .core import Layer
