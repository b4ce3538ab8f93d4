"""Mistakes of the network that joins the two halves, by label."""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs, disable-error-code="assignment,misc,override"
import numpy as np

from ....reference.seq2seq import Seq2seq
from ....reference.time_layers import TimeSoftmaxWithLoss


class _Cut(Seq2seq):
    """forward whose decoder's input and target are cut in another way."""

    given = slice(None, -1)
    wanted = slice(1, None)

    def forward(self, xs, ts):
        score = self.decoder.forward(ts[:, self.given], self.encoder.forward(xs))
        return self.loss_layer.forward(score, ts[:, self.wanted])


class _NotShifted(_Cut):
    wanted = given = slice(None, -1)


class _NotShiftedWhole(_Cut):
    wanted = given = slice(None)


class _NotShiftedLater(_Cut):
    wanted = given = slice(1, None)


class _ShiftedBack(_Cut):
    given, wanted = slice(1, None), slice(None, -1)


class _OwnWordsFed(Seq2seq):
    def forward(self, xs, ts):
        h = self.encoder.forward(xs)
        given = ts[:, :-1].copy()
        for t in range(1, given.shape[1]):
            given[:, t] = self.decoder.forward(given[:, :t], h)[:, -1].argmax(axis=1)
        return self.loss_layer.forward(self.decoder.forward(given, h), ts[:, 1:])


class _QuestionIgnored(Seq2seq):
    def forward(self, xs, ts):
        score = self.decoder.forward(ts[:, :-1], np.zeros_like(self.encoder.forward(xs)))
        return self.loss_layer.forward(score, ts[:, 1:])


class _EncoderDropped(Seq2seq):
    def backward(self, dout=1):
        self.decoder.backward(self.loss_layer.backward(dout))
        self.grads = [*map(np.zeros_like, self.encoder.params), *self.decoder.grads]


class _DecoderDropped(Seq2seq):
    def backward(self, dout=1):
        super().backward(dout)
        self.grads = [*self.encoder.grads, *map(np.zeros_like, self.decoder.params)]


class _GradsPileUp(Seq2seq):
    def backward(self, dout=1):
        before = self.grads
        super().backward(dout)
        self.grads = [grad + old for grad, old in zip(self.grads, before, strict=True)]


class _LossSummedForward(TimeSoftmaxWithLoss):
    def backward(self, dout=1.0):
        return super().backward(dout) * self.parts()


class _DividedByRows(TimeSoftmaxWithLoss):
    def backward(self, dout=1.0):
        return super().backward(dout) * self.shape[1]


class _DividedBySteps(TimeSoftmaxWithLoss):
    def backward(self, dout=1.0):
        return super().backward(dout) * self.shape[0]


class _TNotSubtracted(TimeSoftmaxWithLoss):
    def backward(self, dout=1.0):
        return (dout * self.ys / self.parts()).reshape(self.shape)


class _LastStepAlone(TimeSoftmaxWithLoss):
    def forward(self, xs, ts):
        self.all = xs.shape
        return super().forward(xs[:, -1:], ts[:, -1:])

    def backward(self, dout=1.0):
        dxs = np.zeros(self.all)
        dxs[:, -1:] = super().backward(dout)
        return dxs


class _NoMinus(TimeSoftmaxWithLoss):
    def forward(self, xs, ts):
        return -super().forward(xs, ts)


class _Alone(Seq2seq):
    """generate that is written in the whole network."""

    def first_state(self, xs):
        return self.encoder.forward(xs)

    def generate(self, xs, start_id, sample_size):
        return self.decoder.generate(self.first_state(xs), start_id, sample_size)


class _AnswersWithoutQuestion(_Alone):
    def first_state(self, xs):
        return np.zeros_like(self.encoder.forward(xs))


def _ending(loss):
    return type("Seq2seq", (Seq2seq,), {"judging": loss})


def wholes():
    """Wrong networks."""
    return {
        "target_not_shifted": _NotShifted,
        "target_not_shifted__whole": _NotShiftedWhole,
        "target_not_shifted__later": _NotShiftedLater,
        "shifted_back": _ShiftedBack,
        "own_words_fed": _OwnWordsFed,
        "question_ignored": _QuestionIgnored,
        "encoder_gradient_dropped": _EncoderDropped,
        "decoder_gradient_dropped": _DecoderDropped,
        "grads_pile_up": _GradsPileUp,
        "gradient_not_divided": _ending(_LossSummedForward),
        "gradient_not_divided__rows": _ending(_DividedByRows),
        "gradient_not_divided__steps": _ending(_DividedBySteps),
        "t_not_subtracted": _ending(_TNotSubtracted),
        "loss_of_last_step": _ending(_LastStepAlone),
        "minus_missing": _ending(_NoMinus),
        "answers_without_question": _AnswersWithoutQuestion,
    }
