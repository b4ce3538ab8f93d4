"""Sequence models as other people write them: einsum and dictionaries, or plain loops; graded behind the wall."""

from __future__ import annotations

from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

EINSUM = r"""import numpy as np

def sig(x):
    return 0.5 * (1 + np.tanh(0.5 * x))

def softmax(z, axis=-1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

class BidirectionalRNN:
    def __init__(self, Wx_f, Wh_f, b_f, Wx_b, Wh_b, b_b):
        self.f, self.b = (Wx_f, Wh_f, b_f), (Wx_b, Wh_b, b_b)
    def run(self, w, xs, order):
        h = np.zeros((xs.shape[0], w[1].shape[0]))
        out = {}
        for t in order:
            h = np.tanh(xs[:, t] @ w[0] + h @ w[1] + w[2])
            out[t] = h
        return out
    def __call__(self, x):
        self.x, T = x, x.shape[1]
        self.hf, self.hb = self.run(self.f, x, range(T)), self.run(self.b, x, range(T - 1, -1, -1))
        return np.stack([np.hstack([self.hf[t], self.hb[t]]) for t in range(T)], axis=1)
    def bptt(self, w, hs, dhs, order, before, dx):
        gx, gh, gb = (np.zeros_like(a) for a in w)
        carry = 0
        for t in order:
            da = (dhs[:, t] + carry) * (1 - hs[t] ** 2)
            prev = hs.get(t + before)
            gx += self.x[:, t].T @ da
            if prev is not None:
                gh += prev.T @ da
            gb += da.sum(0)
            dx[:, t] += da @ w[0].T
            carry = da @ w[1].T
        return gx, gh, gb
    def backward(self, dout):
        T, H = self.x.shape[1], self.f[1].shape[0]
        dx = np.zeros_like(self.x, dtype=float)
        a = self.bptt(self.f, self.hf, dout[..., :H], range(T - 1, -1, -1), -1, dx)
        b = self.bptt(self.b, self.hb, dout[..., H:], range(T), 1, dx)
        self.grads = dict(zip(["Wx1", "Wh1", "b1", "Wx2", "Wh2", "b2"], a + b))
        return dx

class WeightedSum:
    def forward(self, hs, weights):
        self.saved = hs, weights
        return np.einsum("nth,nt->nh", hs, weights)
    def backward(self, grad):
        hs, w = self.saved
        return np.einsum("nh,nt->nth", grad, w), np.einsum("nh,nth->nt", grad, hs)

class AttentionWeights:
    def forward(self, keys, query):
        self.saved = keys, query
        self.p = softmax(np.einsum("nth,nh->nt", keys, query) / np.sqrt(query.shape[-1]))
        return self.p
    def backward(self, da):
        keys, query = self.saved
        jac = np.stack([np.diag(p) - np.outer(p, p) for p in self.p])
        ds = np.einsum("nts,ns->nt", jac, da) / np.sqrt(query.shape[-1])
        return np.einsum("nt,nh->nth", ds, query), np.einsum("nt,nth->nh", ds, keys)

class ScaledDotProductAttention:
    def forward(self, query, keys):
        self.w, self.s = AttentionWeights(), WeightedSum()
        return self.s.forward(keys, self.w.forward(keys, query))
    def backward(self, dc):
        a, da = self.s.backward(dc)
        b, dq = self.w.backward(da)
        return a + b, dq

class LSTMLayer:
    'i f g o'
    def __init__(self, p, embed, wx, wh, b):
        self.p, self.n = p, (embed, wx, wh, b)
    def step(self, ids, h, c):
        e, wx, wh, b = (self.p[k] for k in self.n)
        x = e[ids]
        i, f, g, o = np.split(x @ wx + h @ wh + b, 4, axis=1)
        i, f, g, o = sig(i), sig(f), np.tanh(g), sig(o)
        c2 = f * c + i * g
        return (ids, x, h, c, i, f, g, o, c2), o * np.tanh(c2), c2
    def forward(self, xs, h, c=None):
        c = np.zeros_like(h) if c is None else c
        self.tape, hs = [], []
        for ids in xs.T:
            tape, h, c = self.step(ids, h, c)
            self.tape.append(tape)
            hs.append(h)
        return np.stack(hs, 1)
    def backward(self, dhs, grads):
        _, wx, wh, _ = (self.p[k] for k in self.n)
        ge, gx, gh, gb = (grads[k] for k in self.n)
        dh, dc = 0, 0
        for t in reversed(range(len(self.tape))):
            ids, x, h, c, i, f, g, o, c2 = self.tape[t]
            dht = dhs[:, t] + dh
            th = np.tanh(c2)
            dct = dc + dht * o * (1 - th ** 2)
            da = [dct * g * i * (1 - i), dct * c * f * (1 - f), dct * i * (1 - g * g), dht * th * o * (1 - o)]
            da = np.hstack(da)
            gx += x.T @ da
            gh += h.T @ da
            gb += da.sum(0)
            for k, row in zip(ids, da @ wx.T):
                ge[k] += row
            dh, dc = da @ wh.T, dct * f
        return dh

class Encoder:
    def __init__(self, vocab_size, embed_size, hidden_dim):
        V, D, H = vocab_size, embed_size, hidden_dim
        r = np.random.default_rng(0)
        self.params = {"We": r.normal(size=(V, D)), "Wx": r.normal(size=(D, 4 * H)), "Wh": r.normal(size=(H, 4 * H)),
                       "b": np.zeros(4 * H)}
        self.lstm, self.H = LSTMLayer(self.params, "We", "Wx", "Wh", "b"), H
    def forward(self, x):
        self.T = x.shape[1]
        return self.lstm.forward(x, np.zeros((len(x), self.H)))[:, -1]
    def backward(self, dh):
        self.grads = {k: np.zeros_like(v) for k, v in self.params.items()}
        dhs = np.zeros((len(dh), self.T, self.H))
        dhs[:, -1] = dh
        self.lstm.backward(dhs, self.grads)

class Decoder:
    def __init__(self, vocab_size, embed_size, hidden_dim):
        V, D, H = vocab_size, embed_size, hidden_dim
        r = np.random.default_rng(0)
        self.params = {"W_out": r.normal(size=(H, V)), "b_out": np.zeros(V),
                       "We": r.normal(size=(V, D)), "Wx": r.normal(size=(D, 4 * H)), "Wh": r.normal(size=(H, 4 * H)),
                       "b": np.zeros(4 * H)}
        self.lstm = LSTMLayer(self.params, "We", "Wx", "Wh", "b")
    def forward(self, inputs, hidden):
        self.hs = self.lstm.forward(inputs, hidden)
        return self.hs @ self.params["W_out"] + self.params["b_out"]
    def backward(self, dout):
        self.grads = {k: np.zeros_like(v) for k, v in self.params.items()}
        self.grads["W_out"][:] = np.einsum("nth,ntv->hv", self.hs, dout)
        self.grads["b_out"][:] = dout.sum((0, 1))
        return self.lstm.backward(dout @ self.params["W_out"].T, self.grads)
    def generate(self, h, start_id, sample_size):
        c, word, out = np.zeros_like(h), start_id, []
        for _ in range(sample_size):
            _, h, c = self.lstm.step(np.array([word]), h, c)
            word = np.argmax(h @ self.params["W_out"] + self.params["b_out"])
            out.append(word)
        return np.array(out)

def both(enc, dec):
    return {**{"enc_" + k: v for k, v in enc.items()}, **{"dec_" + k: v for k, v in dec.items()}}

class Seq2Seq:
    def __init__(self, vocab_size, embed_size, hidden_dim):
        self.enc, self.dec = Encoder(vocab_size, embed_size, hidden_dim), Decoder(vocab_size, embed_size, hidden_dim)
        self.params = both(self.enc.params, self.dec.params)
    def forward(self, x, t):
        score = self.dec.forward(t[:, :-1], self.enc.forward(x))
        self.y, self.t = softmax(score), t[:, 1:]
        N, T = self.t.shape
        return -np.log(self.y[np.arange(N)[:, None], np.arange(T)[None], self.t]).sum() / N
    def backward(self):
        N, T = self.t.shape
        d = self.y.copy()
        d[np.arange(N)[:, None], np.arange(T)[None], self.t] -= 1
        self.enc.backward(self.dec.backward(d / N))
        self.grads = both(self.enc.grads, self.dec.grads)
    def generate(self, x, start_id, sample_size):
        return self.dec.generate(self.enc.forward(x), start_id, sample_size)

class MemN2N:
    def __init__(self, A, B, C, W, n_hops=1):
        self.A, self.B, self.C, self.W, self.n = A, B, C, W, n_hops
    def address(self, u, m):
        return softmax(np.einsum("nd,nmd->nm", u, m), 1)
    def read(self, p, c):
        return np.einsum("nm,nmd->nd", p, c)
    def forward(self, story, q):
        self.s, self.q = story, q
        self.m, self.c = np.einsum("nmv,vd->nmd", story, self.A), np.einsum("nmv,vd->nmd", story, self.C)
        u = q @ self.B
        self.tape = []
        for _ in range(self.n):
            p = self.address(u, self.m)
            self.tape.append((u, p))
            u = u + self.read(p, self.c)
        self.u = u
        return u @ self.W
    def backward(self, dout):
        self.dW = self.u.T @ dout
        du = dout @ self.W.T
        dm = dc = 0
        for u, p in self.tape[::-1]:
            dc = dc + np.einsum("nm,nd->nmd", p, du)
            dp = np.einsum("nd,nmd->nm", du, self.c)
            ds = p * (dp - (p * dp).sum(1)[:, None])
            dm = dm + np.einsum("nm,nd->nmd", ds, u)
            du = du + np.einsum("nm,nmd->nd", ds, self.m)
        self.dA, self.dC = np.einsum("nmv,nmd->vd", self.s, dm), np.einsum("nmv,nmd->vd", self.s, dc)
        self.dB = self.q.T @ du
"""

