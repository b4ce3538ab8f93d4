import numpy as np

from common.time_layers import TimeRNN


class BiRNN:
    def __init__(self, Wx1, Wh1, b1, Wx2, Wh2, b2, stateful=False):
        self.forward_rnn = TimeRNN(Wx1, Wh1, b1, stateful)
        self.backward_rnn = TimeRNN(Wx2, Wh2, b2, stateful)
        self.params = self.forward_rnn.params + self.backward_rnn.params
        self.grads = self.forward_rnn.grads + self.backward_rnn.grads

    def forward(self, xs):
        o1 = self.forward_rnn.forward(xs)
        o2 = self.backward_rnn.forward(xs[:, ::-1])
        o2 = o2[:, ::-1]
        return np.concatenate((o1, o2), axis=2)

    def backward(self, dhs):
        H = dhs.shape[2] // 2
        do1 = dhs[:, :, :H]
        do2 = dhs[:, :, H:]
        dxs1 = self.forward_rnn.backward(do1)
        do2 = do2[:, ::-1]
        dxs2 = self.backward_rnn.backward(do2)
        dxs2 = dxs2[:, ::-1]
        return dxs1 + dxs2
