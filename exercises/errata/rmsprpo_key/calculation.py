import difflib

from ....reference.trainer import OPTIMIZERS
from ...checking.case import Case
from ...checking.erratum import Found

PRINTED = "rmsprpo"


def calculate(case: Case) -> Found:
    nearest = difflib.get_close_matches(PRINTED, OPTIMIZERS, 1)[0]
    return Found(PRINTED in OPTIMIZERS, {"names": ", ".join(OPTIMIZERS), "printed": PRINTED, "right": nearest})
