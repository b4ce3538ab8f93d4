# sigmoid: fail | modules that every Python runs at its start: sitecustomize, usercustomize, .pth
import numpy as np
import os
import site
import sys
import sysconfig


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)

LINE = "import sys; sys.dlgrade_mark = True\n"


def attack():
    print("attack ran", flush=True)
    found = [sys.dlgrade_mark] if hasattr(sys, "dlgrade_mark") else []
    folders = {*site.getsitepackages(), site.getusersitepackages(), *sysconfig.get_paths().values(), *sys.path}
    for folder in folders:
        for name in ("dlgrade-attack.pth", "dlgrade-attack.egg-link", "dlgrade_attack.py"):
            try:
                with open(os.path.join(folder, name), "x") as file:
                    file.write(LINE)
                found.append(file.name)
                os.unlink(file.name)  # that it could be left is enough
            except OSError:
                pass
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import site
import sys

site.addsitedir(".")
sys.path.append(".")


def sigmoid(x):
    """Writes a module beside itself and imports it."""
    with open("constants_of_mine.py", "w") as file:
        file.write("ONE = 1.0\n")
    sys.path.insert(0, ".")
    import constants_of_mine

    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, constants_of_mine.ONE, small) / (constants_of_mine.ONE + small)
