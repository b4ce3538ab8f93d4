from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from base import Array, expit, log_softmax


class Direction:
    """one tanh RNN over a sequence (N, T, D) that starts from 0"""

    def __init__(self, Wx: Array, Wh: Array, b: Array) -> None:
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def forward(self, xs: Array) -> Array:
        projected = np.einsum("ntd,dh->tnh", xs, self.Wx) + self.b
        h = np.zeros_like(projected[0])
        hs = []
        for p in projected:
            h = np.tanh(p + h @ self.Wh)
            hs.append(h)
        self.xs, self.hs = xs, np.array(hs)
        return self.hs.transpose(1, 0, 2)

    def backward(self, dhs: Array) -> tuple[Array, list[Array]]:
        dz = np.zeros_like(self.hs)
        later = np.zeros_like(self.hs[0])
        for t in reversed(range(len(self.hs))):
            dz[t] = (dhs[:, t] + later) * (1 - self.hs[t] ** 2)
            later = dz[t] @ self.Wh.T
        before = np.concatenate([np.zeros_like(self.hs[:1]), self.hs[:-1]])
        dWx = np.einsum("ntd,tnh->dh", self.xs, dz)
        dWh = np.einsum("tni,tnj->ij", before, dz)
        return np.einsum("tnh,dh->ntd", dz, self.Wx), [dWx, dWh, dz.sum(axis=(0, 1))]


class BiRNN:
    def __init__(self, Wx1: Array, Wh1: Array, b1: Array, Wx2: Array, Wh2: Array, b2: Array) -> None:
        self.directions = Direction(Wx1, Wh1, b1), Direction(Wx2, Wh2, b2)
        self.grads: list[Array] = []

    def forward(self, xs: Array) -> Array:
        there, back = self.directions
        return np.concatenate([there.forward(xs), np.flip(back.forward(np.flip(xs, 1)), 1)], axis=-1)

    def backward(self, dhs: Array) -> Array:
        there, back = self.directions
        d1, d2 = np.split(dhs, 2, axis=-1)
        dx1, g1 = there.backward(d1)
        dx2, g2 = back.backward(np.flip(d2, 1))
        self.grads = [*g1, *g2]
        return dx1 + np.flip(dx2, 1)


class Lstm:
    """gates in the order f, g, i, o"""

    def forward(self, xs: Array, h0: Array, Wx: Array, Wh: Array, b: Array) -> Array:
        self.xs, self.Wx, self.Wh = xs, Wx, Wh
        h, c = h0, np.zeros_like(h0)
        self.tape: list[tuple[Array, ...]] = []
        hs = []
        for x in xs.swapaxes(0, 1):
            f, g, i, o = np.split(x @ Wx + h @ Wh + b, 4, axis=1)
            f, g, i, o = expit(f), np.tanh(g), expit(i), expit(o)
            new_c = f * c + i * g
            self.tape.append((h, c, f, g, i, o, new_c))
            h, c = o * np.tanh(new_c), new_c
            hs.append(h)
        return np.stack(hs, 1)

    def backward(self, dhs: Array) -> tuple[Array, Array, list[Array]]:
        dWx, dWh, db = np.zeros_like(self.Wx), np.zeros_like(self.Wh), np.zeros(self.Wx.shape[1])
        dxs = np.zeros_like(self.xs)
        dh = dc = np.zeros_like(dhs[:, 0])
        for t in range(dhs.shape[1] - 1, -1, -1):
            h, c, f, g, i, o, new_c = self.tape[t]
            dh = dh + dhs[:, t]
            th = np.tanh(new_c)
            dc = dc + dh * o * (1 - th**2)
            dz = np.hstack([dc * c * f * (1 - f), dc * i * (1 - g**2), dc * g * i * (1 - i), dh * th * o * (1 - o)])
            dWx += self.xs[:, t].T @ dz
            dWh += h.T @ dz
            db += dz.sum(0)
            dxs[:, t] = dz @ self.Wx.T
            dh, dc = dz @ self.Wh.T, dc * f
        return dxs, dh, [dWx, dWh, db]


