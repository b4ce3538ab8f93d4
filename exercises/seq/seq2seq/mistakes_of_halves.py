"""Mistakes of the encoder and of the decoder by label."""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs, disable-error-code="assignment,misc,override"
import numpy as np

from ....reference.functions import softmax
from ....reference.seq2seq import Decoder, Encoder
from . import wrong_layers


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
        "embedding_overwritten__encoder": _with(Encoder, embedding=wrong_layers.Overwritten),
        "embedding_overwritten__encoder step": _with(Encoder, embedding=wrong_layers.OverwrittenInAStep),
        "embedding_overwritten__encoder back": _with(Encoder, embedding=wrong_layers.OverwrittenGoingBack),
        "embedding_not_learned__encoder": _with(Encoder, embedding=wrong_layers.NotLearned),
        "embedding_piles_up__encoder": _with(Encoder, embedding=wrong_layers.EmbeddingPilesUp),
        "step_back_forgotten__encoder": _with(Encoder, recurrent=wrong_layers.StepBackForgotten),
    }


def decoders():
    """Wrong decoders."""
    return {
        "h_ignored": _with(Decoder, recurrent=wrong_layers.StateIgnored),
        "cell_left_over": _with(Decoder, recurrent=wrong_layers.CellLeftOver),
        "cell_starts_as_h": _with(Decoder, recurrent=wrong_layers.CellStartsAsH),
        "softmax_in_decoder": _with(Decoder, scoring=wrong_layers.Softmax),
        "dh_of_last_step": _with(Decoder, recurrent=wrong_layers.DhOfLastStep),
        "dh_missing": _with(Decoder, recurrent=wrong_layers.DhZero),
        "affine_of_last_step": _with(Decoder, scoring=wrong_layers.AffineOfLastStep),
        "affine_averaged": _with(Decoder, scoring=wrong_layers.AffineAveraged),
        "bias_averaged": _with(Decoder, scoring=wrong_layers.BiasAveraged),
        "embedding_overwritten__decoder": _with(Decoder, embedding=wrong_layers.Overwritten),
        "embedding_overwritten__decoder step": _with(Decoder, embedding=wrong_layers.OverwrittenInAStep),
        "embedding_overwritten__decoder back": _with(Decoder, embedding=wrong_layers.OverwrittenGoingBack),
        "embedding_not_learned__decoder": _with(Decoder, embedding=wrong_layers.NotLearned),
        "embedding_piles_up__decoder": _with(Decoder, embedding=wrong_layers.EmbeddingPilesUp),
        "step_back_forgotten__decoder": _with(Decoder, recurrent=wrong_layers.StepBackForgotten),
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
