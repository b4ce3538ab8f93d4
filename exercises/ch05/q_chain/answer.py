from ....reference.chain_rule import dz_dx
from ...checking.case import Case

X, Y = 3.0, 2.0


def draw(case: Case) -> dict[str, float]:
    return {"x": case.number(0.5, 3.0), "y": case.number(-3.0, -0.1)}


def answer(x: float, y: float) -> float:
    return float(dz_dx(x, y))


def errors(x: float, y: float) -> dict[str, float]:
    return {
        "two_x": 2 * x,
        "inner_only": 1.0,
        "factor_missing": x + y,
        "not_derived": (x + y) ** 2,
        "one_y": 2 * x + y,
    }


def figures() -> dict[str, float]:
    return {"x": X, "y": Y, "value": answer(X, Y)}