LOOPS = r"""import numpy as np
# plain loops

class TimeBiRNN:
    def __init__(self, Wx1, Wh1, b1, Wx2, Wh2, b2, stateful=False):
        self.W = [Wx1, Wh1, b1, Wx2, Wh2, b2]
    def forward(self, xs):
        Wx1, Wh1, b1, Wx2, Wh2, b2 = self.W
        N, T, D = xs.shape
        H = len(b1)
        self.xs = xs
        self.h1 = np.zeros((N, T + 2, H)); self.h2 = np.zeros((N, T + 2, H))
        for n in range(N):
            for t in range(1, T + 1):
                self.h1[n, t] = np.tanh(xs[n, t - 1].dot(Wx1) + self.h1[n, t - 1].dot(Wh1) + b1)
            for t in range(T, 0, -1):
                self.h2[n, t] = np.tanh(xs[n, t - 1].dot(Wx2) + self.h2[n, t + 1].dot(Wh2) + b2)
        out = np.zeros((N, T, 2 * H))
        out[:, :, :H] = self.h1[:, 1:-1]
        out[:, :, H:] = self.h2[:, 1:-1]
        return out
    def backward(self, dhs):
        Wx1, Wh1, b1, Wx2, Wh2, b2 = self.W
        N, T, D = self.xs.shape
        H = len(b1)
        self.dWx1, self.dWh1, self.db1 = np.zeros(Wx1.shape), np.zeros(Wh1.shape), np.zeros(b1.shape)
        self.dWx2, self.dWh2, self.db2 = np.zeros(Wx2.shape), np.zeros(Wh2.shape), np.zeros(b2.shape)
        dx = np.zeros(self.xs.shape)
        for n in range(N):
            d = np.zeros(H)
            for t in range(T, 0, -1):
                a = (dhs[n, t - 1, :H] + d) * (1 - self.h1[n, t] ** 2)
                self.dWx1 += np.outer(self.xs[n, t - 1], a)
                self.dWh1 += np.outer(self.h1[n, t - 1], a)
                self.db1 += a
                dx[n, t - 1] += Wx1.dot(a)
                d = Wh1.dot(a)
            d = np.zeros(H)
            for t in range(1, T + 1):
                a = (dhs[n, t - 1, H:] + d) * (1 - self.h2[n, t] ** 2)
                self.dWx2 += np.outer(self.xs[n, t - 1], a)
                self.dWh2 += np.outer(self.h2[n, t + 1], a)
                self.db2 += a
                dx[n, t - 1] += Wx2.dot(a)
                d = Wh2.dot(a)
        return dx

class WeightSumLayer:
    def forward(self, hs, a):
        self.hs, self.a = hs, a
        c = np.zeros((hs.shape[0], hs.shape[2]))
        for t in range(hs.shape[1]):
            c += hs[:, t] * a[:, t:t+1]
        return c
    def backward(self, dc):
        dhs, da = np.zeros(self.hs.shape), np.zeros(self.a.shape)
        for t in range(self.hs.shape[1]):
            dhs[:, t] = dc * self.a[:, t:t+1]
            da[:, t] = (dc * self.hs[:, t]).sum(1)
        return [dhs, da]

class Softmax:
    def forward(self, x):
        self.out = np.array([np.exp(r - r.max()) / np.exp(r - r.max()).sum() for r in x])
        return self.out
    def backward(self, dout):
        dx = self.out * dout
        return dx - self.out * dx.sum(axis=1, keepdims=True)

class AttentionWeight:
    def __init__(self):
        self.softmax = Softmax()
    def forward(self, hs, h):
        self.hs, self.h = hs, h
        s = np.zeros(hs.shape[:2])
        for n in range(len(hs)):
            for t in range(hs.shape[1]):
                s[n, t] = hs[n, t] @ h[n]
        return self.softmax.forward(s)
    def backward(self, da):
        ds = self.softmax.backward(da)
        dhs, dh = np.zeros(self.hs.shape), np.zeros(self.h.shape)
        for n in range(len(ds)):
            for t in range(ds.shape[1]):
                dhs[n, t] = ds[n, t] * self.h[n]
                dh[n] += ds[n, t] * self.hs[n, t]
        return dhs, dh

class AttentionLayer:
    def forward(self, enc_hs, dec_h):
        self.l1, self.l2 = AttentionWeight(), WeightSumLayer()
        return self.l2.forward(enc_hs, self.l1.forward(enc_hs, dec_h))
    def backward(self, dc):
        dhs0, da = self.l2.backward(dc)
        dhs1, dh = self.l1.backward(da)
        return dhs0 + dhs1, dh
"""

