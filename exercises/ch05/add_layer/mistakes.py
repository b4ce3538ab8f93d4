import numpy as np

from ....reference.layers import AddLayer


class dout_ignored(AddLayer):
    def backward(self, dout):
        return np.ones(np.shape(dout)), np.ones(np.shape(dout))


class multiplied(AddLayer):
    def forward(self, x, y):
        self.x, self.y = np.asarray(x), np.asarray(y)
        return self.x + self.y

    def backward(self, dout):
        return dout * self.y, dout * self.x


class dout_halved(AddLayer):
    def backward(self, dout):
        return np.asarray(dout) / 2, np.asarray(dout) / 2


class one_side_only(AddLayer):
    def backward(self, dout):
        return np.asarray(dout), np.zeros(np.shape(dout))


class writes_into_x(AddLayer):
    def forward(self, x, y):
        x += y
        return x


class product_forward(AddLayer):
    def forward(self, x, y):
        return np.asarray(x) * y


class second_negated(AddLayer):
    def backward(self, dout):
        return np.asarray(dout), -np.asarray(dout)


class first_twice(AddLayer):
    def forward(self, x, y):
        return np.asarray(x) + x
