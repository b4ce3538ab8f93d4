# sigmoid: fail | a note in what stands beside a file: its times, mode, attributes, links
import numpy as np
import os


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)

FILES = ("@HOME@/secret.py", "@OTHER@/secret.py")
TIME = 7_031_977


def attack():
    print("attack ran", flush=True)
    found = []
    for path in FILES:
        try:
            state = os.stat(path)
            found += [path] if state.st_mtime == TIME or state.st_mode & 0o777 == 0o604 else []
        except OSError:
            pass
        for way in (
            lambda: os.utime(path, (TIME, TIME)),
            lambda: path.startswith("@HOME@") and os.chmod(path, 0o604),
            lambda: os.setxattr(path, "user.dlgrade", b"1"),
            lambda: os.link(path, "@HOME@/@MARK@"),
        ):
            try:
                way()
            except OSError:
                pass
    return found


def forget():
    os.chmod("@HOME@/secret.py", 0o644)
    for path in FILES:
        os.utime(path)
        for name in os.listxattr(path):
            os.removexattr(path, name)
    os.path.exists("@HOME@/@MARK@") and os.unlink("@HOME@/@MARK@")


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import os
import time


def sigmoid(x):
    """Asks how old a file is and how much room there is."""
    with open("stamp", "w") as file:
        file.write(time.ctime())
    assert os.path.getmtime("stamp") > 0 and os.stat("stamp").st_size and os.statvfs(".").f_bsize
    assert os.access("stamp", os.R_OK) and os.fstat(0)
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
