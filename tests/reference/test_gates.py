"""Gates against arithmetic on 0 and 1, and De Morgan's laws."""

import pytest
from dlgrade.reference.gates import AND, NAND, OR, XOR

INPUTS = [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize(("x1", "x2"), INPUTS)
def test_gates_are_arithmetic_on_0_and_1(x1, x2):
    assert AND(x1, x2) == x1 * x2
    assert OR(x1, x2) == x1 + x2 - x1 * x2
    assert XOR(x1, x2) == (x1 + x2) % 2


@pytest.mark.parametrize(("x1", "x2"), INPUTS)
def test_nand_follows_de_morgan(x1, x2):
    assert NAND(x1, x2) == OR(1 - x1, 1 - x2)


@pytest.mark.parametrize("gate", [AND, NAND, OR, XOR])
def test_a_gate_gives_a_plain_integer(gate):
    assert {type(gate(x1, x2)) for x1, x2 in INPUTS} == {int}
