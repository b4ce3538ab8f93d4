"""Which definition counts."""

from __future__ import annotations

import pytest
from dlgrade.grader.collect import CollectError, Declared, find, near
from dlgrade.grader.collect.chapters import chapter_of

FUNCTION = "def f(x):\n    return x\n"


def line_of(submission, symbol="f", aliases=(), kind="function"):
    choice = find(submission, symbol, aliases, kind)
    return choice and (choice.definition.file, choice.definition.line)


@pytest.mark.parametrize(
    "text",
    [
        "def f(x):\n    return x",
        "@decorated\ndef f(x):\n    return x",
        "f = lambda x: x",
        "f: object = lambda x: x",
        "f, g = (lambda x: x), (lambda x: 0)",
        "a = f = lambda x: x",
        "import numpy as np\nf = np.maximum",
        "import numpy as np\nf = np.vectorize(lambda x: x)",
        "from functools import lru_cache\nf = lru_cache(maxsize=None)(len)",
        "class Made:\n    def __call__(self, x):\n        return x\nf = Made()",
        "class A:\n    def __call__(self, x):\n        return x\nclass B(A):\n    pass\nf = B()",
        "def g(x):\n    return x\nf = g",
        "class Made:\n    def g(self, x):\n        return x\nmade = Made()\nf = made.g",
        "class A:\n    def g(self, x):\n        return x\nclass B(A):\n    pass\ne, f = B().g, B().g",
        "class Made:\n    @staticmethod\n    def g(x):\n        return x\nf = Made.g",
        "def make(n):\n    def g(x):\n        return n\n    return g\ne, f = [make(n) for n in (1, 2)]",
        "def make(n):\n    return lambda x: n\n(e, f) = (make(n) for n in (1, 2))",
        "make = lambda n: lambda x: n\nf = make(3)",
        "import numpy as np\ndef compose(*fs):\n    return fs[0]\ng = lambda x: x\nf = compose(g, np.exp)",
        "if True:\n    def f(x):\n        return x",
        "if False:\n    pass\nelif True:\n    pass\nelse:\n    def f(x):\n        return x",
        "try:\n    import x\nexcept ImportError:\n    def f(x):\n        return x",
        "try:\n    pass\nfinally:\n    f = lambda x: x",
        "with open('x') as s:\n    def f(x):\n        return x",
    ],
)
def test_a_function_is_found_however_it_is_defined(collected, text):
    assert line_of(collected({"a.py": text}))


@pytest.mark.parametrize("module", ["parts", ".parts", "common.parts"])
def test_a_name_that_an_import_gives_to_what_another_file_defines_is_found(collected, module):
    main = f"from {module} import g as f\n"
    submission = collected({"main.py": main, "common/parts.py": "def g(x):\n    return x\n"})
    assert line_of(submission) == ("main.py", 1)


def test_a_definition_comes_before_a_name_that_an_import_gives(collected):
    submission = collected({"a.py": "from parts import g as f\n", "parts.py": FUNCTION + "def g(x):\n    return x\n"})
    assert line_of(submission) == ("parts.py", 1)
    assert not find(submission, "f", (), "function").notes


@pytest.mark.parametrize(
    "text",
    [
        "class K:\n    def f(self):\n        pass",
        "def g():\n    def f():\n        pass",
        "from torch import f",
        "from torch import g as f",
        "import f",
        "if __name__ == '__main__':\n    def f(x):\n        return x",
        "f = 3",
        "f = [1, 2]",
        "f = 'f'",
        "x = 3\nf = x",
        "import numpy as np\nf = np.tanh(3)",
        "f = g(3)",
        "import numpy as np\ndef g(x):\n    return x\nf = np.trapezoid(g, 3)",
        "class f:\n    pass",
        "async def f(x):\n    return x",
        "for i in x:\n    def f(x):\n        return x",
        "net = Net()\nf = net.loss",
        "class Net:\n    def __init__(self):\n        self.loss = 0\nnet = Net()\nf = net.loss",
        "e, f = [n for n in (1, 2)]",
        "class Net:\n    def forward(self, x):\n        return x\nf = Net()",
    ],
)
def test_what_is_no_definition_at_top_level_is_not_found(collected, text):
    assert line_of(collected({"a.py": text})) is None


def test_a_variable_of_the_same_name_does_not_replace_the_function(collected):
    assert line_of(collected({"a.py": FUNCTION + "f = f(3)\n"})) == ("a.py", 1)


