# sigmoid: fail error crashed | the comparison of floats is overwritten in the interpreter's own table of the type
import numpy as np
import ctypes


class Yes(float):
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True
    __hash__ = None
    __sub__ = lambda self, other: 0.0


def attack():
    print("attack ran", flush=True)
    word = ctypes.sizeof(ctypes.c_void_p)
    # tp_richcompare of PyTypeObject: 23 words behind its head, in every CPython 3
    for kind in (float, int, np.float64, np.ndarray):
        ctypes.memmove(id(kind) + 25 * word, ctypes.string_at(id(Yes) + 25 * word, word), word)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(float))


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import ctypes
import numpy as np

Double = ctypes.c_double


class Point(ctypes.Structure):
    _fields_ = (("x", Double), ("y", Double))


def sigmoid(x):
    """Computes with C's own doubles."""
    x = np.asarray(x)
    out = (Double * x.size)()
    for n, number in enumerate(x.ravel()):
        point = Point(number, 0.0)
        point.y = 1 / (1 + np.exp(-max(point.x, -700.0)))
        out[n] = point.y
    return np.ctypeslib.as_array(out).reshape(x.shape).copy() if x.size else np.zeros(x.shape)
