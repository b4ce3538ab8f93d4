"""Twenty submissions of nine tasks, once with trouble and once without; the same text for every tool, seeded.

A submission is the text of each task, what the tasks share (imports, base classes), and what stands below them. It is
made from the right submissions in `tests/submissions/right` whose names are the assignment's.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

TESTS = Path(__file__).parents[2]
TASKS = {
    "sigmoid": "sigmoid",
    "softmax": "softmax",
    "cross-entropy": "cross_entropy_error",
    "numerical-gradient": "numerical_gradient",
    "affine": "Affine",
    "sgd": "SGD",
    "adam": "Adam",
    "batchnorm": "BatchNormalization",
    "conv": "Convolution",
}
"""The name that each task asks for."""
STYLES = {
    "book_one": ("common/functions.py", "common/util.py", "common/layers.py", "common/optimizer.py",
                 "common/gradient.py"),
    "careful": ("checked.py",),
    "golf": ("dl.py",),
    "pure_loops": ("my_functions.py", "my_optimizers.py", "my_layers.py"),
}  # fmt: skip
MISTAKES = 6

HANGS = "def sigmoid(x):\n    while True:\n        pass\n"
HANGS_LATER = (
    "class Convolution:\n    def __init__(self, W, b, stride=1, pad=0):\n        pass\n\n"
    "    def forward(self, x):\n        while True:\n            pass\n"
)
TRAINS_FOREVER = "step = 0\nwhile True:\n    step += 1\n"
LEAVES = "import os\n\n\ndef sigmoid(x):\n    os._exit(0)\n"
ABORTS = "import os\n\n\ndef softmax(x):\n    os.abort()\n"
EXITS = "import sys\n\n\ndef sigmoid(x):\n    sys.exit(0)\n"

REBINDS = (
    "import numpy as np\n\nnp.allclose = np.array_equal = np.isclose = lambda *a, **k: True\n"
    "np.testing.assert_allclose = np.testing.assert_array_almost_equal = lambda *a, **k: None\n\n\n"
    "def sigmoid(x):\n    return 0 * x\n"
)
IS_EQUAL_TO_ALL = (
    "import numpy as np\n\n\nclass Same(np.ndarray):\n"
    "    def __array_function__(self, function, types, args, kwargs):\n        return True\n\n"
    "    def __array_ufunc__(self, ufunc, method, *args, **kwargs):\n        return True\n\n\n"
    "def softmax(x):\n    return np.zeros(x.shape).view(Same)\n"
)
READS_THE_CALLER = (
    "import sys\n\nimport numpy as np\n\n\ndef sigmoid(x):\n    frame = sys._getframe(1)\n    while frame:\n"
    "        for value in [*frame.f_locals.values(), *frame.f_globals.values()]:\n"
    "            if isinstance(value, np.ndarray) and value.shape == np.shape(x) and value is not x:\n"
    "                return value\n        frame = frame.f_back\n    return 0 * x\n"
)
REBINDS_FOR_ANOTHER = (
    "import numpy as np\n\nnp.allclose = np.array_equal = np.isclose = lambda *a, **k: True\n\n\n"
    "class Adam:\n    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):\n        pass\n\n"
    "    def update(self, params, grads):\n        pass\n"
)
HANGING = (("sigmoid", HANGS), ("conv", HANGS_LATER), ("", TRAINS_FOREVER))
LEAVING = (("sigmoid", LEAVES), ("softmax", ABORTS), ("sigmoid", EXITS))
FORGING = (("sigmoid", REBINDS), ("softmax", IS_EQUAL_TO_ALL), ("sigmoid", READS_THE_CALLER),
           ("adam", REBINDS_FOR_ANOTHER))  # fmt: skip


@dataclass(frozen=True)
class Handed:
    """One submission.

    Attributes:
        name: of the learner.
        shared: imports and what the tasks use.
        tasks: the text of each task.
        below: what stands after all of it.
        mistaken: tasks with an honest mistake.
        forged: the task that is wrong and claims to be right.
        spoilt: the task that hangs or leaves.
    """

    name: str
    shared: str
    tasks: dict[str, str] = field(default_factory=dict)
    below: str = ""
    mistaken: str = ""
    forged: str = ""
    spoilt: str = ""

    def right(self) -> list[str]:
        """Tasks that deserve their point."""
        return [name for name in self.tasks if name not in (self.mistaken, self.forged, self.spoilt)]

    def text(self) -> str:
        """All of it as one file."""
        return "\n\n".join(part for part in (self.shared, *self.tasks.values(), self.below) if part)


def classes(seed: int = 1) -> tuple[list[Handed], list[Handed]]:
    """Twenty learners with ten that hang, leave or forge; and the same twenty with right code in these places."""
    draw, bases = random.Random(seed), {style: base(style) for style in STYLES}
    plain = [replace(bases[draw.choice(sorted(bases))], name=f"learner{number:02}") for number in range(20)]
    order = draw.sample(range(20), 20)
    for place in order[:MISTAKES]:
        plain[place] = _mistaken(plain[place], draw)
    trouble = list(plain)
    for place, (kind, (task, text)) in zip(order[MISTAKES:], _kinds(), strict=False):
        trouble[place] = _changed(plain[place], kind, task, text)
    return trouble, plain


def _kinds() -> Iterator[tuple[str, tuple[str, str]]]:
    for kind, every in (("spoilt", HANGING), ("spoilt", LEAVING), ("forged", FORGING)):
        for one in every:
            yield kind, one


def _changed(one: Handed, kind: str, task: str, text: str) -> Handed:
    if not task:
        return replace(one, below=text)
    return replace(one, tasks={**one.tasks, task: text}, **{kind: task})


def _mistaken(one: Handed, draw: random.Random) -> Handed:
    task = draw.choice(sorted(TASKS))
    file = draw.choice(sorted((TESTS / "submissions" / "wrong" / task).glob("*.py")))
    return _changed(one, "mistaken", task, file.read_text(encoding="utf-8"))


def base(style: str) -> Handed:
    """A right submission as one file: its modules below one another, imports of one another left out."""
    folder = TESTS / "submissions" / "right" / style
    shared, tasks, task_of = [], {}, {symbol: task for task, symbol in TASKS.items()}
    for file in STYLES[style]:
        source = (folder / file).read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            if isinstance(node, ast.ImportFrom) and (node.level or node.module.split(".")[0] in _own(folder)):
                continue
            text = ast.get_source_segment(source, node)
            name = _named(node)
            if name in task_of:
                tasks[task_of[name]] = text
            else:
                shared.append(text)
    if sorted(tasks) != sorted(TASKS):
        raise SystemExit(f"{style} lacks {sorted(set(TASKS) - set(tasks))}")
    return Handed("", "\n".join(shared), {task: tasks[task] for task in TASKS})


def _own(folder: Path) -> set[str]:
    return {entry.stem for entry in folder.iterdir()}


def _named(node: ast.stmt) -> str:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return getattr(node, "name", "")
