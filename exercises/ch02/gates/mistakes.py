import numpy as np

from ....reference.gates import AND, NAND, OR
from ...checking import replaces

WEIGHTS = {"AND": (0.5, 0.5, -0.7), "NAND": (-0.5, -0.5, 0.7), "OR": (0.5, 0.5, -0.2)}


def _bias_sign(gate: str):
    w1, w2, b = WEIGHTS[gate]
    return replaces(gate)(lambda x1, x2: int(w1 * x1 + w2 * x2 - b > 0))


def _bool_array(gate: str):
    w1, w2, b = WEIGHTS[gate]

    @replaces(gate)
    def products(x1, x2):
        return np.array([w1 * x1, w2 * x2]) + b > 0

    return products


def _another(gate: str, given):
    return replaces(gate)(lambda x1, x2: given(x1, x2))


@replaces("XOR")
def xor_joined_by_or(x1, x2):
    return OR(NAND(x1, x2), OR(x1, x2))


VARIANTS = {
    **{f"bias_sign__{gate}": _bias_sign(gate) for gate in WEIGHTS},
    **{f"bool_array__{gate}": _bool_array(gate) for gate in WEIGHTS},
    "and_or_swapped__AND": _another("AND", OR),
    "and_or_swapped__OR": _another("OR", AND),
    "xor_linear__OR": _another("XOR", OR),
    "xor_linear__NAND": _another("XOR", NAND),
}


@replaces("NAND")
def nand_not_negated(x1, x2):
    return AND(x1, x2)


@replaces("XOR")
def xor_from_and(x1, x2):
    return AND(AND(x1, x2), OR(x1, x2))


@replaces("XOR")
def xor_inverted(x1, x2):
    return NAND(NAND(x1, x2), OR(x1, x2))
