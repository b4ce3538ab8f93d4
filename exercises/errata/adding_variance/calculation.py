import numpy as np

from ....reference.sequences import make_adding_problem
from ...checking.case import Case
from ...checking.erratum import Found

PRINTED, N = 0.1767, 200_000


def calculate(case: Case) -> Found:
    _, t = make_adding_problem(N, 4, case.generator())
    middles = (np.arange(10_000) + 0.5) / 10_000
    one, squares = float(middles.var()), (t - t.mean()) ** 2
    drawn, error = float(squares.mean()), float(squares.std() / np.sqrt(N))
    figures = {"one": one, "right": 2 * one, "n": N, "drawn": drawn, "error": error}
    return Found(abs(drawn - PRINTED) < 5 * error, figures)