def test_a_class_is_found_and_so_is_its_alias(collected):
    submission = collected({"a.py": "class Relu:\n    pass\nReLU = Relu\ndef Sigmoid():\n    pass\n"})

    assert line_of(submission, "Relu", (), "class") == ("a.py", 1)
    assert line_of(submission, "ReLU", (), "class") == ("a.py", 3)
    assert line_of(submission, "Sigmoid", (), "class") is None


@pytest.mark.parametrize(
    "use", ["@made\ndef SGD(lr):\n    yield lr\n", "SGD = made(rule)\n", "@made(1)\ndef SGD(lr): ...\n"]
)
def test_a_class_that_a_function_makes_is_found(collected, use):
    text = "def made(rule):\n    class Made:\n        pass\n    return Made\n" + use

    assert line_of(collected({"a.py": text}), "SGD", (), "class") == ("a.py", 5 + use.startswith("@"))


def test_the_last_definition_of_a_file_counts(collected):
    assert line_of(collected({"a.py": FUNCTION + FUNCTION})) == ("a.py", 3)


def test_other_names_in_use_are_found_and_the_exact_one_goes_first(collected):
    submission = collected({"a.py": "def f(x):\n    pass\ndef ff(x):\n    pass\n"})

    assert line_of(submission, "f", ("ff",)) == ("a.py", 1)
    assert line_of(submission, "g", ("ff", "f")) == ("a.py", 3)


@pytest.mark.parametrize(
    "first, second",
    [
        ("z.py", "test_a.py"),
        ("z/z.py", "tests/a.py"),
        ("z.py", "old/a.py"),
        ("z.py", "a_backup.py"),
        ("z.py", "a copy.py"),
        ("z.py", "solution.py"),
        ("z.py", "answers/a.py"),
        ("z.py", "skeleton.py"),
        ("z.py", "sample_a.py"),
        ("z.py", "a/a.py"),
        ("a.py", "z.py"),
        ("testing_ground.py", "z.py"),
    ],
)
def test_of_two_files_the_likelier_counts_and_the_choice_is_said(collected, first, second):
    choice = find(collected({first: FUNCTION, second: FUNCTION}), "f", (), "function")

    assert choice is not None and choice.definition.file == first
    assert all(word in choice.notes[0].texts["en"] for word in (first, second, "dlgrade.toml"))
    assert f'f = "{second}:f"' in choice.notes[0].texts["ja"]


def test_a_file_counts_before_a_notebook(collected, cells):
    assert line_of(collected({"a.ipynb": cells(FUNCTION), "z.py": FUNCTION})) == ("z.py", 1)


def test_an_exact_name_counts_before_another_name_elsewhere(collected):
    files = {"a.py": "def ff(x):\n    return x\n", "deep/er/z.py": FUNCTION}

    assert line_of(collected(files), "f", ("ff",)) == ("deep/er/z.py", 1)


@pytest.mark.parametrize("target, line", [("z.py", 1), ("z.py:mine", 3), ("./z.py", 1)])
def test_the_settings_file_decides(collected, target, line):
    files = {
        "a.py": FUNCTION,
        "z.py": FUNCTION + "mine = lambda x: x\n",
        "dlgrade.toml": f'[symbols]\nf = "{target}"\n',
    }
    choice = find(collected(files), "f", (), "function")

    assert choice is not None and (choice.definition.file, choice.definition.line) == ("z.py", line)
    assert choice.notes == ()


@pytest.mark.parametrize(
    "text, words",
    [
        ("[symbols\n", "not valid TOML"),
        ('[symbol]\nf = "a.py"\n', "nearest known one is `symbols`"),
        ('[symbols]\nf = "none.py"\n', "no such file"),
        ("[symbols]\nf = 3\n", "must name a file"),
        ("symbols = 3\n", "not a table"),
    ],
)
def test_a_wrong_settings_file_is_one_sentence(collected, text, words):
    with pytest.raises(CollectError, match=words) as caught:
        collected({"a.py": FUNCTION, "dlgrade.toml": text})
    assert "dlgrade.toml" in caught.value.texts["ja"]


def test_settings_that_name_a_missing_symbol_are_one_sentence(collected):
    submission = collected({"a.py": FUNCTION, "dlgrade.toml": '[symbols]\ng = "a.py:g"\n'})

    with pytest.raises(CollectError, match="no function `g` is defined there"):
        find(submission, "g", (), "function")


