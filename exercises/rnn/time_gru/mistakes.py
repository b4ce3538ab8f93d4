"""Each mistake in two forms: the book's and PyTorch's."""

from ....reference.gru import GRU, TimeGRU
from ...checking.recurrent import ordered, with_cell
from ...checking.time_mistakes import time_mistakes
from ..gru.forms import ResetAfter, z_keeps


def _mistakes(step, form=""):
    found = time_mistakes(with_cell(TimeGRU, step))
    return {
        f"{label}{'_' if '__' in label else '__'}{form}" if form else label: wrong for label, wrong in found.items()
    }


VARIANTS = {
    **_mistakes(GRU),
    **_mistakes(ordered(z_keeps(ResetAfter), "rzh", "zrh"), "torch"),
}
