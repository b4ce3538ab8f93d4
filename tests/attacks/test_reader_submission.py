"""What a learner's code prints, raises, returns and names, on the page, on the terminal and in every format."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.text import Lang
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.exports import names, record_export
from dlgrade.reports.page import render
from dlgrade.reports.record import Record
from dlgrade.reports.safe import HIDDEN
from dlgrade.reports.serial import from_json, to_json
from dlgrade.reports.terminal import check_lines, make_console, summary
from markdown_it import MarkdownIt

from .hostile_text import MARK, TEXTS, found_commands, is_only_lines, is_only_text

CODE = """import numpy as np
TEXT = {text}


def sigmoid(x):
    "{doc}"
    print(TEXT)
    raise type("E" + TEXT, (ValueError,), {{}})(TEXT)


def relu(x):
    return TEXT


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr = lr

    def update(self, params, grads):
        for key in list(params):
            params[TEXT + key] = params.pop(key)


class {name}:
    pass


def softmax(x):
    # {comment}
    return {name}()


softmax.__code__ = softmax.__code__.replace(co_name=TEXT)
"""
RIGHT = """import numpy as np
TEXT = {text}


def relu(x):
    "{doc}"
    print(TEXT)  # {comment}
    return np.maximum(x, 0)


class {name}:
    pass
"""
EXERCISES = ("sigmoid", "relu", "adam", "softmax")
Graded = Callable[[str, Lang], Record]


def filled(code: str, text: str) -> str:
    comment = HIDDEN.sub("", " ".join(text.split()))
    return code.format(text=ascii(text), doc=comment.replace("\\", "").replace('"', "'"), comment=comment, name=MARK)


def file_name(text: str) -> str:
    """The longest name that a file could have."""
    return re.sub(r"[/\0\ud800-\udfff]", "", text)[:100] + ".py"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as made:
        yield made


@pytest.fixture(scope="module")
def graded(workers: Workers, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Lang], Record]:
    """Grades code that carries a text everywhere it can, once in each language."""

    @cache
    def record(name: str, lang: Lang) -> Record:
        folder, file = tmp_path_factory.mktemp("hostile"), file_name(TEXTS[name])
        (folder / file).write_text(filled(CODE, TEXTS[name]), encoding="utf-8")
        question = next(iter(catalogue.questions()))
        answer = json.dumps(TEXTS[name].encode("utf-8", "replace").decode()).replace("\x7f", "\\u007f")
        (folder / "answers.toml").write_text(f"{question} = {answer}\n", encoding="utf-8")
        every = [catalogue.exercises()[one] for one in EXERCISES]
        task = Task(collect(folder), every, [catalogue.questions()[question]], 1, lang, f"{folder}/{file}")
        return grade(task, workers)

    return record


@pytest.fixture(params=TEXTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_shows_it_and_runs_nothing(graded: Graded, name: str, lang: Lang) -> None:
    record = graded(name, lang)

    page = render(record)

    assert record.points < record.max_points
    assert page.count(MARK) >= 3
    is_only_text(page)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [40, 80])
def test_the_terminal_shows_it_and_obeys_nothing(graded: Graded, name: str, lang: Lang, width: int) -> None:
    file = io.StringIO()
    console = make_console(file)
    console.width = width

    summary(graded(name, lang), console=console)
    check_lines(graded(name, lang), console)

    assert MARK[0] in file.getvalue()
    is_only_lines(file.getvalue())


def test_no_format_of_a_record_steers_a_terminal_or_a_log(graded: Graded, name: str) -> None:
    for export in set(names("record")) - {"github"}:
        is_only_lines(record_export(export)(graded(name, "en")))


def test_json_reads_back_what_the_learner_wrote(graded: Graded, name: str) -> None:
    record = graded(name, "en")

    assert from_json(to_json(record)) == record
    for export in ("gradescope", "prairielearn", "sarif"):
        assert MARK[0] in json.dumps(json.loads(record_export(export)(record)))


def test_xml_is_whole_and_has_no_element_of_a_learners(graded: Graded, name: str) -> None:
    root = ET.fromstring(record_export("junit")(graded(name, "en")))

    tags = {"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"}
    assert {element.tag for element in root.iter()} <= tags
    assert MARK[0] in "".join(root.itertext())


def test_an_address_in_sarif_leads_to_a_file_of_the_submission(graded: Graded, name: str) -> None:
    log = json.loads(record_export("sarif")(graded(name, "en")))

    places = [place for result in log["runs"][0]["results"] for place in result["locations"]]
    found = {place["physicalLocation"]["artifactLocation"]["uri"] for place in places}
    assert found
    assert all(re.fullmatch(r"[A-Za-z0-9_.~%-]+", one) for one in found)


def test_the_log_of_an_action_has_the_commands_of_ours_alone(graded: Graded, name: str) -> None:
    record = graded(name, "en")
    lines = record_export("github")(record).splitlines()

    assert len(lines) == sum(one.state != "pass" for one in (*record.exercises, *record.questions))
    for line in lines:
        assert re.match(r"::(error|warning|notice) (file=[^:,]*,(line=\d+,)?)?title=[^:,]*::", line), line
        assert "\r" not in line and not HIDDEN.search(line)


def test_the_summary_of_an_action_is_markup_of_ours_alone(graded: Graded, name: str) -> None:
    text = record_export("github-summary")(graded(name, "en"))
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable("table").parse(text)
    inner = [child for token in tokens for child in token.children or ()]

    assert not [one for one in (*tokens, *inner) if one.type in ("link_open", "image", "html_block", "fence")]
    assert {one.content for one in inner if one.type == "html_inline"} <= {"<code>", "</code>"}
    assert not found_commands(text)


def test_a_right_answer_that_carries_it_scores_full(workers: Workers, name: str, tmp_path: Path) -> None:
    (tmp_path / file_name(TEXTS[name])).write_text(filled(RIGHT, TEXTS[name]), encoding="utf-8")

    record = grade(Task(collect(tmp_path), [catalogue.exercises()["relu"]], (), 1, "en", "."), workers)

    assert record.exercises[0].state == "pass"
    is_only_text(render(record))
