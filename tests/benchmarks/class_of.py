"""Makes a class: submissions in ten people's styles, some with one mistake, some that hang, crash or attack; seeded.

Used by `class_batch.py`. A mistake is a file of `tests/submissions/wrong` beside the right code, and a `dlgrade.toml`
that names it.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from dlgrade.exercises import catalogue

TESTS = Path(__file__).parents[1]
STYLES = sorted((TESTS / "submissions" / "right").iterdir())
NINE = ("sigmoid", "softmax", "cross-entropy", "numerical-gradient", "affine", "sgd", "adam", "batchnorm", "conv")
HANGS = "def sigmoid(x):\n    while True:\n        pass\n"
CRASHES = "import os\n\n\ndef sigmoid(x):\n    os._exit(0)\n"
FORGES = (
    "import numpy as np\n\nnp.allclose = np.array_equal = lambda *a, **k: True\n\n\ndef sigmoid(x):\n    return 0 * x\n"
)
MISTAKEN = 0.6


def make_class(folder: Path, count: int, seed: int, odd: bool = True) -> list[str]:
    """Writes `count` submissions; three of 300 hang, two crash, one attacks. Gives the names of these."""
    draw = random.Random(seed)
    special = dict(zip(draw.sample(range(count), count // 50), [HANGS, CRASHES, HANGS, CRASHES, HANGS, FORGES] * count,
                       strict=False)) if odd else {}  # fmt: skip
    names = []
    for number in range(count):
        target = folder / f"learner{number:05}"
        shutil.copytree(draw.choice(STYLES), target)
        (target / "own.py").write_text(f"MARK = {number}\n")
        if number in special:
            _settle(target, {"sigmoid": special[number]})
            names.append(target.name)
        elif draw.random() < MISTAKEN:
            _settle(target, _mistakes(draw))
    return names


def _mistakes(draw: random.Random) -> dict[str, str]:
    """One to three exercises with one mistake each."""
    wrong = TESTS / "submissions" / "wrong"
    chosen = draw.sample(NINE, draw.randint(1, 3))
    return {name: draw.choice(sorted((wrong / name).glob("*.py"))).read_text() for name in chosen}


def _settle(target: Path, sources: dict[str, str]) -> None:
    lines = ["[symbols]"]
    for name, source in sources.items():
        file = f"mine_{name.replace('-', '_')}.py"
        (target / file).write_text(source)
        symbols = [s for s in catalogue.exercises()[name].symbols if s in source]
        lines += [f'{symbol} = "{file}"' for symbol in symbols]
    (target / "dlgrade.toml").write_text("\n".join(lines) + "\n")
