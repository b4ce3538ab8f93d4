"""Realistic layouts: what is asked for works, and nothing else of the learner's top level runs."""

from __future__ import annotations

import ast

import numpy as np
import pytest

SIGMOID = "import numpy as np\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"
JUNK = "raise SystemExit('junk ran')\n"
LAYERS = """
import numpy as np
from common.functions import *

class Sigmoid:
    def __init__(self):
        self.out = None
    def forward(self, x):
        self.out = sigmoid(x)
        return self.out
"""


def test_a_chapter_folder_with_common_put_on_the_path_by_hand(load):
    """`sys.path.append(os.pardir)` and `from common.functions import *` are everyday."""
    files = {
        "common/__init__.py": "",
        "common/functions.py": SIGMOID,
        "common/layers.py": LAYERS,
        "ch06/net.py": "import sys, os\nsys.path.append(os.pardir)\nfrom common.layers import *\n"
        "class Net:\n    def __init__(self):\n        self.layer = Sigmoid()\n",
    }

    assert load(files, "Net")["Net"]().layer.forward(0.0) == 0.5


def test_common_without_an_init_file(load):
    assert load({"common/functions.py": SIGMOID, "common/layers.py": LAYERS}, "Sigmoid")["Sigmoid"]().forward(0) == 0.5


def test_a_package_with_relative_imports_of_its_own(load):
    files = {
        "__init__.py": "from .layers import Sigmoid\n",
        "functions.py": SIGMOID,
        "layers.py": LAYERS.replace("common.functions", ".functions"),
    }

    assert load(files, "Sigmoid")["Sigmoid"]().forward(0) == 0.5


def test_relative_imports_up_and_across_packages(load):
    files = {
        "src/common/__init__.py": "from .functions import sigmoid\n",
        "src/common/functions.py": SIGMOID,
        "src/ch05/layer.py": "from ..common import functions\nfrom .. import common\n"
        "def relu(x):\n    return functions.sigmoid(x) + common.sigmoid(x)\n",
    }

    assert load(files, "relu")["relu"](0) == 1.0


@pytest.mark.parametrize(
    "statement, call",
    [
        ("import functions", "functions.sigmoid"),
        ("import functions as F", "F.sigmoid"),
        ("from functions import sigmoid as s", "s"),
        ("from functions import *", "sigmoid"),
        ("import lib.maths.deep", "lib.maths.deep.sigmoid"),
        ("import lib.maths.deep as L", "L.sigmoid"),
        ("from lib.maths import deep", "deep.sigmoid"),
        ("import lib.maths.deep, lib.maths.other", "lib.maths.other.sigmoid"),
        ("import my_impl.functions", "my_impl.functions.sigmoid"),
        ("import maths.deep", "maths.deep.sigmoid"),
    ],
)
def test_every_form_of_import_reaches_the_learners_file(load, statement, call):
    names = ("functions.py", "lib/maths/deep.py", "lib/maths/other.py")
    files = dict.fromkeys(names, SIGMOID) | {"main.py": f"{statement}\ndef relu(x):\n    return {call}(x)\n"}

    assert load(files, "relu")["relu"](0) == 0.5


def test_an_import_inside_a_function_is_followed(load):
    files = {
        "functions.py": SIGMOID,
        "main.py": "def relu(x):\n    from functions import sigmoid\n    return sigmoid(x)",
    }

    assert load(files, "relu")["relu"](0) == 0.5


def test_a_notebook_imports_a_file_beside_it(load, cells):
    files = {
        "functions.py": SIGMOID,
        "練習 1.ipynb": cells("from functions import *", "def relu(x): return sigmoid(x)"),
    }

    assert load(files, "relu")["relu"](0) == 0.5


def test_a_notebook_with_training_and_plots_between_its_definitions(load, cells):
    files = {
        "ch06.ipynb": cells(
            "%matplotlib inline\nimport numpy as np\nimport matplotlib.pyplot as plt\nimport not_installed_here",
            "lr = 0.5\nclass SGD:\n    def __init__(self, lr=lr):\n        self.lr = lr",
            "for epoch in range(10**9):\n    x_batch = x_train[0]\n    rate = lr\n    raise SystemExit",
            "x = np.arange(-5, 5)\nplt.plot(x, x)\nplt.show()\n!pip install nothing",
            "sgd = SGD()\nprint(sgd)\nraise SystemExit",
        )
    }

    assert load(files, "SGD")["SGD"]().lr == 0.5


