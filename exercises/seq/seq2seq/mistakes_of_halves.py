"""Mistakes of the encoder and of the decoder by label."""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs, disable-error-code="assignment,misc,override"
import numpy as np

from ....reference.functions import softmax
from ....reference.lstm import TimeLSTM
from ....reference.seq2seq import Decoder, Encoder
from ....reference.time_layers import TimeAffine, TimeEmbedding


class _Overwritten(TimeEmbedding):
    def backward(self, dout):
        self.grads = [np.zeros_like(self.params[0])]
        self.grads[0][self.xs] = dout


class _NotLearned(TimeEmbedding):
    def backward(self, dout):
        self.grads = [np.zeros_like(self.params[0])]


class _EmbeddingPilesUp(TimeEmbedding):
    def backward(self, dout):
        np.add.at(self.grads[0], self.xs, dout)


class _AffineOfLastStep(TimeAffine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads = [self.x[:, -1].T @ dout[:, -1], dout[:, -1].sum(axis=0)]
        return dx


class _AffineAveraged(TimeAffine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads = [grad / dout.shape[1] for grad in self.grads]
        return dx


class _BiasAveraged(TimeAffine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads[1] = dout.mean(axis=(0, 1))
        return dx


class _Softmax(TimeAffine):
    def forward(self, x):
        out = super().forward(x)
        return softmax(out.reshape(-1, out.shape[2])).reshape(out.shape)


class _CellLeftOver(TimeLSTM):
    def set_state(self, h, c=None):
        self.h = h


class _CellStartsAsH(TimeLSTM):
    def set_state(self, h, c=None):
        self.h, self.c = h, h


class _StateIgnored(TimeLSTM):
    def set_state(self, h, c=None):
        self.h = self.c = None


class _DhOfLastStep(TimeLSTM):
    def backward(self, dhs):
        dxs = super().backward(dhs)
        self.dh = self.steps[-1].backward(dhs[:, -1], np.zeros_like(dhs[:, -1]))[1]
        return dxs


class _DhZero(TimeLSTM):
    def backward(self, dhs):
        dxs = super().backward(dhs)
        self.dh = np.zeros_like(self.dh)
        return dxs


class _StepBackForgotten(TimeLSTM):
    def backward(self, dhs):
        """Each step hears of its own output alone."""
        grads, dxs = [], []
        for t, step in enumerate(self.steps):
            dx, self.dh, _ = step.backward(dhs[:, t], np.zeros_like(dhs[:, t]))
            dxs.append(dx)
            grads.append(step.grads)
            if t == 0:
                first = self.dh
        self.dh = first
        self.grads = [sum(each) for each in zip(*grads, strict=True)]
        return np.stack(dxs, axis=1)


class _FirstState(Encoder):
    def forward(self, xs):
        super().forward(xs)
        return self.hs[:, 0]

    def backward(self, dh):
        _at_step(self, dh, 0)


class _MeanState(Encoder):
    def forward(self, xs):
        super().forward(xs)
        return self.hs.mean(axis=1)

    def backward(self, dh):
        _at_step(self, dh / self.hs.shape[1], slice(None))


class _AllStates(Encoder):
    def forward(self, xs):
        super().forward(xs)
        return self.hs


class _DhAtFirst(Encoder):
    def backward(self, dh):
        _at_step(self, dh, 0)


class _DhEverywhere(Encoder):
    def backward(self, dh):
        _at_step(self, dh, slice(None))


class _Reversed(Encoder):
    def forward(self, xs):
        return super().forward(xs[:, ::-1])


class _EncoderCarries(Encoder):
    def forward(self, xs):
        state, self.lstm.stateful = self.lstm.h, True
        if state is not None and len(state) != len(xs):
            self.lstm.reset_state()
        return super().forward(xs)


def _at_step(encoder, dh, step):
    dhs = np.zeros_like(encoder.hs)
    dhs[:, step] = dh if step == 0 else dh[:, np.newaxis]
    encoder.embed.backward(encoder.lstm.backward(dhs))
    encoder.grads = [*encoder.embed.grads, *encoder.lstm.grads]


class _Writer(Decoder):
    """generate with every step by itself."""

    def begin(self, h):
        self.lstm.set_state(h)

    def between(self, h):
        pass

    def next_input(self, start, word):
        return word

    def choose(self, score):
        return int(score.argmax())

    def answer(self, start, words):
        return words

    def length(self, size):
        return size

    def generate(self, h, start_id, sample_size):
        self.begin(h)
        words, word = [], start_id
        for _ in range(self.length(sample_size)):
            score = self.affine.forward(self.lstm.forward(self.embed.forward(np.array([[word]]))))
            words.append(self.choose(score))
            word = self.next_input(start_id, words[-1])
            self.between(h)
        return self.answer(start_id, words)


class _SetEachStep(_Writer):
    def between(self, h):
        self.lstm.set_state(h)


class _ZeroEachStep(_Writer):
    def between(self, h):
        self.lstm.reset_state()


class _CellForgotten(_Writer):
    def between(self, h):
        self.lstm.set_state(self.lstm.h)


class _StartAgain(_Writer):
    def next_input(self, start, word):
        return start


class _WithStart(_Writer):
    def answer(self, start, words):
        return [start, *words]


class _StartForLast(_WithStart):
    def length(self, size):
        return size - 1


class _OneShort(_Writer):
    def length(self, size):
        return size - 1


class _LastAlone(_Writer):
    def answer(self, start, words):
        return words[-1]


class _Drawn(_Writer):
    def choose(self, score):
        return int(np.random.choice(score.size, p=softmax(score.reshape(1, -1))[0]))


class _Least(_Writer):
    def choose(self, score):
        return int(score.argmin())


class _WithoutH(_Writer):
    def begin(self, h):
        self.lstm.reset_state()


def _with(half, **parts):
    return type(half.__name__, (half,), parts)


def encoders():
    """Wrong encoders."""
    return {
        "first_state": _FirstState,
        "mean_state": _MeanState,
        "all_states": _AllStates,
        "dh_at_other_step__first": _DhAtFirst,
        "dh_at_other_step__all": _DhEverywhere,
        "question_reversed": _Reversed,
        "encoder_carries_state": _EncoderCarries,
        "embedding_overwritten__encoder": _with(Encoder, embedding=_Overwritten),
        "embedding_not_learned__encoder": _with(Encoder, embedding=_NotLearned),
        "embedding_piles_up__encoder": _with(Encoder, embedding=_EmbeddingPilesUp),
        "step_back_forgotten__encoder": _with(Encoder, recurrent=_StepBackForgotten),
    }


def decoders():
    """Wrong decoders."""
    return {
        "h_ignored": _with(Decoder, recurrent=_StateIgnored),
        "cell_left_over": _with(Decoder, recurrent=_CellLeftOver),
        "cell_starts_as_h": _with(Decoder, recurrent=_CellStartsAsH),
        "softmax_in_decoder": _with(Decoder, scoring=_Softmax),
        "dh_of_last_step": _with(Decoder, recurrent=_DhOfLastStep),
        "dh_missing": _with(Decoder, recurrent=_DhZero),
        "affine_of_last_step": _with(Decoder, scoring=_AffineOfLastStep),
        "affine_averaged": _with(Decoder, scoring=_AffineAveraged),
        "bias_averaged": _with(Decoder, scoring=_BiasAveraged),
        "embedding_overwritten__decoder": _with(Decoder, embedding=_Overwritten),
        "embedding_not_learned__decoder": _with(Decoder, embedding=_NotLearned),
        "embedding_piles_up__decoder": _with(Decoder, embedding=_EmbeddingPilesUp),
        "step_back_forgotten__decoder": _with(Decoder, recurrent=_StepBackForgotten),
        "state_reset_while_writing": _SetEachStep,
        "state_reset_while_writing__zero": _ZeroEachStep,
        "cell_reset_while_writing": _CellForgotten,
        "start_fed_again": _StartAgain,
        "start_in_answer": _WithStart,
        "start_in_answer__short": _StartForLast,
        "one_word_short": _OneShort,
        "last_word_alone": _LastAlone,
        "drawn_not_chosen": _Drawn,
        "least_chosen": _Least,
        "written_without_h": _WithoutH,
    }
