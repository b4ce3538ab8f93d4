from ....reference.layers import SoftmaxWithLoss


class upstream_ignored(SoftmaxWithLoss):
    def backward(self, dout=1):
        return super().backward(1.0)
