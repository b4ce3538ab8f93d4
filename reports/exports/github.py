"""GitHub Actions: annotations as workflow commands, and a step summary in Markdown.

Commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions, escaped as the runner
reads them back: `%`, CR and LF in a message, `:` and `,` too in a property. So no text of a learner can begin a
command of its own. The summary is to be appended to the file that `GITHUB_STEP_SUMMARY` names; every punctuation
mark of a text that is not ours is an entity there, so that none of it is markup, a link or a mention.
"""

from __future__ import annotations

import re

from ..record import Exercise, Question, Record
from ..safe import one_line, visible
from ..tally import SIGNS, chapters_of, first_of, items_of, sentence
from ..tally import number as short
from ..words import Words, words
from .text import name_of, place_of, score_line

LEVELS = {"partial": "warning", "blocked": "notice", "missing": "notice", "shown": "notice"}
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
CODE = re.compile(r"`([^`]+)`")


def workflow_commands(record: Record) -> str:
    """One workflow command a line, for standard output of a step."""
    w = words(record.lang)
    lines = [_command(item, w) for item in items_of(record) if item.state != "pass"]
    return "".join(f"{line}\n" for line in lines)


def step_summary(record: Record) -> str:
    """The summary in GitHub's Markdown."""
    w = words(record.lang)
    lines = [
        f"## {_escaped(w('top.title', name=record.submission.name))}",
        "",
        f"**{_escaped(score_line(record, w))}**",
    ]
    if not record.wall.enforced:
        lines += ["", f"⚠ {_escaped(w('wall.warning'))}"]
    first = first_of(record)
    if first is not None:
        lines += ["", f"{_escaped(w('top.first'))}: {_marked(name_of(first))} — {_marked(sentence(first, w))}"]
    for chapter in chapters_of(record):
        lines += ["", f"### {_escaped(w.chapter(chapter.name))}", "", _row("", "summary.state", "summary.points", w)]
        lines += ["|---|---|---:|---|", *(_item_row(item, w) for item in chapter.items)]
    return "\n".join(lines) + "\n"


def _command(item: Exercise | Question, w: Words) -> str:
    place = place_of(item) if isinstance(item, Exercise) else None
    properties = {"title": f"{item.id}: {w(f'state.{item.state}')}"}
    if place:
        properties = {"file": place.file, **({"line": str(place.line)} if place.line else {}), **properties}
    listed = ",".join(f"{key}={_property(one_line(value))}" for key, value in properties.items())
    return f"::{LEVELS.get(item.state, 'error')} {listed}::{_data(one_line(sentence(item, w)))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _row(first: str, state: str, points: str, w: Words) -> str:
    return f"| {first} | {_escaped(w(state))} | {_escaped(w(points))} | |"


def _item_row(item: Exercise | Question, w: Words) -> str:
    state = f"{_escaped(SIGNS[item.state])} {_escaped(w(f'state.{item.state}'))}"
    points = _escaped(f"{short(item.points)} / {short(item.max_points)}")
    return f"| {_marked(name_of(item))} | {state} | {points} | {_marked(sentence(item, w))} |"


def _marked(text: str) -> str:
    """`text` on one line, what stands between backticks as code, all the rest as plain text."""
    parts = CODE.split(one_line(text))
    return "".join(
        f"<code>{_escaped(part)}</code>" if place % 2 else _escaped(part) for place, part in enumerate(parts)
    )


def _escaped(text: str) -> str:
    return PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", visible(text).replace("\n", " "))
