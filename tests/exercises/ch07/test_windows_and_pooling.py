"""Chapter 7, windows and pooling: right answers in other styles pass, wrong ones beyond the list do not."""

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.verify import verify
from dlgrade.reference.convolution import col2im, im2col

SEEDS = range(3)
IDS = ["im2col", "col2im", "max-pool", "avg-pool"]


def judged(id, seed=0, **implementations):
    return judge(exercises()[id], Local(implementations), seed)


def failed(verdict):
    return [v.check.id for v in verdict.failing]


def named(verdict):
    cause = diagnose(verdict)
    return cause.label if cause and cause.kind == "mistake" else None


@pytest.mark.parametrize("id", IDS)
def test_the_exercise_verifies(id):
    assert verify(exercises()[id], SEEDS).breaches == {}


def places(shape, fh, fw, stride, pad):
    rows = range(0, shape[2] + 2 * pad - fh + 1, stride)
    columns = range(0, shape[3] + 2 * pad - fw + 1, stride)
    return [(y, x) for y in rows for x in columns]


def padded(x, pad):
    out = np.zeros((*x.shape[:2], x.shape[2] + 2 * pad, x.shape[3] + 2 * pad), x.dtype)
    out[:, :, pad : pad + x.shape[2], pad : pad + x.shape[3]] = x
    return out


def windows_by_loops(x, fh, fw, stride=1, pad=0):
    image = padded(x, pad)
    rows = [
        image[n, :, y : y + fh, z : z + fw].ravel()
        for n in range(len(x))
        for y, z in places(x.shape, fh, fw, stride, pad)
    ]
    return np.array(rows)


def windows_by_views(x, fh, fw, stride=1, pad=0):
    views = np.lib.stride_tricks.sliding_window_view(padded(x, pad), (fh, fw), axis=(2, 3))[:, :, ::stride, ::stride]
    return views.transpose(0, 2, 3, 1, 4, 5).reshape(-1, x.shape[1] * fh * fw)


def indices(shape, fh, fw, stride, pad):
    """Channel, row and column of each entry, as in the lecture notes that gather by fancy indices."""
    c, oh, ow = shape[1], (shape[2] + 2 * pad - fh) // stride + 1, (shape[3] + 2 * pad - fw) // stride + 1
    rows = np.tile(np.repeat(np.arange(fh), fw), c)[:, None] + stride * np.repeat(np.arange(oh), ow)
    columns = np.tile(np.arange(fw), fh * c)[:, None] + stride * np.tile(np.arange(ow), oh)
    return np.repeat(np.arange(c), fh * fw)[:, None], rows, columns


def windows_as_columns(x, fh, fw, stride=1, pad=0):
    k, i, j = indices(x.shape, fh, fw, stride, pad)
    return padded(x, pad)[:, k, i, j].transpose(1, 2, 0).reshape(fh * fw * x.shape[1], -1)


def columns_back(cols, x_shape, fh, fw, stride=1, pad=0):
    n, c, h, w = x_shape
    k, i, j = indices(x_shape, fh, fw, stride, pad)
    image = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    np.add.at(image, (slice(None), k, i, j), cols.reshape(c * fh * fw, -1, n).transpose(2, 0, 1))
    return image[:, :, pad : h + pad, pad : w + pad]


@pytest.mark.parametrize(
    ("windows", "convention"),
    [(windows_by_loops, ""), (windows_by_views, ""), (windows_as_columns, "batch_last+turned")],
)
def test_im2col_in_another_style_passes_and_its_order_is_told(windows, convention):
    for seed in SEEDS:
        verdict = judged("im2col", seed, im2col=windows)
        assert (verdict.state, verdict.convention) == ("pass", convention)


def back_by_loops(col, shape, fh, fw, stride=1, pad=0):
    image = padded(np.zeros(shape), pad)
    rows = iter(col)
    for n in range(shape[0]):
        for y, z in places(shape, fh, fw, stride, pad):
            image[n, :, y : y + fh, z : z + fw] += next(rows).reshape(shape[1], fh, fw)
    return image[:, :, pad : pad + shape[2], pad : pad + shape[3]]


def in_an_order_of_its_own(function):
    """Columns in a random order that both functions share."""

    def order(size):
        return np.random.default_rng(size).permutation(size)

    def windows(x, fh, fw, stride=1, pad=0):
        return function(x, fh, fw, stride, pad)[:, order(x.shape[1] * fh * fw)]

    def back(col, shape, fh, fw, stride=1, pad=0):
        return col2im(col[:, np.argsort(order(col.shape[1]))], shape, fh, fw, stride, pad)

    return windows, back


