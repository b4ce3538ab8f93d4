import numpy as np

from ....reference.normalization import EPSILON, BatchNormalization


class _Statistics(BatchNormalization):
    """Training with other statistics or another normalisation than the right ones."""

    def mean_var(self, x):
        return x.mean(axis=0), x.var(axis=0)

    def deviation(self, var):
        return np.sqrt(var + EPSILON)

    def _train(self, x):
        mean, var = self.mean_var(x)
        self._keep(mean, var)
        self.std = self.deviation(var)
        self.xn = (x - mean) / self.std
        return self.gamma * self.xn + self.beta

    def _test(self, x):
        return self.gamma * (x - self.running_mean) / self.deviation(self.running_var) + self.beta


class wrong_axis(_Statistics):
    def mean_var(self, x):
        return x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)


class over_everything(_Statistics):
    def mean_var(self, x):
        return x.mean(), x.var()


class unbiased_in_forward(_Statistics):
    def mean_var(self, x):
        return x.mean(axis=0), x.var(axis=0, ddof=1)


class eps_outside(_Statistics):
    def deviation(self, var):
        return np.sqrt(var) + EPSILON


class eps_missing(_Statistics):
    def deviation(self, var):
        return np.sqrt(var)


class root_missing(_Statistics):
    def deviation(self, var):
        return var + EPSILON


class hat_missing(BatchNormalization):
    def _train(self, x):
        super()._train(x)
        return self.gamma * x + self.beta

    def _test(self, x):
        return self.gamma * x + self.beta


class _Backward(BatchNormalization):
    """Another dx; dgamma and dbeta are right."""

    def dx(self, dxn):
        raise NotImplementedError

    def backward(self, dout):
        super().backward(dout)
        return self.dx(self.gamma * dout.reshape(len(dout), -1)).reshape(dout.shape)


class variance_term_dropped(_Backward):
    def dx(self, dxn):
        return (dxn - dxn.mean(axis=0)) / self.std


class mean_term_dropped(_Backward):
    def dx(self, dxn):
        return (dxn - self.xn * (dxn * self.xn).mean(axis=0)) / self.std


class statistics_held_fixed(_Backward):
    def dx(self, dxn):
        return dxn / self.std


class sums_for_means(_Backward):
    def dx(self, dxn):
        return (dxn - dxn.sum(axis=0) - self.xn * (dxn * self.xn).sum(axis=0)) / self.std


class gamma_missing_in_dx(BatchNormalization):
    def backward(self, dout):
        dx = super().backward(dout)
        rows = dout.reshape(len(dout), -1)
        dx = (rows - rows.mean(axis=0) - self.xn * (rows * self.xn).mean(axis=0)) / self.std
        return dx.reshape(dout.shape)


class dgamma_without_hat(BatchNormalization):
    def forward(self, x, train_flg=True):
        self.x = x.reshape(len(x), -1)
        return super().forward(x, train_flg)

    def backward(self, dout):
        dx = super().backward(dout)
        self.dgamma = (dout.reshape(len(dout), -1) * self.x).sum(axis=0)
        return dx


class parameter_gradients_averaged(BatchNormalization):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dgamma = self.dgamma / len(dout)
        self.dbeta = self.dbeta / len(dout)
        return dx


class batch_statistics_at_test(BatchNormalization):
    def forward(self, x, train_flg=True):
        return super().forward(x, True)


class never_updated(BatchNormalization):
    def _keep(self, mean, var):
        self.running_mean, self.running_var = np.zeros_like(mean), np.zeros_like(var)


class mean_never_updated(BatchNormalization):
    def _keep(self, mean, var):
        super()._keep(mean, var)
        self.running_mean = np.zeros_like(mean)


class last_batch_only(BatchNormalization):
    def _keep(self, mean, var):
        self.running_mean, self.running_var = mean, var


class updated_at_test(BatchNormalization):
    def _test(self, x):
        self._keep(x.mean(axis=0), x.var(axis=0))
        return super()._test(x)


class deviation_kept(BatchNormalization):
    def _keep(self, mean, var):
        super()._keep(mean, np.sqrt(var + EPSILON))


class test_without_scale(BatchNormalization):
    def _test(self, x):
        return (super()._test(x) - self.beta) / self.gamma


class shares_exceed_one(BatchNormalization):
    def _keep(self, mean, var):
        old = np.zeros_like(mean) if self.running_mean is None else self.running_mean
        super()._keep(mean, var)
        self.running_mean = self.momentum * old + mean


class half_of_root_missing(_Backward):
    def dx(self, dxn):
        centred = dxn / self.std - 2 * self.xn * (dxn * self.xn).mean(axis=0) / self.std
        return centred - centred.mean(axis=0)


class scale_and_shift_swapped(BatchNormalization):
    def __init__(self, gamma, beta, momentum=0.9):
        super().__init__(beta, gamma, momentum)


class _DgammaCentred(BatchNormalization):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dgamma = self.dgamma * self.std
        return dx


class _TestWithoutGamma(BatchNormalization):
    def _test(self, x):
        return (super()._test(x) - self.beta) / self.gamma + self.beta


class _TestWithoutBeta(BatchNormalization):
    def _test(self, x):
        return super()._test(x) - self.beta


class _MeanUpdatedAtTest(BatchNormalization):
    def _test(self, x):
        kept = self.running_var
        self._keep(x.mean(axis=0), x.var(axis=0))
        self.running_var = kept
        return super()._test(x)


class _LastMeanOnly(BatchNormalization):
    def _keep(self, mean, var):
        super()._keep(mean, var)
        self.running_mean = mean


class _LastVarianceOnly(BatchNormalization):
    def _keep(self, mean, var):
        super()._keep(mean, var)
        self.running_var = var


VARIANTS = {
    "dgamma_without_hat__centred": _DgammaCentred,
    "test_without_scale__gamma": _TestWithoutGamma,
    "test_without_scale__beta": _TestWithoutBeta,
    "updated_at_test__mean": _MeanUpdatedAtTest,
    "last_batch_only__mean": _LastMeanOnly,
    "last_batch_only__variance": _LastVarianceOnly,
}