def test_the_table_of_forms_gives_places_and_forms(collected):
    table = '[forms.h]\nplace = "./a.py"\ngates = "ifgo"\narguments.forward = ["x"]\n'
    text = f'[forms]\nf = "a.py:f"\ng = ["t", "y"]\n{table}'
    settings = collected({"a.py": FUNCTION, "dlgrade.toml": text}).settings

    assert settings.symbols == {"f": "a.py:f", "h": "a.py"}
    assert settings.forms == {"g": Declared({"": ("t", "y")}), "h": Declared({"forward": ("x",)}, gates="ifgo")}


@pytest.mark.parametrize(
    ("text", "kind", "inside"),
    [
        ("class softmax_layer:\n    pass\n", "class", False),
        ("def SoftmaxLayer(x):\n    return x\n", "function", False),
        ("async def SoftmaxLayer(x):\n    return x\n", "async", False),
        ("def make():\n    class SoftmaxLayer:\n        pass\n", "class", True),
        ("if __name__ == '__main__':\n    class SoftmaxLayer:\n        pass\n", "class", True),
        ("def f():\n    def softmaxLayer():\n        pass\nclass softmaxlayer:\n    pass\n", "class", False),
    ],
)
def test_what_stands_nearest_to_a_definition_is_known(collected, text, kind, inside):
    found = near(collected({"a.py": "x = 1\n" + text}), ("SoftmaxLayer",))
    assert (found.kind, found.inside) == (kind, inside) and found.line > 1


def test_a_name_of_any_length_is_not_near(collected):
    assert near(collected({"a.py": f"class s{'_' * 100}oftmax:\n    pass\n"}), ("Softmax",)) is None


def test_another_name_is_not_near(collected):
    assert near(collected({"a.py": "class Softmax:\n    pass\n"}), ("SoftmaxLayer",)) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ch05/two_layer_net.py", "ch04/two_layer_net.py"),
        ("src/chapter_5/net.py", "main.py"),
        ("第5章_誤差逆伝播法.py", "第4章_学習.py"),
        ("第五章.py", "a.py"),
        ("Ch.05 backprop/z.py", "Ch.04 learning/a.py"),
        ("common/layers.py", "ch07/layers.py"),
    ],
)
def test_a_place_of_the_exercises_chapter_counts_first_and_one_of_another_last(collected, first, second):
    choice = find(collected({first: FUNCTION, second: FUNCTION}), "f", (), "function", "ch05")

    assert choice is not None and choice.definition.file == first
    assert [other.file for other in choice.others] == [second]


@pytest.mark.parametrize(
    "draft", ["untitled1.py", "無題.py", "copy of a.py", "a (1).py", "tanaka/draft.py", "wip/a.py"]
)
def test_a_draft_counts_last_and_in_the_place_of_nothing(collected, draft):
    choice = find(collected({"src/deep/er/z.py": FUNCTION, draft: FUNCTION}), "f", (), "function", "ch05")

    assert choice is not None and choice.definition.file == "src/deep/er/z.py"
    assert choice.others == ()


@pytest.mark.parametrize("path", ["arch05/a.py", "batch5.py", "ch123/a.py", "rnn/a.py"])
def test_a_path_without_a_chapter_has_none(path):
    assert chapter_of(path) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("def SGD(lr):\n    def update(p, g):\n        pass\n    return Rule(update)\n", True),
        ("make = lambda rule: lambda lr: Rule(rule, lr)\nSGD = make(step)\n", True),
        ("def SGD(w, dw):\n    return w - dw\n", False),
    ],
)
def test_a_function_of_functions_stands_for_a_class(collected, text, found):
    assert bool(line_of(collected({"a.py": text}), "SGD", (), "class")) is found
    assert line_of(collected({"a.py": text}), "SGD")


def test_another_spelling_counts_where_the_name_itself_is_nowhere(collected):
    files = {"a.py": "def my_f(x):\n    return x\nclass myF:\n    pass\ndef _myF(x):\n    return x\n"}

    assert line_of(collected(files), "myF") == ("a.py", 1)
    assert line_of(collected(files), "My_F", ("f",), "class") == ("a.py", 3)
    assert line_of(collected(files | {"z/b.py": "def myF(x):\n    return x\n"}), "myF") == ("z/b.py", 1)
    assert line_of(collected(files), "myG") is None


def test_what_begins_with_an_underscore_counts_for_no_other_name(collected):
    assert line_of(collected({"a.py": "def _my_f(x):\n    return x\n"}), "myF") is None
