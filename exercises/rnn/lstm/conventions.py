from itertools import permutations

from ....reference.lstm import LSTM
from ...checking.recurrent import ordered

ORDERS = ["".join(order) for order in permutations("fgio")]
VARIANTS = {f"gates__{order}": ordered(LSTM, order, "fgio") for order in ORDERS if order != "fgio"}