EXAMPLE = (Path(__file__).parents[3] / "examples" / "my_impl").resolve()
ALL = ("birnn", "attention", "seq2seq", "memory-net")
SOME = ("birnn", "attention")
CASES = [("volume two", id) for id in ALL] + [("einsum", id) for id in ALL] + [("loops", id) for id in SOME]


SLIPS = [
    (
        "seq2seq",
        "self.lstm.step(np.array([word]), h, c)",
        "self.lstm.step(np.array([start_id]), h, c)",
        "start_fed_again",
        13,
    ),
    (
        "seq2seq",
        "self.enc.backward(self.dec.backward(d / N))",
        "self.enc.backward(0 * self.dec.backward(d / N))",
        "",
        11,
    ),
    ("attention", "return a + b, dq", "return b, dq", "dhs_of_one_branch", 9),
]
"""What is written otherwise, the mistake that is named, and the points that are left for what is right."""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Exercise]]:
    """The exercises of every learner by id."""
    found = {}
    with Workers() as workers:
        for name, text, ids in (("volume two", "", ALL), ("einsum", EINSUM, ALL), ("loops", LOOPS, SOME)):
            folder = tmp_path_factory.mktemp("seq") if text else EXAMPLE
            if text:
                (folder / "mine.py").write_text(text, encoding="utf-8")
            exercises = [catalogue.exercises()[id] for id in ids]
            record = grade(Task(collect(folder), exercises, [], 11, "en", "mine"), workers)
            found[name] = {one.id: one for one in record.exercises}
    return found