@pytest.mark.parametrize(
    ("windows", "back"),
    [
        (windows_by_loops, back_by_loops),
        (windows_as_columns, columns_back),
        (windows_by_views, col2im),
        in_an_order_of_its_own(im2col),
    ],
)
def test_col2im_passes_in_whatever_order_its_im2col_has(windows, back):
    assert all(judged("col2im", seed, im2col=windows, col2im=back).state == "pass" for seed in SEEDS)


@pytest.mark.parametrize(("windows", "back"), [(windows_as_columns, col2im), (im2col, columns_back)])
def test_a_pair_of_two_different_orders_is_refused(windows, back):
    assert {"plain", "strided", "padded", "adjoint"} <= set(failed(judged("col2im", im2col=windows, col2im=back)))


def test_zeros_on_both_sides_are_consistent_and_worth_nothing():
    def nothing(x, fh, fw, stride=1, pad=0):
        return np.zeros_like(im2col(x, fh, fw, stride, pad))

    def nothing_back(col, shape, fh, fw, stride=1, pad=0):
        return np.zeros(shape)

    assert judged("col2im", im2col=nothing, col2im=nothing_back).points == 0


def windows_from_below(x, fh, fw, stride=1, pad=0):
    return im2col(x[:, :, ::-1], fh, fw, stride, pad)


def test_windows_of_a_flipped_image_are_refused_without_a_name():
    verdict = judged("im2col", im2col=windows_from_below)
    assert (verdict.points, named(verdict)) == (0, None)


def back_with_one_window_twice(col, shape, fh, fw, stride=1, pad=0):
    more = col.copy()
    more[0] *= 2
    return col2im(more, shape, fh, fw, stride, pad)


def test_one_window_too_many_is_refused():
    verdict = judged("col2im", im2col=im2col, col2im=back_with_one_window_twice)
    assert (verdict.points, named(verdict)) == (0, None)


class PoolingByLoops:
    """Every window of every channel, one after the other."""

    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.size, self.stride, self.pad = (pool_h, pool_w), stride, pad

    def each(self):
        (h, w), image = self.size, self.image
        rows, columns = range(0, image.shape[2] - h + 1, self.stride), range(0, image.shape[3] - w + 1, self.stride)
        for n, c, i, j in np.ndindex(*image.shape[:2], len(rows), len(columns)):
            yield (n, c, i, j), (n, c, slice(rows[i], rows[i] + h), slice(columns[j], columns[j] + w))

    def forward(self, x):
        self.shape, self.image = x.shape, padded(x, self.pad)
        values = {index: self.value(self.image[window]) for index, window in self.each()}
        out = np.zeros(np.max(list(values), axis=0) + 1)
        for index, value in values.items():
            out[index] = value
        return out

    def backward(self, dout):
        dx = np.zeros(self.image.shape)
        for index, window in self.each():
            dx[window] += self.slope(self.image[window]) * dout[index]
        return dx[:, :, self.pad : self.pad + self.shape[2], self.pad : self.pad + self.shape[3]]


class MaxByLoops(PoolingByLoops):
    def value(self, window):
        return window.max()

    def slope(self, window):
        return window == window.max()


class MeanByLoops(PoolingByLoops):
    def value(self, window):
        return window.mean()

    def slope(self, window):
        return np.full(window.shape, 1 / window.size)


class StackedMax:
    """One array for each position within the window, put on top of each other; the padding is never the maximum."""

    def __init__(self, pool_h, pool_w, stride=None, pad=0):
        self.ph, self.pw, self.stride, self.pad = pool_h, pool_w, stride or pool_h, pad

    def forward(self, x):
        self.shape, p = x.shape, self.pad
        image = np.pad(x.astype(float), [(0, 0), (0, 0), (p, p), (p, p)], constant_values=-np.inf)
        self.padded_shape, s = image.shape, self.stride
        oh, ow = (image.shape[2] - self.ph) // s + 1, (image.shape[3] - self.pw) // s + 1
        self.taps = [
            (slice(None), slice(None), slice(y, y + s * (oh - 1) + 1, s), slice(z, z + s * (ow - 1) + 1, s))
            for y in range(self.ph)
            for z in range(self.pw)
        ]
        layers = np.stack([image[tap] for tap in self.taps])
        self.which = layers.argmax(axis=0)
        return layers.max(axis=0)

    def backward(self, dout):
        dx = np.zeros(self.padded_shape)
        for number, tap in enumerate(self.taps):
            dx[tap] += np.where(self.which == number, dout, 0)
        return dx[:, :, self.pad : self.pad + self.shape[2], self.pad : self.pad + self.shape[3]]


