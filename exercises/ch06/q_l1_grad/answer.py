from typing import Any

from ....reference.regularization import l1_gradient


def answer(param: Any) -> Any:
    return l1_gradient(param, 1.0)


def figures() -> dict[str, Any]:
    return {}
