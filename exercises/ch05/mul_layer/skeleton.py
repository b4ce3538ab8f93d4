class MulLayer:
    """out = x · y, element by element"""

    def __init__(self):
        raise NotImplementedError

    def forward(self, x, y):
        """x, y: numbers, or arrays of one shape -> the same shape"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: the shape of out -> dx, dy"""
        raise NotImplementedError
