"""Sequence to sequence: an encoder reads a question into one state, a decoder writes the answer from it.

N rows, T steps, V words in the vocabulary, D numbers in a word's vector, H numbers in the hidden state.
Sources: Sutskever, Vinyals and Le, NeurIPS 2014, 3104-3112; *Deep Learning from Scratch 2*, chapter 7.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .lstm import TimeLSTM
from .time_layers import TimeAffine, TimeEmbedding, TimeSoftmaxWithLoss

Array = NDArray[Any]


def _drawn(*shape: int) -> Array:
    """Weights of the size that Xavier gives; an embedding's are 1/100."""
    return np.asarray(np.random.randn(*shape) / np.sqrt(shape[0]))


class Encoder:
    """Embedding and LSTM; what is left of the question is the last hidden state.

    Args:
        vocab_size, wordvec_size, hidden_size: V, D, H.

    Attributes:
        params: [embed_W (V, D), lstm_Wx (D, 4H), lstm_Wh (H, 4H), lstm_b (4H,)].
        grads: their gradients, set by backward.
    """

    embedding: Any = TimeEmbedding
    recurrent: Any = TimeLSTM

    def __init__(self, vocab_size: int, wordvec_size: int, hidden_size: int) -> None:
        self.embed = self.embedding(np.random.randn(vocab_size, wordvec_size) / 100)
        Wx, Wh = _drawn(wordvec_size, 4 * hidden_size), _drawn(hidden_size, 4 * hidden_size)
        self.lstm = self.recurrent(Wx, Wh, np.zeros(4 * hidden_size))
        self.params = [*self.embed.params, *self.lstm.params]
        self.grads = [np.zeros_like(param) for param in self.params]

    def forward(self, xs: Array) -> Array:
        """xs (N, T), word numbers -> the last hidden state h (N, H)."""
        self.hs = self.lstm.forward(self.embed.forward(xs))
        return np.array(self.hs[:, -1])

    def backward(self, dh: Array) -> None:
        """dh (N, H): from outside, only the last step hears anything."""
        dhs = np.zeros_like(self.hs)
        dhs[:, -1] = dh
        self.embed.backward(self.lstm.backward(dhs))
        self.grads = [*self.embed.grads, *self.lstm.grads]


class Decoder:
    """Embedding, LSTM that starts from the encoder's state, and scores for the next word.

    Args:
        vocab_size, wordvec_size, hidden_size: V, D, H.

    Attributes:
        params: [embed_W (V, D), lstm_Wx (D, 4H), lstm_Wh (H, 4H), lstm_b (4H,), affine_W (H, V), affine_b (V,)].
        grads: their gradients, set by backward.

    Convention: the memory cell starts from 0; the encoder hands over its hidden state alone.
    """

    embedding: Any = TimeEmbedding
    recurrent: Any = TimeLSTM
    scoring: Any = TimeAffine

    def __init__(self, vocab_size: int, wordvec_size: int, hidden_size: int) -> None:
        self.embed = self.embedding(np.random.randn(vocab_size, wordvec_size) / 100)
        Wx, Wh = _drawn(wordvec_size, 4 * hidden_size), _drawn(hidden_size, 4 * hidden_size)
        self.lstm = self.recurrent(Wx, Wh, np.zeros(4 * hidden_size), stateful=True)
        self.affine = self.scoring(_drawn(hidden_size, vocab_size), np.zeros(vocab_size))
        self.params = [*self.embed.params, *self.lstm.params, *self.affine.params]
        self.grads = [np.zeros_like(param) for param in self.params]

    def forward(self, xs: Array, h: Array) -> Array:
        """xs (N, T), word numbers; h (N, H), the first hidden state -> score (N, T, V)."""
        self.lstm.set_state(h)
        return np.asarray(self.affine.forward(self.lstm.forward(self.embed.forward(xs))))

    def backward(self, dscore: Array) -> Array:
        """dscore (N, T, V) -> dh (N, H), the gradient of the first hidden state."""
        self.embed.backward(self.lstm.backward(self.affine.backward(dscore)))
        self.grads = [*self.embed.grads, *self.lstm.grads, *self.affine.grads]
        return np.asarray(self.lstm.dh)

    def generate(self, h: Array, start_id: int, sample_size: int) -> list[int]:
        """The words of the largest score, one after the other; each is the next step's input.

        Args:
            h: first hidden state (1, H).
            start_id: the first input, which is not part of the answer.
            sample_size: number of words.
        """
        self.lstm.set_state(h)
        words = [start_id]
        for _ in range(sample_size):
            score = self.affine.forward(self.lstm.forward(self.embed.forward(np.array([[words[-1]]]))))
            words.append(int(score.argmax()))
        return words[1:]


class Seq2seq:
    """Encoder, decoder and loss.

    Args:
        vocab_size, wordvec_size, hidden_size: V, D, H, the same for both.

    Attributes:
        params: those of the encoder, then those of the decoder.
        grads: likewise, set by backward.
    """

    encoding: Any = Encoder
    decoding: Any = Decoder
    judging: Any = TimeSoftmaxWithLoss

    def __init__(self, vocab_size: int, wordvec_size: int, hidden_size: int) -> None:
        self.encoder = self.encoding(vocab_size, wordvec_size, hidden_size)
        self.decoder = self.decoding(vocab_size, wordvec_size, hidden_size)
        self.loss_layer = self.judging()
        self.params = [*self.encoder.params, *self.decoder.params]
        self.grads = [*self.encoder.grads, *self.decoder.grads]

    def forward(self, xs: Array, ts: Array) -> float:
        """xs (N, T), the question; ts (N, T'), the answer with its start sign -> the loss.

        The decoder is fed with the right words (teacher forcing), and at each step has to say the one that follows.
        """
        score = self.decoder.forward(ts[:, :-1], self.encoder.forward(xs))
        return float(self.loss_layer.forward(score, ts[:, 1:]))

    def backward(self, dout: float = 1.0) -> None:
        """Sets grads; what ties the two halves together is dh, the gradient of the encoder's state."""
        self.encoder.backward(self.decoder.backward(self.loss_layer.backward(dout)))
        self.grads = [*self.encoder.grads, *self.decoder.grads]

    def generate(self, xs: Array, start_id: int, sample_size: int) -> list[int]:
        """xs (1, T), a question -> the words of the answer."""
        return list(self.decoder.generate(self.encoder.forward(xs), start_id, sample_size))
