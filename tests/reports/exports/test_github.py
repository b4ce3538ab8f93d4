"""GitHub Actions: no text of a learner begins a command or is markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from dlgrade.reports.exports.github import step_summary, workflow_commands
from dlgrade.reports.record import Record
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pytest_github_actions_annotate_failures.plugin import _build_workflow_command

from ..sample import sample, with_everywhere

ATTACKS = [
    "\n::set-env name=X::1",
    "%0A::stop-commands::x",
    "\r\n::add-mask::a",
    ",line=1::x",
    "::error::",
    "##[error]x",
    "| a | b |\n\n# Title\n<script>x</script> [x](http://x) ![y](http://y) @me #1 `` ` `` ~~~ https://e.org",
]


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands in `text`, read as the runner of GitHub Actions reads them."""
    found = []
    for line in re.split(r"\r\n|\r|\n", text.removesuffix("\n")):
        parsed = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
        assert parsed, line
        pairs = dict(pair.split("=", 1) for pair in parsed[2].split(","))
        found.append((parsed[1], {key: _read(value) for key, value in pairs.items()}, _read(parsed[3])))
    return found


def _read(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def shown(record: Record) -> int:
    return sum(one.state != "pass" for one in (*record.exercises, *record.questions))


def test_each_thing_to_mend_is_one_annotation_at_its_line() -> None:
    found = commands(workflow_commands(sample("en")))

    assert len(found) == shown(sample("en"))
    softmax = next(properties for _, properties, _ in found if properties["title"].startswith("softmax:"))
    assert softmax == {"file": "common/functions.py", "line": "12", "title": "softmax: raised an error"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_learner_begins_no_command_and_changes_no_property(attack: str) -> None:
    record = with_everywhere(attack, sample("en"))
    found = commands(workflow_commands(record))

    assert len(found) == shown(record)
    assert {name for name, _, _ in found} <= {"error", "warning", "notice"}
    assert {key for _, properties, _ in found for key in properties} <= {"file", "line", "title"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Z"]), min_size=1))
def test_texts_are_escaped_as_another_authors_plugin_does(text: str) -> None:
    """pytest-github-actions-annotate-failures writes the message of a command as ours does."""
    record = sample("en")
    cause = record.exercises[3].cause
    assert cause
    changed = replace(record.exercises[3], cause=replace(cause, text=text))
    line = workflow_commands(replace(record, exercises=(changed,), questions=())).removesuffix("\n")
    message = line.split("::", 2)[2]
    theirs = _build_workflow_command("error", "f.py", 1, message=text)

    assert theirs.endswith(f"::{message}") or not text.isprintable()


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_summary_is_markup_of_ours_alone(attack: str) -> None:
    parser = MarkdownIt("gfm-like", {"linkify": False})
    pages = [parser.render(step_summary(with_everywhere(text, sample("en")))) for text in ("plain", attack)]
    tags = [re.findall(r"</?([a-z]\w*)", page) for page in pages]

    assert [tag for tag in tags[1] if tag != "code"] == [tag for tag in tags[0] if tag != "code"]
    assert not {"a", "img", "script"} & set(tags[1])


def test_the_summary_shows_every_item_in_a_table() -> None:
    record = sample("ja")
    page = unescape(MarkdownIt("gfm-like", {"linkify": False}).render(step_summary(record)))

    for item in (*record.exercises, *record.questions):
        assert f"<td>{item.id}" in page
    assert page.count("<table>") == len({item.chapter for item in (*record.exercises, *record.questions)})
