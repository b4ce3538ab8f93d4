import numpy as np

from ....reference.convolution import AveragePooling, Pooling
from ...checking import pooling_mistakes as shared
from ...checking import shared_state


class gradient_to_all(Pooling):
    def backward(self, dout):
        rows = dout.transpose(0, 2, 3, 1).reshape(-1, 1)
        return self._back(np.repeat(rows, self.pool_h * self.pool_w, axis=1))


class gradient_shared(Pooling):
    def backward(self, dout):
        size = self.pool_h * self.pool_w
        return self._back(np.repeat(dout.transpose(0, 2, 3, 1).reshape(-1, 1) / size, size, axis=1))


class argmax_over_channels(Pooling):
    def forward(self, x):
        out = super().forward(x)
        size = self.pool_h * self.pool_w
        windows = self._apart(x).reshape(-1, x.shape[1] * size)
        self.arg_max = np.repeat(windows.argmax(axis=1) % size, x.shape[1])
        return out


class minimum_instead(Pooling):
    def _apart(self, x):
        return -super()._apart(x)

    def _placed(self, values):
        return -super()._placed(values)


class gradient_to_the_smallest(Pooling):
    def forward(self, x):
        out = super().forward(x)
        self.arg_max = self._apart(x).argmin(axis=1)
        return out


class largest_size(Pooling):
    def forward(self, x):
        windows = self._apart(x)
        self.arg_max = np.abs(windows).argmax(axis=1)
        return self._placed(windows[np.arange(len(windows)), self.arg_max])


class negatives_cut(Pooling):
    def forward(self, x):
        return np.maximum(0, super().forward(x))


class first_places_kept(Pooling):
    places = None

    def forward(self, x):
        out = super().forward(x)
        self.places = self.arg_max if self.places is None else self.places
        self.arg_max = self.places[: len(self.arg_max)]
        return out


def _misread(place):
    """Row and column of the maximum taken wrongly from its number in the window."""

    class Wrong(Pooling):
        def backward(self, dout):
            n, c, h, w = self.x_shape
            p, s, far = self.pad, self.stride, self.pool_h * self.pool_w
            image = np.zeros((n, c, h + 2 * p + far, w + 2 * p + far))
            numbers = self._placed(self.arg_max)
            for n, c, i, j in np.ndindex(dout.shape):
                row, column = place(numbers[n, c, i, j], self.pool_h, self.pool_w)
                image[n, c, i * s + row, j * s + column] += dout[n, c, i, j]
            return image[:, :, p : p + h, p : p + w]

    return Wrong


class dout_ignored(Pooling):
    def backward(self, dout):
        return super().backward(np.ones_like(dout))


VARIANTS = {
    "average_instead": AveragePooling,
    "one_state_for_all": shared_state.shared(Pooling),
    "max_over_channels": shared.over_channels(Pooling, np.max),
    "max_over_channels__kept": shared.over_channels(Pooling, np.max, kept=True),
    "place_misread__by_height": _misread(lambda number, h, w: divmod(number, h)),
    "place_misread__exchanged": _misread(lambda number, h, w: divmod(number, w)[::-1]),
    "place_misread__both": _misread(lambda number, h, w: divmod(number, h)[::-1]),
    "overlap_overwritten": shared.overlap_overwritten(Pooling),
    "overlap_overwritten__places": shared.overwritten_by_place(Pooling),
    "overlap_overwritten__maximum": shared.overwritten_at_maximum(Pooling),
    "stride_missing_in_backward": shared.stride_missing_in_backward(Pooling),
    "stride_ignored": shared.stride_of_the_window(Pooling),
    "pad_on_one_side": shared.pad_on_one_side(Pooling),
    "output_not_transposed": shared.output_not_transposed(Pooling),
    "dout_not_transposed": shared.dout_not_transposed(Pooling),
    "sides_swapped": shared.sides_swapped(Pooling),
    "pad_ignored": shared.pad_ignored(Pooling),
    "pad_not_cut": shared.pad_not_cut(Pooling),
}
