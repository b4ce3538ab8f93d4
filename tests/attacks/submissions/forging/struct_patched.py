# sigmoid: refused crashed timeout error | the lengths of the frames are lies
import numpy as np
import sys


def of_the_worker(name):
    """A class of the worker's loop, which stands among the globals of a caller."""
    frame = sys._getframe()
    while name not in frame.f_globals:
        frame = frame.f_back
    return frame.f_globals[name]


def attack():
    print("attack ran", flush=True)
    frames = of_the_worker("Writer").value.__globals__
    head = frames["HEAD"]

    class Head:
        size = 8
        unpack = staticmethod(head.unpack)

        def pack(self, header, body):
            return head.pack(header, body + (1 << 32) - 1 if body < 0 else max(body - 8, 0))

    frames["HEAD"] = Head()


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import struct

HEAD = struct.Struct("<d")


def sigmoid(x):
    """Takes each number apart into its bytes and puts it together again."""
    x = np.asarray(x)
    raw = b"".join(HEAD.pack(float(number)) for number in x.ravel())
    y = np.array([number for (number,) in HEAD.iter_unpack(raw)]).reshape(x.shape)
    small = np.exp(-np.abs(y))
    return np.where(y >= 0, 1.0, small) / (1.0 + small)
