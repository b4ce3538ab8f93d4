import numpy as np

from ....reference.convolution import Convolution, conv_output_size
from ...checking.shared_state import shared


class kernel_flipped(Convolution):
    def forward(self, x):
        flipped = Convolution(self.W[:, :, ::-1, ::-1], self.b, self.stride, self.pad)
        super().forward(x)
        return flipped.forward(x)


class kernel_flipped_throughout(Convolution):
    def forward(self, x):
        self.flipped = Convolution(self.W[:, :, ::-1, ::-1], self.b, self.stride, self.pad)
        return self.flipped.forward(x)

    def backward(self, dout):
        dx = self.flipped.backward(dout)
        self.dW, self.db = self.flipped.dW[:, :, ::-1, ::-1], self.flipped.db
        return dx


class bias_missing(Convolution):
    def forward(self, x):
        return super().forward(x) - self.b.reshape(-1, 1, 1)


class bias_per_pixel(Convolution):
    def forward(self, x):
        return super().forward(x) - self.b.reshape(-1, 1, 1) + self.b


class output_not_transposed(Convolution):
    def forward(self, x):
        out = super().forward(x)
        return out.transpose(0, 2, 3, 1).reshape(out.shape)


class dout_not_transposed(Convolution):
    def backward(self, dout):
        n, filters, h, w = dout.shape
        return super().backward(dout.reshape(n, h, w, filters).transpose(0, 3, 1, 2))


class pad_with_edge(Convolution):
    def forward(self, x):
        out = super().forward(x)
        if not self.pad:
            return out
        frame = [(0, 0), (0, 0), (self.pad, self.pad), (self.pad, self.pad)]
        return Convolution(self.W, self.b, self.stride).forward(np.pad(x, frame, mode="edge"))


class db_averaged(Convolution):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.mean(axis=(0, 2, 3))
        return dx


class db_averaged_over_batch(Convolution):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = self.db / len(dout)
        return dx


class db_per_pixel(Convolution):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.sum(axis=0)
        return dx


class db_summed_whole(Convolution):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.sum()
        return dx


class dw_divided(Convolution):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.dW / len(dout)
        return dx


class last_row_of_dx_lost(Convolution):
    def backward(self, dout):
        dx = super().backward(dout).copy()
        dx[:, :, -1] = 0
        return dx


class overlap_overwritten(Convolution):
    def backward(self, dout):
        super().backward(dout)
        filters, c, filter_h, filter_w = self.W.shape
        n, _, h, w = self.x_shape
        out_h = conv_output_size(h, filter_h, self.stride, self.pad)
        out_w = conv_output_size(w, filter_w, self.stride, self.pad)
        rows = dout.transpose(0, 2, 3, 1).reshape(-1, filters) @ self.W.reshape(filters, -1)
        windows = rows.reshape(n, out_h, out_w, c, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)
        image = np.zeros((n, c, h + 2 * self.pad, w + 2 * self.pad))
        for y in range(filter_h):
            for x in range(filter_w):
                bottom, right = y + self.stride * out_h, x + self.stride * out_w
                image[:, :, y : bottom : self.stride, x : right : self.stride] = windows[:, :, y, x]
        return image[:, :, self.pad : self.pad + h, self.pad : self.pad + w]


class pad_not_cut(Convolution):
    def backward(self, dout):
        frame = [(0, 0), (0, 0), (self.pad, self.pad), (self.pad, self.pad)]
        return np.pad(super().backward(dout), frame)


class _Windows(Convolution):
    """Backward window by window, as it is written without im2col."""

    def backward(self, dout):
        super().backward(dout)
        _, _, filter_h, filter_w = self.W.shape
        n, c, h, w = self.x_shape
        image = np.zeros((n, c, h + 2 * self.pad, w + 2 * self.pad))
        for i, j in np.ndindex(dout.shape[2:]):
            top, left = i * self.stride, j * self.stride
            rows = np.tensordot(dout[:, :, i, j], self.W, axes=(1, 0))
            image[:, :, top : top + filter_h, left : left + filter_w] = rows
        return image[:, :, self.pad : self.pad + h, self.pad : self.pad + w]


class last_window_of_dw(Convolution):
    def backward(self, dout):
        last = np.zeros_like(dout)
        last[:, :, -1, -1] = dout[:, :, -1, -1]
        super().backward(last)
        dW = self.dW
        dx = super().backward(dout)
        self.dW = dW
        return dx


class dw_added_up(Convolution):
    def backward(self, dout):
        old = self.dW
        dx = super().backward(dout)
        self.dW = self.dW + old
        return dx


class stride_missing_in_windows(Convolution):
    def forward(self, x):
        out = super().forward(x)
        dense = Convolution(self.W, self.b, 1, self.pad).forward(x)
        return dense[:, :, : out.shape[2], : out.shape[3]]


VARIANTS = {"overlap_overwritten__windows": _Windows, "one_state_for_all": shared(Convolution)}
