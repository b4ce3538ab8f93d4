"""dlgrade checks and grades what people write when they build deep learning from scratch."""

__version__ = "0.1.0"
