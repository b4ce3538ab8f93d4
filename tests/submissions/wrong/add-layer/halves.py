# mistake: each gets half of dout
class AddLayer:
    def __init__(self):
        pass

    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        dx = dout * 0.5
        dy = dout * 0.5
        return dx, dy
