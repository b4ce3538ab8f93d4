"""Notebooks: magics, broken cells, versions, other languages."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from dlgrade.grader.collect import CollectError, collect, find

FUNCTION = "def f(x):\n    return x\n"


@pytest.fixture
def read(build, cells):
    """Collect a notebook of these cells."""
    return lambda *code, **metadata: collect(build({"n.ipynb": cells(*code, **metadata)}))


@pytest.mark.parametrize(
    "magic",
    ["%matplotlib inline", "!pip install x", "?f", "np.array?", "f??", "files = !ls", "t = %timeit -o f(1)", "%%time"],
)
def test_magic_lines_are_taken_out_in_place(read, magic):
    submission = read(f"{magic}\n{FUNCTION}")

    choice = find(submission, "f", (), "function")
    assert submission.notes == ()
    assert choice is not None and choice.definition.line == 3  # the marker, the magic, the function


def test_code_after_a_time_magic_is_kept(read):
    assert "f = lambda x: x" in read("%time f = lambda x: x").files[0].text


def test_a_magic_inside_a_block_leaves_a_block(read):
    assert read("if True:\n    !ls\n    %cd x\n" + FUNCTION).notes == ()


def test_a_percent_sign_that_goes_on_with_an_expression_is_no_magic(read):
    text = read("%matplotlib inline\nx = (7\n% 4)\ns = '''\n%d\n!x'''\ny = 1 \\\n% 2\n").files[0].text

    assert "\n% 4)\n" in text and "\n%d\n!x'''" in text and "\n% 2\n" in text


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%javascript", "%%R", "%%timeit", "%%writefile data.txt"])
def test_a_cell_in_another_language_is_dropped(read, magic):
    submission = read(f"{magic}\ndef g(x):\n  return x\n", FUNCTION)

    assert submission.notes == ()
    assert find(submission, "g", (), "function") is None and find(submission, "f", (), "function")


def test_a_module_written_by_a_cell_counts_as_code(read):
    assert find(read(f"%%writefile functions.py\n{FUNCTION}"), "f", (), "function")


def test_a_broken_cell_is_said_and_the_others_are_kept(read):
    submission = read(FUNCTION, "x = 1\nfor for\n", "g = lambda x: x")

    assert "n.ipynb cell 2 line 2" in submission.notes[0].texts["en"]
    assert "セル 2" in submission.notes[0].texts["ja"]
    assert find(submission, "f", (), "function") and find(submission, "g", (), "function")


def test_the_last_definition_of_a_notebook_counts(read):
    choice = find(read(FUNCTION, FUNCTION, "from torch import f"), "f", (), "function")

    assert choice is not None and (choice.definition.line, choice.notes) == (6, ())


def test_a_notebook_of_format_3_is_read(build):
    cell = {"cell_type": "code", "input": [FUNCTION], "outputs": [{"output_type": "pyout"}], "language": "python"}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": [cell]}]}

    assert find(collect(build({"n.ipynb": json.dumps(old)})), "f", (), "function")


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}},
        {"language_info": {"name": "julia"}},
        {"kernelspec": {"name": "ir"}},
    ],
)
def test_a_notebook_of_another_language_is_one_sentence(build, cells, metadata):
    root = build({"n.ipynb": cells("x <- 1", **metadata)})

    with pytest.raises(CollectError, match="another language"):
        collect(root / "n.ipynb")


@pytest.mark.parametrize("metadata", [{}, {"kernelspec": {"name": "my-env"}}, {"language_info": {"name": "python"}}])
def test_a_python_notebook_is_known_as_one(read, metadata):
    assert read(FUNCTION, **metadata).notes == ()


@pytest.mark.parametrize(
    "text",
    [
        '{"cells": [',
        "[]",
        "{}",
        "null",
        '{"cells": 3, "nbformat": 4}',
        '{"cells": ["x", 3], "nbformat": 4, "nbformat_minor": 4}',
        '{"nbformat": 99, "cells": []}',
        '{"nbformat": "x"}',
        '{"worksheets": [1], "nbformat": 3}',
        "[" * 100_000,
        "",
    ],
)
def test_a_broken_notebook_is_one_sentence(build, text):
    with pytest.raises(CollectError, match="not a notebook that can be read"):
        collect(build({"n.ipynb": text}) / "n.ipynb")


def test_outputs_are_ignored(build, cells):
    data = json.loads(cells(FUNCTION))
    data["cells"][0]["outputs"] = [{"output_type": "nonsense", "data": "x" * 1000}]

    assert collect(build({"n.ipynb": json.dumps(data)})).notes == ()


def test_nbformat_is_imported_only_for_a_notebook(build):
    root = build({"a.py": FUNCTION})
    code = (
        "import sys, pathlib; from dlgrade.grader.collect import collect; "
        f"collect(pathlib.Path({str(root)!r})); sys.exit('nbformat' in sys.modules or 'numpy' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_notebook_that_was_exported_with_its_commands_is_read_and_says_so(build):
    """Colab's own export to .py keeps them, and Python cannot read such a file."""
    submission = collect(build({"a.py": f"import os\n!pip install x\n%cd data\n{FUNCTION}"}))
    choice = find(submission, "f", (), "function")

    assert choice and choice.definition.line == 4
    assert ["`!pip install x` at a.py:2" in note.texts["en"] for note in submission.notes] == [True]


def test_a_file_that_is_no_python_without_them_either_is_told_by_its_own_error(build):
    submission = collect(build({"a.py": "!pip install x\ndef f(:\n", "b.py": FUNCTION}))

    assert "a.py:2 cannot be read" in submission.notes[0].texts["en"]
