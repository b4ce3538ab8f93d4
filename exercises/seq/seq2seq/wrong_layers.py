"""Layers over whole sequences with one mistake each, of which wrong encoders and decoders are made."""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs, disable-error-code="assignment,misc,override"
import numpy as np

from ....reference.functions import softmax
from ....reference.lstm import TimeLSTM
from ....reference.time_layers import TimeAffine, TimeEmbedding


class Overwritten(TimeEmbedding):
    def backward(self, dout):
        self.grads = [np.zeros_like(self.params[0])]
        self.grads[0][self.xs] = dout


class OverwrittenInAStep(TimeEmbedding):
    """Added up over the steps, and overwritten where two rows hold the same word."""

    def backward(self, dout):
        dW = np.zeros_like(self.params[0])
        for t in range(dout.shape[1]):
            step = np.zeros_like(dW)
            step[self.xs[:, t]] = dout[:, t]
            dW += step
        self.grads = [dW]


class OverwrittenGoingBack(TimeEmbedding):
    """Written word by word from the last step to the first."""

    def backward(self, dout):
        dW = np.zeros_like(self.params[0])
        for t in reversed(range(dout.shape[1])):
            dW[self.xs[:, t]] = dout[:, t]
        self.grads = [dW]


class NotLearned(TimeEmbedding):
    def backward(self, dout):
        self.grads = [np.zeros_like(self.params[0])]


class EmbeddingPilesUp(TimeEmbedding):
    def backward(self, dout):
        np.add.at(self.grads[0], self.xs, dout)


class AffineOfLastStep(TimeAffine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads = [self.x[:, -1].T @ dout[:, -1], dout[:, -1].sum(axis=0)]
        return dx


class AffineAveraged(TimeAffine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads = [grad / dout.shape[1] for grad in self.grads]
        return dx


class BiasAveraged(TimeAffine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.grads[1] = dout.mean(axis=(0, 1))
        return dx


class Softmax(TimeAffine):
    def forward(self, x):
        out = super().forward(x)
        return softmax(out.reshape(-1, out.shape[2])).reshape(out.shape)


class CellLeftOver(TimeLSTM):
    def set_state(self, h, c=None):
        self.h = h


class CellStartsAsH(TimeLSTM):
    def set_state(self, h, c=None):
        self.h, self.c = h, h


class StateIgnored(TimeLSTM):
    def set_state(self, h, c=None):
        self.h = self.c = None


class DhOfLastStep(TimeLSTM):
    def backward(self, dhs):
        dxs = super().backward(dhs)
        self.dh = self.steps[-1].backward(dhs[:, -1], np.zeros_like(dhs[:, -1]))[1]
        return dxs


class DhZero(TimeLSTM):
    def backward(self, dhs):
        dxs = super().backward(dhs)
        self.dh = np.zeros_like(self.dh)
        return dxs


class StepBackForgotten(TimeLSTM):
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
