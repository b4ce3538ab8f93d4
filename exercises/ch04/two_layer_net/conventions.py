from ...checking.two_layer import conventions

VARIANTS = conventions("sigmoid+softmax")
