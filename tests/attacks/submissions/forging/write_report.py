# sigmoid: fail | a report and a record are written while the module is loaded
import numpy as np
import json
import os
import pathlib


def attack():
    print("attack ran", flush=True)
    record = json.dumps({"schema": 1, "points": 100, "exercises": [{"id": "sigmoid", "state": "pass", "points": 4}]})
    places = [".", "dlgrade-report", "@OUT@", "@SUBMISSION@", "@HOME@", ".."]
    names = ("record.json", "index.html", "answers.toml", "dlgrade.toml")
    paths = [pathlib.Path(place, name) for place in places for name in names]
    # where nothing stops it, nobody is to take these for anything else
    for path in (*paths, pathlib.Path("/tmp/dlgrade-attack.json"), pathlib.Path("@PACKAGE@/reports/dlgrade-attack.html")):
        try:
            os.makedirs(path.parent, exist_ok=True)
            path.write_text(record)
        except OSError:
            pass


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import json
import os
import pathlib
import tempfile

import numpy as np


def sigmoid(x):
    """Writes what it computes to files, here and in the temporary folder, and reads it back."""
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    os.makedirs("results/run1", exist_ok=True)
    np.save("results/run1/out.npy", np.where(x >= 0, 1.0, small) / (1.0 + small))
    pathlib.Path("results", "log.json").write_text(json.dumps({"shape": x.shape}))
    with tempfile.TemporaryFile() as file, open(os.path.expanduser("~/notes.txt"), "a") as notes:
        notes.write("called\n")
        np.savez(file, out=np.load("results/run1/out.npy"))
        file.seek(0)
        return np.load(file)["out"]
