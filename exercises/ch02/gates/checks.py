import numpy as np

from ...checking import Case, Claim, Learner, check

INPUTS = [(0, 0), (0, 1), (1, 0), (1, 1)]


@check("and_table", points=1)
def and_table(learner: Learner, case: Case):
    return [learner.AND(x1, x2) for x1, x2 in INPUTS]


@check("nand_table", points=1)
def nand_table(learner: Learner, case: Case):
    return [learner.NAND(x1, x2) for x1, x2 in INPUTS]


@check("or_table", points=1)
def or_table(learner: Learner, case: Case):
    return [learner.OR(x1, x2) for x1, x2 in INPUTS]


@check("xor_table", points=2)
def xor_table(learner: Learner, case: Case):
    return [learner.XOR(x1, x2) for x1, x2 in INPUTS]


@check("plain", kind="dtype", advice=True)
def plain(learner: Learner, case: Case):
    results = [gate(x1, x2) for gate in (learner.AND, learner.NAND, learner.OR, learner.XOR) for x1, x2 in INPUTS]
    return Claim(all(np.asarray(result).dtype != bool for result in results), "bools")