class FilteredMean:
    """Average pooling as a convolution with a constant filter; the stride has to be given."""

    def __init__(self, pool_h, pool_w, stride, pad=0):
        self.args = (pool_h, pool_w, stride, pad)

    def forward(self, x):
        self.shape, (n, c, h, w) = x.shape, x.shape
        col = im2col(x.reshape(n * c, 1, h, w), *self.args)
        ph, pw, s, p = self.args
        weights = np.ones(ph * pw) / (ph * pw)
        return (col @ weights).reshape(n, c, (h + 2 * p - ph) // s + 1, -1)

    def backward(self, dout):
        n, c, h, w = self.shape
        ph, pw = self.args[:2]
        col = np.outer(dout.ravel(), np.ones(ph * pw) / (ph * pw))
        return col2im(col, (n * c, 1, h, w), *self.args).reshape(self.shape)


class MeanOfRealPixels:
    """In float64 whatever comes in; the padding is NaN, which nanmean leaves out."""

    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.window, self.stride, self.pad = (pool_h, pool_w), stride, pad

    def windows(self, image):
        views = np.lib.stride_tricks.sliding_window_view(image, self.window, axis=(2, 3), writeable=True)
        return views[:, :, :: self.stride, :: self.stride]

    def forward(self, x):
        p = self.pad
        self.image = np.pad(x.astype(float), ((0, 0), (0, 0), (p, p), (p, p)), constant_values=np.nan)
        return np.nanmean(self.windows(self.image), axis=(4, 5))

    def backward(self, dout):
        dx, real = np.zeros_like(self.image), ~np.isnan(self.windows(self.image))
        into = self.windows(dx)
        for i, j in np.ndindex(dout.shape[2:]):
            part = real[:, :, i, j]
            into[:, :, i, j] += dout[:, :, i, j, None, None] * part / part.sum(axis=(2, 3), keepdims=True)
        return dx[:, :, self.pad : dx.shape[2] - self.pad, self.pad : dx.shape[3] - self.pad]


@pytest.mark.parametrize(
    ("id", "name", "layer", "convention"),
    [
        ("max-pool", "Pooling", MaxByLoops, "default_stride__2"),
        ("max-pool", "Pooling", StackedMax, "minus_infinity+stride_of_the_window"),
        ("avg-pool", "AveragePooling", MeanByLoops, "default_stride__2"),
        ("avg-pool", "AveragePooling", FilteredMean, "stride_required"),
        ("avg-pool", "AveragePooling", MeanOfRealPixels, "pad_not_counted+default_stride__2"),
    ],
)
def test_pooling_in_another_style_passes_and_its_conventions_are_told(id, name, layer, convention):
    for seed in range(3):
        verdict = judged(id, seed, **{name: layer})
        assert (verdict.state, verdict.convention) == ("pass", convention)


class MedianByLoops(PoolingByLoops):
    def value(self, window):
        return np.median(window)

    def slope(self, window):
        return np.full(window.shape, 1 / window.size)


class LastArgmaxKept(MaxByLoops):
    """The gradient goes to the maximum of the batch before."""

    before = None

    def backward(self, dout):
        now, self.image = self.image, self.image if self.before is None else self.before[: len(self.image)]
        dx, self.before, self.image = super().backward(dout), now, now
        return dx


def test_a_median_is_refused_without_a_name():
    for id, name in (("max-pool", "Pooling"), ("avg-pool", "AveragePooling")):
        verdict = judged(id, **{name: MedianByLoops})
        assert {"forward", "overlapping", "padded"} <= set(failed(verdict))
        assert named(verdict) is None


def test_a_maximum_kept_from_the_batch_before_is_refused_at_the_second_call():
    assert failed(judged("max-pool", Pooling=LastArgmaxKept)) == ["again"]


class GradientToTheSmallest:
    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.window, self.stride, self.pad = (pool_h, pool_w), stride, pad

    def forward(self, x):
        windows = np.lib.stride_tricks.sliding_window_view(padded(x, self.pad), self.window, axis=(2, 3))
        self.shape, windows = x.shape, windows[:, :, :: self.stride, :: self.stride]
        self.places = windows.reshape(*windows.shape[:4], -1).argmin(axis=4)
        return windows.max(axis=(4, 5))

    def backward(self, dout):
        dx, p = padded(np.zeros(self.shape), self.pad), self.pad
        for n, c, i, j in np.ndindex(dout.shape):
            row, column = np.unravel_index(self.places[n, c, i, j], self.window)
            dx[n, c, i * self.stride + row, j * self.stride + column] += dout[n, c, i, j]
        return dx[:, :, p : p + self.shape[2], p : p + self.shape[3]]


def test_a_gradient_that_goes_to_the_smallest_value_does_not_pass_for_a_minimum():
    assert named(judged("max-pool", Pooling=GradientToTheSmallest)) == "gradient_to_the_smallest"


def single(function):
    return lambda *args: function(*args).astype(np.float32)


@pytest.mark.parametrize("im", [im2col, single(im2col), windows_as_columns])
def test_columns_and_images_in_float32_are_right(im):
    back = columns_back if im is windows_as_columns else col2im
    for seed in range(3):
        assert judged("col2im", seed, im2col=im, col2im=single(back)).state == "pass"
