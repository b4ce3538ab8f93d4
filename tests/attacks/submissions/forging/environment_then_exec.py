# sigmoid: fail | PYTHON* and LD_* variables are set for programs that are started from inside
import numpy as np
import os
import subprocess
import sys


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    for name in ("PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME", "LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT"):
        os.environ[name] = os.getcwd()
        os.putenv(name, os.getcwd())
    found = [name for name in os.environ if name.startswith(("DLGRADE", "PYTEST", "SSH", "XDG", "GITHUB", "USER"))]
    for way in (
        lambda: subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, check=True),
        lambda: os.posix_spawn(sys.executable, [sys.executable, "-V"], os.environ),
        lambda: os.system("true") == 0 or os.popen("echo 1").read() or 1 / 0,
        lambda: os.execv(sys.executable, [sys.executable, "-V"]),
    ):
        try:
            found.append(way())
        except (OSError, ArithmeticError):
            pass
    return found or None


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0


# the honest twin
import os
import platform
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ["PYTHONHASHSEED"] = "0"

import numpy as np

IN_COLAB = "COLAB_GPU" in os.environ
print(sys.version, platform.system(), os.getcwd(), os.cpu_count())


def sigmoid(x):
    """Settings by variables, as in every notebook."""
    assert os.environ.get("TF_CPP_MIN_LOG_LEVEL", "3") == "3" and not IN_COLAB
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
