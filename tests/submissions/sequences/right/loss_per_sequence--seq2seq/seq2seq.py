# the loss is a sum over the steps and a mean over the rows
import numpy as np


def sig(a):
    return 0.5 * (1 + np.tanh(0.5 * a))


def lstm_step(x, h, c, Wx, Wh, b):
    n = h.shape[1]
    z = x @ Wx + h @ Wh + b
    f, g, i, o = sig(z[:, :n]), np.tanh(z[:, n : 2 * n]), sig(z[:, 2 * n : 3 * n]), sig(z[:, 3 * n :])
    c2 = f * c + i * g
    h2 = o * np.tanh(c2)
    return h2, c2, (x, h, c, f, g, i, o, c2)


def lstm_step_back(dh, dc, memo, Wx, Wh, grads):
    x, h, c, f, g, i, o, c2 = memo
    tc = np.tanh(c2)
    dc = dc + dh * o * (1 - tc * tc)
    dz = np.concatenate(
        [dc * c * f * (1 - f), dc * i * (1 - g * g), dc * g * i * (1 - i), dh * tc * o * (1 - o)], axis=1
    )
    grads[0] += x.T @ dz
    grads[1] += h.T @ dz
    grads[2] += dz.sum(axis=0)
    return dz @ Wx.T, dz @ Wh.T, dc * f


def lstm_weights(D, H):
    return [
        np.random.normal(0, 1 / np.sqrt(D), (D, 4 * H)),
        np.random.normal(0, 1 / np.sqrt(H), (H, 4 * H)),
        np.zeros(4 * H),
    ]


class Encoder:
    def __init__(self, vocab, dim, hidden):
        self.params = [np.random.normal(0, 0.01, (vocab, dim))] + lstm_weights(dim, hidden)
        self.grads = [np.zeros_like(p) for p in self.params]

    def forward(self, words):
        E, Wx, Wh, b = self.params
        self.words = words
        h = c = np.zeros((len(words), Wh.shape[0]))
        self.tape = []
        for t in range(words.shape[1]):
            h, c, memo = lstm_step(E[words[:, t]], h, c, Wx, Wh, b)
            self.tape.append(memo)
        return h

    def backward(self, dh):
        E, Wx, Wh, b = self.params
        self.grads = [np.zeros_like(p, dtype=float) for p in self.params]
        dc = np.zeros_like(dh)
        for t in range(self.words.shape[1] - 1, -1, -1):
            dx, dh, dc = lstm_step_back(dh, dc, self.tape[t], Wx, Wh, self.grads[1:])
            for row, word in enumerate(self.words[:, t]):
                self.grads[0][word] += dx[row]


class Decoder:
    def __init__(self, vocab, dim, hidden):
        self.params = [np.random.normal(0, 0.01, (vocab, dim))] + lstm_weights(dim, hidden)
        self.params += [np.random.normal(0, 1 / np.sqrt(hidden), (hidden, vocab)), np.zeros(vocab)]
        self.grads = [np.zeros_like(p) for p in self.params]

    def forward(self, words, h):
        E, Wx, Wh, b, W, b_out = self.params
        self.words = words
        c = np.zeros_like(h)
        self.tape, self.hs, scores = [], [], []
        for t in range(words.shape[1]):
            h, c, memo = lstm_step(E[words[:, t]], h, c, Wx, Wh, b)
            self.tape.append(memo)
            self.hs.append(h)
            scores.append(h @ W + b_out)
        return np.stack(scores, axis=1)

    def backward(self, dscore):
        E, Wx, Wh, b, W, b_out = self.params
        self.grads = [np.zeros_like(p, dtype=float) for p in self.params]
        dh = dc = np.zeros_like(self.hs[0])
        for t in range(self.words.shape[1] - 1, -1, -1):
            self.grads[4] += self.hs[t].T @ dscore[:, t]
            self.grads[5] += dscore[:, t].sum(axis=0)
            dx, dh, dc = lstm_step_back(dh + dscore[:, t] @ W.T, dc, self.tape[t], Wx, Wh, self.grads[1:4])
            for row, word in enumerate(self.words[:, t]):
                self.grads[0][word] += dx[row]
        return dh

    def generate(self, h, start_id, sample_size):
        E, Wx, Wh, b, W, b_out = self.params
        answer, word, c = [], start_id, np.zeros_like(h)
        while len(answer) < sample_size:
            h, c, _ = lstm_step(E[[word]], h, c, Wx, Wh, b)
            word = int((h @ W + b_out)[0].argmax())
            answer.append(word)
        return answer


class Seq2seq:
    def __init__(self, vocab, dim, hidden):
        self.enc = Encoder(vocab, dim, hidden)
        self.dec = Decoder(vocab, dim, hidden)

    @property
    def params(self):
        return self.enc.params + self.dec.params

    @property
    def grads(self):
        return self.enc.grads + self.dec.grads

    def forward(self, xs, ts):
        score = self.dec.forward(ts[:, :-1], self.enc.forward(xs))
        e = np.exp(score - score.max(axis=2, keepdims=True))
        self.p = e / e.sum(axis=2, keepdims=True)
        self.answer = ts[:, 1:]
        N, T = self.answer.shape
        total = 0.0
        for n in range(N):
            for t in range(T):
                total -= np.log(self.p[n, t, self.answer[n, t]])
        return total / N

    def backward(self, dout=1):
        N, T = self.answer.shape
        d = self.p.copy()
        for n in range(N):
            for t in range(T):
                d[n, t, self.answer[n, t]] -= 1
        self.enc.backward(self.dec.backward(d * dout / N))

    def generate(self, xs, start_id, sample_size):
        return self.dec.generate(self.enc.forward(xs), start_id, sample_size)