@pytest.mark.parametrize(("learner", "id"), CASES)
def test_right_code_in_another_style_passes(graded: dict[str, dict[str, Exercise]], learner: str, id: str) -> None:
    one = graded[learner][id]

    assert one.state == "pass", one.cause
    assert one.points == one.max_points


def test_what_differs_from_the_book_is_told(graded: dict[str, dict[str, Exercise]]) -> None:
    einsum = graded["einsum"]

    assert "divided by √H" in einsum["attention"].convention_text
    assert "order ifgo" in einsum["seq2seq"].convention_text
    assert "mean over the rows" in einsum["seq2seq"].convention_text
    assert any("in the order (h, hs)" in advice for advice in einsum["attention"].advice)
    assert not any(one.convention for one in graded["volume two"].values())


@pytest.mark.parametrize(("id", "right", "wrong", "label", "points"), SLIPS)
def test_a_slip_costs_its_own_points_alone_where_another_form_is_right(
    tmp_path: Path, id: str, right: str, wrong: str, label: str, points: int
) -> None:
    assert right in EINSUM
    (tmp_path / "mine.py").write_text(EINSUM.replace(right, wrong), encoding="utf-8")
    with Workers() as workers:
        task = Task(collect(tmp_path), [catalogue.exercises()[id]], [], 11, "en", "mine")
        one = grade(task, workers).exercises[0]

    assert (one.state, one.points) == ("partial", points)
    assert one.cause is not None
    assert one.cause.label == label or not label
