"""What commands print where a hostile name stands in a sentence of theirs, and notebooks that carry more than code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dlgrade.exercises.checking.text import Lang
from dlgrade.grader.cli import main
from dlgrade.grader.collect import collect

from .hostile_text import MARK, TEXTS, is_only_lines, is_only_text

LANGS = ("ja", "en")
NAMES = {name: re.sub(r"[/\0\ud800-\udfff]", "", text)[:100] for name, text in TEXTS.items()}
RIGHT = "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0)\n"


def refused(*args: str) -> str:
    """The one sentence with which a command refuses."""
    done = CliRunner().invoke(main, list(args))
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
    is_only_lines(done.output)
    assert done.output.count("\n") == 1
    return done.output


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_cannot_be_read_is_named_and_no_more(name: str, lang: Lang, tmp_path: Path) -> None:
    file = tmp_path / f"{NAMES[name]}.py"
    file.write_text("def relu(:\n")
    folder = tmp_path / NAMES[name]
    folder.mkdir()
    other = tmp_path / f"{NAMES[name]}.txt"
    other.write_text("x")

    for path in (file, folder, other, tmp_path / f"{NAMES[name]} of nowhere"):
        assert MARK[0] in refused("submit", str(path), "--only", "relu", "--lang", lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_other_commands_name_it_and_no_more(name: str, lang: Lang, tmp_path: Path) -> None:
    path = tmp_path / NAMES[name]
    path.write_text("{}")
    of = ("--lang", lang)

    assert MARK[0] in refused("replay", *of, "--", str(path), "relu")
    assert MARK[0] in refused("batch", *of, "--out", str(tmp_path / "out"), "--", str(path))
    assert MARK[0] in refused("submit", *of, "--only", NAMES[name].replace(",", ""), "--", str(tmp_path))
    assert MARK[0] in refused("show", *of, "--", NAMES[name].replace(",", ""))
    refused("history", *of, "--class", str(tmp_path / "none"), "--", NAMES[name])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_settings_that_say_what_is_not_are_quoted_and_no_more(name: str, lang: Lang, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(RIGHT)
    quoted = json.dumps(NAMES[name], ensure_ascii=False).replace("\x7f", "\\u007f")
    texts = (
        f"{quoted} = 1",
        f"[symbols]\nrelu = {quoted}",
        f"[symbols]\n{quoted} = 'a.py'",
        f"[forms]\n{quoted} = ['x']",
    )
    for text in texts:
        (tmp_path / "dlgrade.toml").write_text(text, encoding="utf-8")
        refused("submit", str(tmp_path), "--only", "relu", "--lang", lang)


def notebook(*cells: dict[str, Any], **more: Any) -> str:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more})


def code(source: str, *outputs: Any, **more: Any) -> dict[str, Any]:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "source": source, "outputs": outputs}
    return {**cell, **more}


SCRIPT = "<script>PWN(1)</script>"
SHOWN = {
    "text/html": SCRIPT,
    "application/javascript": "PWN(1)",
    "image/svg+xml": "<svg onload=PWN(1)>",
    "text/markdown": "[PWN](javascript:PWN)",
    "text/plain": "\x1b]52;c;UFdO\x07PWN",
    "application/vnd.jupyter.widget-view+json": {"model_id": "PWN"},
}
NOTEBOOKS = {
    "outputs": notebook(
        code(RIGHT, {"output_type": "display_data", "data": SHOWN, "metadata": {"PWN": SCRIPT}}),
        code("", {"output_type": "stream", "name": "stdout", "text": ["\x1b[2JPWN", SCRIPT]}),
        code("", {"output_type": "error", "ename": "PWN", "evalue": SCRIPT, "traceback": ["\x1b[31mPWN"]}),
    ),
    "metadata": notebook(
        code(RIGHT, metadata={"PWN": SCRIPT, "tags": [SCRIPT], "collapsed": SCRIPT}),
        metadata={"title": SCRIPT, "authors": [{"name": "PWN"}], "widgets": {"PWN": SCRIPT}},
    ),
    "attachments": notebook(
        {"cell_type": "markdown", "id": "b", "metadata": {}, "source": f"![PWN](attachment:PWN.svg) {SCRIPT}",
         "attachments": {"PWN.svg": {"image/svg+xml": "<svg onload=PWN(1)>"}}},
        {"cell_type": "raw", "id": "c", "metadata": {"format": "text/html"}, "source": SCRIPT},
        code(RIGHT),
    ),
    "magics": notebook(
        *(code(f"%%html\n{SCRIPT}"), code("%%javascript\nPWN(1)"), code("!echo PWN\n%run PWN.py"), code(RIGHT))
    ),
    "outputs that are none": notebook(code(RIGHT, {"PWN": 1}), code("x = 1", None, [], "PWN")),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_nothing_but_the_code_of_a_notebook_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "work.ipynb").write_text(NOTEBOOKS[name])

    submission = collect(tmp_path / "work.ipynb")
    done = CliRunner().invoke(
        main, ["submit", str(tmp_path / "work.ipynb"), "--only", "relu", "--out", str(tmp_path / "out"), "--lang", "en"]
    )

    assert done.exit_code == 0, done.output  # the honest twin: with all of that around it the code scores full
    is_only_lines(done.output)
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    is_only_text(page)
    for text in (page, (tmp_path / "out" / "record.json").read_text(), done.output):
        assert MARK not in text
    assert MARK not in submission.files[0].text or name == "magics"
