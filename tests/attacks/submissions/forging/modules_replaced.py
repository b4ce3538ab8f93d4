# sigmoid: fail error crashed refused | every module that is loaded, and where others are looked for, is replaced
import numpy as np
import importlib
import sys
import types


class Anything(types.ModuleType):
    def __getattr__(self, name):
        return lambda *args, **kwargs: True


def attack():
    print("attack ran", flush=True)
    for name in list(sys.modules):
        if name.partition(".")[0] in ("numpy", "msgpack", "struct", "inspect", "traceback", "linecache", "ast", "typing"):
            sys.modules[name] = Anything(name)
    sys.path_importer_cache.clear()
    sys.path[:] = ["@SUBMISSION@"]
    sys.meta_path.clear()
    sys.path_hooks.clear()
    importlib.invalidate_caches()
    sys.modules["dlgrade"] = sys.modules["dlgrade.exercises"] = Anything("dlgrade")


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import importlib
import sys
import types

import numpy as np

sys.path.insert(0, "..")
sys.path.append("/content/drive/MyDrive")
constants = types.ModuleType("constants")
constants.ONE = 1.0
sys.modules["constants"] = constants


def sigmoid(x):
    """Numbers from a module made on the spot; a library taken up by its name."""
    one = importlib.import_module(sys.modules["constants"].__name__).ONE
    numpy = importlib.reload(importlib.import_module("numpy.version")) and np
    small = numpy.exp(-numpy.abs(x))
    return numpy.where(numpy.asarray(x) >= 0, one, small) / (one + small)
