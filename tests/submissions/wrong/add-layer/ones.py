# mistake: gives 1 and leaves dout out
class AddLayer:
    def __init__(self):
        pass

    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        dx = 1
        dy = 1
        return dx, dy
