from .activations import leaky_relu, tanh
from .training import Nesterov

__all__ = ["Nesterov", "leaky_relu", "tanh"]