@pytest.mark.parametrize(
    "junk",
    [
        "while True:\n    pass",
        "while 1:\n    relu = 0",
        "data = open('missing.csv').read()",
        "(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True)",
        "for i in range(10):\n    raise SystemExit",
        "raise SystemExit",
        "print(relu(np.array([1])))\nraise SystemExit",
        "if __name__ == '__main__':\n    raise SystemExit",
        "if '__main__' == __name__:\n    def relu(x): raise SystemExit",
        "relu = relu(np.arange(3))",
        "from torch.nn.functional import relu",
        "import cupy as np2\nimport matplotlib.pyplot as plt\nplt.show()",
        "dtype = np.int",
        "input('x? ')",
        "import os\nos._exit(0)",
        "assert relu(1) == 2",
        "with open('missing') as f:\n    data = f.read()",
        "try:\n    raise SystemExit\nexcept ValueError:\n    pass",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_junk_at_top_level_neither_runs_nor_replaces_the_function(load, junk, first):
    relu = "def relu(x):\n    return np.maximum(x, 0)\n"
    text = f"{junk}\n{relu}" if first else f"{relu}{junk}\n"
    loaded = load({"main.py": f"import numpy as np\n{text}"}, "relu")

    assert loaded["relu"](-1) == 0


@pytest.mark.parametrize(
    "text",
    [
        "EPS = 1e-7\ndef f(x):\n    return x + EPS - 1e-7",
        "def f(x):\n    return helper(x)\ndef helper(x):\n    return x",
        "A = []\nA.append(1)\ndef f(x):\n    return x * A[0]",
        "T = {}\nT['k'] = 1\nT |= {'j': 2}\ndef f(x):\n    return x * T['k']",
        "T = {}\nfor i in range(3):\n    T[i] = 1\ndef f(x):\n    return x * T[2]",
        "class K:\n    pass\ndef g(self, x):\n    return x\nK.g = g\ndef f(x):\n    return K().g(x)",
        "class K:\n    pass\nsetattr(K, 'g', lambda self, x: x)\ndef f(x):\n    return K().g(x)",
        "def init():\n    global W\n    W = 1\ninit()\ndef f(x):\n    return x * W",
        "try:\n    import cupy as xp\nexcept ImportError:\n    import numpy as xp\ndef f(x):\n    return xp.abs(x)",
        "USE = False\nif USE:\n    def f(x):\n        return 0\nelse:\n    def f(x):\n        return x",
        "f, g = lambda x: x, lambda x: 0",
        "import numpy as np\ndef one(x):\n    return x\nf = np.vectorize(one)",
        "def wrap(g):\n    return g\ndef f(x):\n    return x\nf = wrap(f)",
        "from functools import lru_cache\n@lru_cache(maxsize=None)\ndef f(x):\n    return x",
        "import typing as t\ndef f(x: t.Any) -> 'Later':\n    return x\nclass Later:\n    pass",
        "from __future__ import annotations\ndef f(x: Nowhere) -> Nothing:\n    return x",
        "N = 1\ndef f(x, n=N):\n    def inner():\n        return [x * n for _ in range(N)]\n    return inner()[0]",
        "N = 1\ndef f(x):\n    return int(f'{x * N}')",
        "def f(x):\n    return globals()['help' + 'er'](x)\ndef helper(x):\n    return x",
        "def f(x):\n    return eval('helper(x)')\ndef helper(x):\n    return x",
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    v: float\ndef f(x):\n    return P(x).v",
        "class A:\n    def g(self, x):\n        return x\n"
        "class B(A):\n    def g(self, x):\n        return super().g(x)\ndef f(x):\n    return B().g(x)",
        "a = 1; b = a; f = lambda x: x * b",
        "import math\neps = math.pi\neps = 0\ndef f(x):\n    return x + eps",
        "ns = [n := 1 for _ in range(2)]\ndef f(x):\n    return x * n",
        "def f(x):\n    return x\ntotal = 0\nfor x in range(10**12):\n    total += x",
        "import numpy as np\nif not hasattr(np, 'int'):\n    np.int = int\ndef f(x):\n    return np.int(x)",
    ],
)
def test_what_a_function_needs_is_kept(load, text):
    assert load({"main.py": text}, "f")["f"](3) == 3


ENTERED = "@{by}\nclass SGD:\n    rate = 3\ndef f(x):\n    return book['SGD'].rate\n"
BASE = "class SGD(Base):\n    rate = 3\ndef f(x):\n    return Base.book['SGD'].rate\n"
INSIDE = "class Base:\n    book = {{}}\n    def __init_subclass__(cls):\n        {}.book[cls.__name__] = cls\n"


@pytest.mark.parametrize(
    "text",
    [
        "book = {}\ndef enter(c):\n    book[c.__name__] = c\n    return c\n" + ENTERED.format(by="enter"),
        "book = {}\ndef enter(n):\n    def inner(c):\n        book.setdefault(n, c)\n        return c\n"
        "    return inner\n" + ENTERED.format(by="enter('SGD')"),
        "class Book(dict):\n    def enter(self, c):\n        self[c.__name__] = c\n        return c\n"
        "book = Book()\n" + ENTERED.format(by="book.enter"),
        "class Book:\n    book = {}\n    @classmethod\n    def enter(cls, n):\n        def inner(c):\n"
        "            cls.book[n] = c\n            return c\n        return inner\n"
        + ENTERED.format(by="Book.enter('SGD')").replace("book[", "Book.book["),
        INSIDE.format("Base") + BASE,
        INSIDE.format("cls") + BASE,
        INSIDE.format("Base") + "class Step(Base):\n    pass\n" + BASE.replace("SGD(Base)", "SGD(Step)"),
        "from functools import singledispatch\n@singledispatch\ndef f(x):\n    raise TypeError(x)\n"
        "@f.register(int)\n@f.register(float)\ndef _(x):\n    return 3\n",
    ],
)
def test_what_enters_itself_in_a_register_is_there(load, text):
    assert load({"main.py": text}, "f")["f"](0) == 3


def test_what_a_wrapper_notes_when_it_is_called_brings_no_other_function_along(planned):
    text = (
        "times = []\ndef timed(f):\n    def inner(x):\n        times.append(1)\n        return f(x)\n    return inner\n"
    )
    found = planned({"main.py": text + "@timed\ndef train(x):\n    return x\n@timed\ndef f(x):\n    return x\n"}, "f")

    assert [len(module.keep) for module in found.modules if module.keep] == [3]


def test_training_that_fills_a_list_is_not_run_for_what_reads_the_list(load):
    text = "losses = []\ndef train():\n    losses.append(1)\ntrain()\ndef f(x):\n    return len(losses)\n"

    assert load({"main.py": text}, "f")["f"](0) == 0


def test_symbols_of_several_files_are_loaded_together(load):
    files = {"a.py": "def AND(x1, x2):\n    return 1", "b.py": "from a import AND\ndef XOR(x1, x2):\n    return 0"}
    loaded = load(files, "AND", "XOR")

    assert (loaded["AND"](0, 0), loaded["XOR"](0, 0)) == (1, 0)


def test_two_files_with_the_same_import_get_the_one_nearest_to_each(load):
    one = "from common.f import v\ndef {}():\n    return v\n"
    files = {"a/common/f.py": "v = 1", "b/common/f.py": "v = 2", "a/m.py": one.format("f"), "b/m.py": one.format("g")}
    loaded = load(files, "f", "g")

    assert (loaded["f"](), loaded["g"]()) == (1, 2)


@pytest.mark.parametrize("name", ["numpy", "random", "typing", "statistics"])
def test_a_file_named_like_a_library_is_graded_and_never_stands_in_its_way(load, name):
    files = {f"{name}.py": f"import {name}\ndef f(x):\n    return {name}.__name__"}

    assert load(files, "f")["f"](0) == name


def test_a_file_named_test_is_the_learners(load):
    assert load({"test.py": "v = 3", "main.py": "import test\ndef f():\n    return test.v"}, "f")["f"]() == 3


def test_a_star_import_after_the_definition_does_not_replace_it(load):
    text = "def sigmoid(x):\n    return relu(x)\nfrom common.functions import *\n"
    functions = SIGMOID + "def relu(x):\n    return 7\n"

    assert load({"common/functions.py": functions, "main.py": text}, "sigmoid")["sigmoid"](0) == 7


def test_a_later_import_of_several_names_keeps_the_others_and_the_line_numbers(planned):
    text = "class Adam:\n    def f(self):\n        return SGD\n"
    text += "from torch.optim import (\n    Adam,\n    SGD,\n)  # x\ny = 1"
    [_, module] = planned({"main.py": text}, "Adam").modules

    assert "from torch.optim import SGD" in module.source
    assert module.source.count("\n") == text.count("\n")
    compile(module.source, "main.py", "exec")


def test_ten_thousand_definitions_are_planned_in_linear_time(planned):
    """Each needs the next: a slice that starts over for every name would take hours."""
    chain = "".join(f"def g{n}(x): return g{n + 1}(x)\n" for n in range(10_000))

    [_, module] = planned({"main.py": f"{chain}def f(x): return g0(x)\n"}, "f").modules
    assert module.keep == tuple(range(10_001))


def test_circular_imports_end(load):
    files = {"a.py": "import b\ndef f(x):\n    return b.g(x)", "b.py": "import a\ndef g(x):\n    return x or a.f(1)"}

    assert load(files, "f")["f"](0) == 1


def test_an_imported_file_with_a_training_loop_gives_its_definitions_only(load):
    files = {"functions.py": JUNK + SIGMOID + JUNK, "main.py": "import functions\nprint(1)\nf = functions.sigmoid"}

    assert load(files, "f")["f"](0) == 0.5


def test_a_module_used_by_made_up_names_is_loaded_with_all_it_defines(load):
    files = {
        "lib.py": JUNK + "N = 2\ndef g():\n    return N",
        "main.py": "import lib\ndef f():\n    return getattr(lib, 'g')()",
    }

    assert load(files, "f")["f"]() == 2


def test_folders_with_names_that_are_no_identifiers(load):
    files = {
        "第6章 最適化/2-layer net/m.py": "from .h import v\ndef f():\n    return v",
        "第6章 最適化/2-layer net/h.py": "v = 1",
    }

    assert load(files, "f")["f"]() == 1


def test_a_plan_names_every_package_before_what_is_in_it_and_is_the_same_each_time(planned):
    files = {"a/b/c.py": "import d\ndef f():\n    return d.v", "a/d.py": "v = 1"}
    first, second = planned(files, "f"), planned(files, "f")

    assert [module.name for module in first.modules] == [
        "_submission", "_submission.a", "_submission.a.b", "_submission.a.d", "_submission.a.b.c",
    ]  # fmt: skip
    assert first == second
    assert first.target == "_submission.a.b.c"


def test_a_learner_network_of_the_book_works_whole(load):
    """Two layers, layers from common/, gradient by numerical_gradient, all through star imports."""
    gradient = (
        "import numpy as np\ndef numerical_gradient(f, x):\n    h = 1e-4\n    grad = np.zeros_like(x)\n"
        "    it = np.nditer(x, flags=['multi_index'])\n    while not it.finished:\n        i = it.multi_index\n"
        "        old = x[i]\n        x[i] = old + h\n        a = f(x)\n        x[i] = old - h\n        b = f(x)\n"
        "        grad[i] = (a - b) / (2 * h)\n        x[i] = old\n        it.iternext()\n    return grad\n"
    )
    net = (
        "import sys, os\nsys.path.append(os.pardir)\nfrom common.functions import *\n"
        "from common.gradient import numerical_gradient\nfrom dataset.mnist import load_mnist\n"
        "class TwoLayerNet:\n    def __init__(self):\n        self.W = np.zeros((2, 2))\n"
        "    def loss(self, x):\n        return sigmoid(x @ self.W).sum()\n"
        "    def gradient(self, x):\n        return numerical_gradient(lambda W: self.loss(x), self.W)\n"
        "(x_train, t_train), _ = load_mnist()\nnet = TwoLayerNet()\n"
        "for i in range(10000):\n    grad = net.gradient(x_train)\n"
    )
    files = {"common/functions.py": SIGMOID, "common/gradient.py": gradient, "ch04/train.py": net}

    loaded = load(files, "TwoLayerNet")["TwoLayerNet"]()
    np.testing.assert_allclose(loaded.gradient(np.ones((1, 2))), 0.25, rtol=1e-6)


def test_what_a_worker_does_not_run_it_does_not_parse_and_no_line_moves(planned):
    text = "import numpy as np\n\n@np.vectorize\ndef f(x):\n    return x\n\na = 1; b = 2\n"
    text += "class G:\n    '''two\n    lines'''\nc = b\n"
    [_, module] = planned({"main.py": text + "def g(x):\n    return c\n"}, "g").modules

    lines = module.source.split("\n")
    assert [number for number, line in enumerate(lines, 1) if line] == [7, 11, 12, 13]
    body = ast.parse(module.source).body
    assert [ast.unparse(body[n]) for n in module.keep] == ["b = 2", "c = b", "def g(x):\n    return c"]