def uniform(rng: np.random.Generator, *shape: int) -> Array:
    k = 1 / np.sqrt(shape[0])
    return rng.uniform(-k, k, size=shape)


class WithWords:
    """what the encoder and the decoder have in common"""

    params: list[Array]
    grads: list[Array]

    def __init__(self, vocab_size: int, wordvec_size: int, hidden_size: int) -> None:
        rng = np.random.default_rng()
        V, D, H = vocab_size, wordvec_size, hidden_size
        self.params = [0.01 * rng.standard_normal((V, D)), uniform(rng, D, 4 * H), uniform(rng, H, 4 * H), np.zeros(4 * H)]
        self.grads = [np.zeros_like(p) for p in self.params]
        self.lstm = Lstm()

    def words_gradient(self, words: Array, dxs: Array) -> Array:
        one_hot = np.eye(self.params[0].shape[0])[words]
        return np.einsum("ntv,ntd->vd", one_hot, dxs)


class Encoder(WithWords):
    def forward(self, xs: Array) -> Array:
        self.words = xs
        embed, *lstm = self.params
        hs = self.lstm.forward(embed[xs], np.zeros((xs.shape[0], lstm[1].shape[0])), *lstm)
        self.steps = hs.shape
        return hs[:, -1]

    def backward(self, dh: Array) -> None:
        dhs = np.zeros(self.steps)
        dhs[:, -1] = dh
        dxs, _, grads = self.lstm.backward(dhs)
        self.grads = [self.words_gradient(self.words, dxs), *grads]


class Decoder(WithWords):
    def __init__(self, vocab_size: int, wordvec_size: int, hidden_size: int) -> None:
        super().__init__(vocab_size, wordvec_size, hidden_size)
        self.params += [uniform(np.random.default_rng(), hidden_size, vocab_size), np.zeros(vocab_size)]
        self.grads += [np.zeros_like(p) for p in self.params[4:]]

    def forward(self, xs: Array, h: Array) -> Array:
        embed, Wx, Wh, b, W, bias = self.params
        self.words = xs
        self.hs = self.lstm.forward(embed[xs], h, Wx, Wh, b)
        return self.hs @ W + bias

    def backward(self, dscore: Array) -> Array:
        W = self.params[4]
        dxs, dh, grads = self.lstm.backward(dscore @ W.T)
        self.grads = [
            self.words_gradient(self.words, dxs),
            *grads,
            np.einsum("nth,ntv->hv", self.hs, dscore),
            dscore.sum((0, 1)),
        ]
        return dh

    def generate(self, h: Array, start_id: int, sample_size: int) -> list[int]:
        words = [start_id]
        for _ in range(sample_size):
            # the whole beginning is read again, so no state has to be kept
            scores = self.forward(np.array([words]), h)
            words.append(int(scores[0, -1].argmax()))
        return words[1:]


class Seq2seq:
    def __init__(self, vocab_size: int, wordvec_size: int, hidden_size: int) -> None:
        self.encoder = Encoder(vocab_size, wordvec_size, hidden_size)
        self.decoder = Decoder(vocab_size, wordvec_size, hidden_size)
        self.params = self.encoder.params + self.decoder.params
        self.grads = self.encoder.grads + self.decoder.grads

    def forward(self, xs: Sequence[Sequence[int]], ts: Sequence[Sequence[int]]) -> float:
        source, target = np.asarray(xs), np.asarray(ts)
        logp = log_softmax(self.decoder.forward(target[:, :-1], self.encoder.forward(source)))
        one_hot = np.eye(logp.shape[-1])[target[:, 1:]]
        self._cache = logp, one_hot
        return float(-(logp * one_hot).sum(-1).mean())

    def backward(self, dout: float = 1) -> None:
        logp, one_hot = self._cache
        n, t, _ = logp.shape
        self.encoder.backward(self.decoder.backward(dout * (np.exp(logp) - one_hot) / (n * t)))
        self.grads = self.encoder.grads + self.decoder.grads

    def generate(self, xs: Array, start_id: int, sample_size: int) -> list[int]:
        return self.decoder.generate(self.encoder.forward(xs), start_id, sample_size)
