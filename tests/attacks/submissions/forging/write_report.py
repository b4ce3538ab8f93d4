# sigmoid: fail | a report and a record are written while the module is loaded
import numpy as np
import json
import os
import pathlib


def attack():
    print("attack ran", flush=True)
    record = json.dumps({"schema": 1, "points": 100, "exercises": [{"id": "sigmoid", "state": "pass", "points": 4}]})
    places = [".", "dlgrade-report", "@OUT@", "@SUBMISSION@", "@HOME@", "/tmp", "..", "@PACKAGE@/reports"]
    for place in places:
        for name in ("record.json", "index.html", "answers.toml", "dlgrade.toml"):
            try:
                os.makedirs(place, exist_ok=True)
                pathlib.Path(place, name).write_text(record)
            except OSError:
                pass


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY
