from base import Array, Cell, Unrolled, logistic
import numpy as np


class RNN(Cell):
    def __init__(self, weight_ih: Array, weight_hh: Array, bias: Array) -> None:
        super().__init__(weight_ih, weight_hh, bias)

    def forward(self, input: Array, hidden: Array) -> Array:
        w_ih, w_hh, bias = self._parameters
        self._saved = input, hidden, np.tanh(input @ w_ih + hidden @ w_hh + bias)
        return self._saved[-1]

    def backward(self, grad_output: Array) -> tuple[Array, Array]:
        input, hidden, out = self._saved
        return self.affine_backward(grad_output * (1 - out * out), input, hidden)


class LSTM(Cell):
    """the order of torch: i, f, g, o"""

    states = 2

    def __init__(self, weight_ih: Array, weight_hh: Array, bias: Array) -> None:
        super().__init__(weight_ih, weight_hh, bias)

    def forward(self, input: Array, hidden: Array, cell: Array) -> tuple[Array, Array]:
        w_ih, w_hh, bias = self._parameters
        i, f, g, o = np.split(input @ w_ih + hidden @ w_hh + bias, 4, axis=1)
        i, f, g, o = logistic(i), logistic(f), np.tanh(g), logistic(o)
        new_cell = f * cell + i * g
        self._saved = input, hidden, cell, (i, f, g, o), np.tanh(new_cell)
        return o * np.tanh(new_cell), new_cell

    def backward(self, grad_hidden: Array, grad_cell: Array) -> tuple[Array, Array, Array]:
        input, hidden, cell, (i, f, g, o), squashed = self._saved
        grad_cell = grad_cell + grad_hidden * o * (1 - squashed**2)
        gates = np.concatenate(
            [
                grad_cell * g * i * (1 - i),
                grad_cell * cell * f * (1 - f),
                grad_cell * i * (1 - g**2),
                grad_hidden * squashed * o * (1 - o),
            ],
            axis=1,
        )
        return *self.affine_backward(gates, input, hidden), grad_cell * f


class PeepholeLSTM(Cell):
    states = 2

    def __init__(self, weight_ih: Array, weight_hh: Array, bias: Array, peephole: Array) -> None:
        super().__init__(weight_ih, weight_hh, bias, peephole)

    def forward(self, input: Array, hidden: Array, cell: Array) -> tuple[Array, Array]:
        w_ih, w_hh, bias, (pf, pi, po) = self._parameters
        f, g, i, o = np.split(input @ w_ih + hidden @ w_hh + bias, 4, axis=1)
        f, i, g = logistic(f + pf * cell), logistic(i + pi * cell), np.tanh(g)
        new_cell = f * cell + i * g
        o = logistic(o + po * new_cell)
        self._saved = input, hidden, cell, new_cell, (f, g, i, o)
        return o * np.tanh(new_cell), new_cell

    def backward(self, grad_hidden: Array, grad_cell: Array) -> tuple[Array, Array, Array]:
        input, hidden, cell, new_cell, (f, g, i, o) = self._saved
        pf, pi, po = self._parameters[3]
        squashed = np.tanh(new_cell)
        do = grad_hidden * squashed * o * (1 - o)
        grad_cell = grad_cell + grad_hidden * o * (1 - squashed**2) + do * po
        df = grad_cell * cell * f * (1 - f)
        di = grad_cell * g * i * (1 - i)
        dg = grad_cell * i * (1 - g**2)
        dx, dh = self.affine_backward(np.concatenate([df, dg, di, do], axis=1), input, hidden)
        self.grads[3] = np.stack([(df * cell).sum(0), (di * cell).sum(0), (do * new_cell).sum(0)])
        return dx, dh, grad_cell * f + df * pf + di * pi


class GRU(Cell):
    """the order and the form of torch: r, z, n; n takes r after the product; z keeps the old state"""

    def __init__(self, weight_ih: Array, weight_hh: Array, bias: Array) -> None:
        super().__init__(weight_ih, weight_hh, bias)

    def forward(self, input: Array, hidden: Array) -> Array:
        w_ih, w_hh, bias = self._parameters
        xr, xz, xn = np.split(input @ w_ih + bias, 3, axis=1)
        hr, hz, hn = np.split(hidden @ w_hh, 3, axis=1)
        r, z = logistic(xr + hr), logistic(xz + hz)
        n = np.tanh(xn + r * hn)
        self._saved = input, hidden, r, z, n, hn
        return (1 - z) * n + z * hidden

    def backward(self, grad_output: Array) -> tuple[Array, Array]:
        input, hidden, r, z, n, hn = self._saved
        w_ih, w_hh, _ = self._parameters
        dn = grad_output * (1 - z) * (1 - n**2)
        dz = grad_output * (hidden - n) * z * (1 - z)
        dr = dn * hn * r * (1 - r)
        from_x = np.concatenate([dr, dz, dn], axis=1)
        from_h = np.concatenate([dr, dz, dn * r], axis=1)
        self.grads = [input.T @ from_x, hidden.T @ from_h, from_x.sum(0)]
        return from_x @ w_ih.T, from_h @ w_hh.T + grad_output * z


class TimeRNN(Unrolled):
    cell_class = RNN


class TimeLSTM(Unrolled):
    cell_class = LSTM


class TimeGRU(Unrolled):
    cell_class = GRU
