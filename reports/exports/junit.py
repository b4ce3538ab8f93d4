"""JUnit XML as Jenkins, GitLab and others read it (https://github.com/testmoapp/junitxml describes what they share).

One `testsuite` a chapter, one `testcase` an exercise or question. A wrong answer is a `failure`; code that raised,
hung or crashed, and a fault of the grader, is an `error`; what waits for another exercise is `skipped`.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from ..record import Exercise, Question, Record
from ..safe import COMMAND, one_line, shown
from ..tally import Chapter, chapters_of, sentence
from ..words import Words, words
from .text import told

# Characters that XML 1.0 has no way to write; `shown` has already marked the others.
NO_XML = re.compile("[\ufffe\uffff]")
TAGS = {"fail": "failure", "partial": "failure", "missing": "failure", "blocked": "skipped", "shown": "skipped"}


def junit(record: Record) -> str:
    """The text of the XML file."""
    record, w = shown(record), words(record.lang)
    root = ET.Element("testsuites", {"name": _text(record.submission.name)})
    for chapter in chapters_of(record):
        root.append(_suite(chapter, w))
    counts = {name: str(sum(int(suite.attrib[name]) for suite in root)) for name in ("tests", "failures", "errors")}
    root.attrib.update({**counts, "time": _seconds(record.seconds)})
    ET.indent(root)
    whole = f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
    return COMMAND.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), whole)  # it may go to a log


def _suite(chapter: Chapter, w: Words) -> ET.Element:
    tags = [_tag(item) for item in chapter.items]
    seconds = sum(item.seconds for item in chapter.items if isinstance(item, Exercise))
    counts = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite = ET.Element("testsuite", {"name": _text(chapter.name), "tests": str(len(tags))})
    suite.attrib.update({name: str(tags.count(tag)) for name, tag in counts.items()})
    suite.set("time", _seconds(seconds))
    suite.extend(_case(item, chapter.name, w) for item in chapter.items)
    return suite


def _case(item: Exercise | Question, chapter: str, w: Words) -> ET.Element:
    seconds = item.seconds if isinstance(item, Exercise) else 0.0
    case = ET.Element(
        "testcase", {"name": _text(item.id), "classname": _text(f"dlgrade.{chapter}"), "time": _seconds(seconds)}
    )
    if tag := _tag(item):
        outcome = ET.SubElement(case, tag, {"message": _text(one_line(sentence(item, w)))})
        if tag != "skipped":
            outcome.set("type", _text(_type(item)))
        outcome.text = _text(told(item, w))
    if isinstance(item, Exercise) and item.output:
        ET.SubElement(case, "system-out").text = _text(item.output)
    return case


def _tag(item: Exercise | Question) -> str:
    return "" if item.state == "pass" else TAGS.get(item.state, "error")


def _type(item: Exercise | Question) -> str:
    return item.cause.label if isinstance(item, Exercise) and item.cause else item.state


def _text(text: str) -> str:
    return NO_XML.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def _seconds(value: float) -> str:
    return f"{value:.3f}"  # never with an exponent, which readers refuse
