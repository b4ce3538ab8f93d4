from functools import partial


def _perceptron(w, b, x1, x2):
    return 1 if w[0] * x1 + w[1] * x2 + b > 0 else 0


AND = partial(_perceptron, (1, 1), -1.5)
OR = partial(_perceptron, (1, 1), -0.5)
NAND = lambda x1, x2: 1 - AND(x1, x2)
XOR = lambda x1, x2: AND(OR(x1, x2), NAND(x1, x2))
