"""Chapter 7: right answers in other styles pass, wrong ones beyond the listed mistakes do not."""

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.verify import verify
from dlgrade.reference.convolution import Convolution

from ..judging import failed, judged

SEEDS = range(3)


@pytest.mark.parametrize("id", ["conv-size", "conv"])
def test_the_exercise_verifies(id):
    assert verify(exercises()[id], SEEDS).breaches == {}


@pytest.mark.parametrize(
    ("rule", "convention"),
    [
        (lambda input_size, filter_size, stride=1, pad=0: int((input_size + 2 * pad - filter_size) / stride + 1), ""),
        (
            lambda input_size, filter_size, stride=1, pad=0: np.int64(
                (input_size + 2 * pad - filter_size) // stride + 1
            ),
            "",
        ),
        (lambda H, F, S=1, P=0: len(range(0, H + 2 * P - F + 1, S)), ""),
    ],
)
def test_an_output_size_in_another_style_passes(rule, convention):
    for seed in SEEDS:
        verdict = judged("conv-size", rule, seed)
        assert (verdict.state, verdict.convention) == ("pass", convention)


def asserting(input_size, filter_size, stride=1, pad=0):
    assert (input_size + 2 * pad - filter_size) % stride == 0
    return (input_size + 2 * pad - filter_size) // stride + 1


def test_an_assertion_where_the_stride_does_not_divide_passes_and_is_told():
    assert (judged("conv-size", asserting).state, judged("conv-size", asserting).convention) == ("pass", "refused")


def rounding(input_size, filter_size, stride=1, pad=0):
    return round((input_size + 2 * pad - filter_size) / stride) + 1


def test_rounding_to_the_nearest_size_is_refused():
    assert failed(judged("conv-size", rounding)) == ["does_not_divide"]


def whole_float(input_size, filter_size, stride=1, pad=0):
    return float((input_size + 2 * pad - filter_size) // stride + 1)


def test_a_float_is_refused_by_its_type_where_every_value_is_right():
    verdict = judged("conv-size", whole_float)
    assert failed(verdict) == ["whole_number"]
    assert diagnose(verdict).label in ("floats_returned", "not_whole")


class Loops:
    """Convolution by loops over places, with a backward that mirrors it."""

    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def places(self, shape):
        h, w = shape[2] + 2 * self.pad, shape[3] + 2 * self.pad
        for i, y in enumerate(range(0, h - self.W.shape[2] + 1, self.stride)):
            for j, x in enumerate(range(0, w - self.W.shape[3] + 1, self.stride)):
                yield i, j, (slice(None), slice(None), slice(y, y + self.W.shape[2]), slice(x, x + self.W.shape[3]))

    def forward(self, x):
        p = self.pad
        self.shape, self.padded = x.shape, np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
        columns = {
            (i, j): np.tensordot(self.padded[s], self.W, ([1, 2, 3], [1, 2, 3])) for i, j, s in self.places(x.shape)
        }
        rows = max(i for i, _ in columns) + 1
        out = np.stack(list(columns.values()), axis=-1).reshape(len(x), len(self.W), rows, -1)
        return out + self.b[:, None, None]

    def backward(self, dout):
        self.dW, self.db, dx = np.zeros(self.W.shape), np.einsum("nfij->f", dout), np.zeros(self.padded.shape)
        for i, j, s in self.places(self.shape):
            self.dW += np.tensordot(dout[:, :, i, j], self.padded[s], (0, 0))
            dx[s] += np.tensordot(dout[:, :, i, j], self.W, (1, 0))
        p, (_, _, h, w) = self.pad, self.shape
        return dx[:, :, p : p + h, p : p + w]


def test_a_convolution_by_loops_passes():
    assert all(judged("conv", Loops, seed).state == "pass" for seed in SEEDS)


class FirstChannelOnly(Loops):
    def forward(self, x):
        masked = x.copy()
        masked[:, 1:] = 0
        return super().forward(masked)


class PadOnOneSide(Loops):
    def backward(self, dout):
        dx = super().backward(dout)
        return np.roll(dx, 1, axis=2) if self.pad else dx


class StrideForHeightOnly(Convolution):
    def backward(self, dout):
        dx = super().backward(dout)
        return dx if self.stride == 1 else dx * (np.arange(dx.shape[3]) % 2)


def test_a_convolution_of_the_first_channel_alone_is_refused():
    assert "forward" in failed(judged("conv", FirstChannelOnly))


@pytest.mark.parametrize("wrong", [PadOnOneSide, StrideForHeightOnly])
def test_a_backward_that_is_wrong_with_pad_or_stride_alone_is_refused(wrong):
    verdict = judged("conv", wrong)
    assert "backward_strided" in failed(verdict)
    assert "backward" not in failed(verdict)


def test_a_flipped_kernel_is_named_and_its_consistent_backward_earns_its_points():
    verdict = judged("conv", exercises()["conv"].wrong["kernel_flipped_throughout"]["Convolution"])
    assert diagnose(verdict).label == "kernel_flipped_throughout"
    assert "backward" not in failed(verdict)


class ConvolutionOfTheClass(Convolution):
    def forward(self, x):
        out = super().forward(x)
        type(self).kept = dict(vars(self))
        return out

    def backward(self, dout):
        vars(self).update(self.kept)
        return super().backward(dout)


def test_convolutions_that_share_what_they_keep_are_refused_and_named():
    assert diagnose(judged("conv", ConvolutionOfTheClass)).label == "one_state_for_all"


class DbByTheHeight(Convolution):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = self.db / dout.shape[2]
        return dx


def test_a_db_that_is_divided_by_something_else_does_not_pass_for_one_over_the_batch():
    assert diagnose(judged("conv", DbByTheHeight)).kind == "difference"


class InSingleBuffers(Convolution):
    """Its arrays are float32, the weights are not: what comes out is float64."""

    def forward(self, x):
        return super().forward(x.astype(np.float32)) + np.zeros(1)

    def backward(self, dout):
        dx = super().backward(dout.astype(np.float32))
        return dx + np.zeros(1)


def test_a_convolution_with_buffers_of_float32_passes():
    assert all(judged("conv", InSingleBuffers, seed).state == "pass" for seed in range(3))
