import difflib
import inspect

from ....reference import optimizers
from ...checking.case import Case
from ...checking.erratum import Found

PRINTED = "rmsprpo"


def calculate(case: Case) -> Found:
    classes = inspect.getmembers(optimizers, lambda each: inspect.isclass(each) and hasattr(each, "update"))
    names = [name.lower() for name, _ in classes]
    nearest = difflib.get_close_matches(PRINTED, names, 1)[0]
    return Found(PRINTED in names, {"names": ", ".join(names), "printed": PRINTED, "right": nearest})
