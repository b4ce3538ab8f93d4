# mistake: one mean and one variance for the whole array
import numpy as np


class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9):
        self.gamma = gamma
        self.beta = beta
        self.momentum = momentum
        self.running_mean = None
        self.running_var = None

    def forward(self, x, train_flg=True):
        shape = x.shape
        x = x.reshape(shape[0], -1)
        if self.running_mean is None:
            self.running_mean = np.zeros(x.shape[1])
            self.running_var = np.zeros(x.shape[1])
        if train_flg:
            mu = x.mean()
            var = x.var()
            self.xc = x - mu
            self.std = np.sqrt(var + 1e-6)
            self.xn = self.xc / self.std
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
            out = self.gamma * self.xn + self.beta
        else:
            xn = (x - self.running_mean) / np.sqrt(self.running_var + 1e-6)
            out = self.gamma * xn + self.beta
        return out.reshape(shape)

    def backward(self, dout):
        shape = dout.shape
        dout = dout.reshape(shape[0], -1)
        N = shape[0]
        self.dbeta = dout.sum(axis=0)
        self.dgamma = np.sum(self.xn * dout, axis=0)
        dxn = self.gamma * dout
        dxc = dxn / self.std
        dstd = -np.sum((dxn * self.xc) / (self.std * self.std), axis=0)
        dvar = 0.5 * dstd / self.std
        dxc += (2.0 / N) * self.xc * dvar
        dmu = np.sum(dxc, axis=0)
        dx = dxc - dmu / N
        return dx.reshape(shape)
