import numpy as np

from ....reference.birnn import BiRNN
from ...checking.case import Case
from ...checking.erratum import Found, as_printed

D, H, STEPS = 2, 3, 4


def calculate(case: Case) -> Found:
    one = [case.normal(D, H), case.normal(H, H), case.normal(H)]
    xs = case.normal(1, STEPS, D)
    changed, moved = xs.copy(), {}
    changed[:, -1] += 1
    for name, make in (("right", BiRNN), ("printed", as_printed("birnn", "reads_the_past")["BiRNN"])):
        before, after = (make(*one, *one).forward(each)[0, 0, H:] for each in (xs, changed))
        moved[name] = float(np.abs(after - before).max())
    return Found(moved["printed"] > 0, {"steps": STEPS, **moved})
