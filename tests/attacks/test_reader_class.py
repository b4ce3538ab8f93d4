"""What a class's pages, files and commands do with hostile names of folders, of files and of the class list."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from dlgrade.exercises.checking.text import Lang
from dlgrade.grader.batch.views import folder_name
from dlgrade.grader.cli import main
from dlgrade.reports.exports import names

from .hostile_text import MARK, TEXTS, is_only_lines, is_only_text

RIGHT = "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0)\n"
WRONG = "def relu(x):\n    raise ValueError('<b>PWN</b>')\n"
ODD = [
    "PWN\n::error::x", "\tPWN", " PWN ", "-rf PWN", "--out=PWN", "=PWN", "+PWN", "@PWN", "CON", "aux.PWN", "PWN...",
    "~PWN", "$(PWN)", "`PWN`", "PWN;id", "x..%2fPWN", "PWN∕..∕..∕x", "C:PWN", "PWN\\..\\..\\x",
    "\u00e9PWN", "e\u0301PWN", "P" * 200, "%PWN%", "con", "NUL", "PWN|x", "PWN?*", "index.html",
]  # fmt: skip
FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")


@dataclass(frozen=True)
class Graded:
    """A class that was graded, and what was printed meanwhile."""

    out: Path
    printed: str
    learners: list[str]


def run(*args: str) -> str:
    """What a command prints, on both streams; it ends without a traceback."""
    done = CliRunner().invoke(main, list(args))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output


def folders(top: Path) -> None:
    """A submission a name, and names that no text can be."""
    for number, name in enumerate([*TEXTS.values(), *ODD]):
        folder = top / re.sub(r"[/\0\ud800-\udfff]", "", name)[:120]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "a.py").write_text(WRONG if number % 9 == 0 else RIGHT)
    for name in (b"PWN\xff\xfe", b"PWN\xff"):
        folder = Path(os.fsdecode(os.path.join(os.fsencode(top), name)))
        folder.mkdir()
        (folder / "a.py").write_text(RIGHT)


@pytest.fixture(scope="module", params=["ja", "en"])
def lang(request: pytest.FixtureRequest) -> Lang:
    return "ja" if request.param == "ja" else "en"


@pytest.fixture(scope="module")
def graded(lang: Lang, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    top = tmp_path_factory.mktemp(f"class-{lang}")
    folders(top / "in")
    printed = run(
        *("batch", str(top / "in"), "--out", str(top / "out"), "--only", "relu"),
        *("--seed", "1", "--jobs", "1", "--lang", lang),
    )
    exported = json.loads(run("export", "class-json", "--class", str(top / "out"), "--lang", lang))
    yield Graded(top / "out", printed, [one["id"] for one in exported["learners"]])


def test_everybody_is_graded_whatever_the_name(graded: Graded) -> None:
    data = json.loads(run("export", "class-json", "--class", str(graded.out)))

    assert len(data["learners"]) == len(set(graded.learners)) == len(list((graded.out.parent / "in").iterdir()))
    assert {one["state"] for one in data["learners"]} == {"graded"}
    assert sum(one["points"] > 0 for one in data["learners"]) > 40


def test_all_that_is_written_lies_in_its_folder_under_names_that_every_system_takes(graded: Graded) -> None:
    written = [path.relative_to(graded.out) for path in graded.out.rglob("*") if path.is_file()]

    assert {path.parts[0] for path in written if len(path.parts) == 1} == {"class.html", "class.sqlite"}
    pages = [path for path in written if len(path.parts) > 1]
    assert len(pages) == 2 * len(graded.learners)
    assert all(re.fullmatch(r"learners/[a-z0-9_-]{1,60}/(index\.html|record\.json)", path.as_posix()) for path in pages)
    assert not {path.parts[1] for path in pages} & {"con", "nul", "aux", "prn"}
    assert sorted(os.listdir(graded.out.parent)) == ["in", "out"]


def test_every_page_is_text_alone(graded: Graded) -> None:
    for page in [graded.out / "class.html", *graded.out.glob("learners/*/index.html")]:
        is_only_text(page.read_text(encoding="utf-8"))
    assert MARK in (graded.out / "class.html").read_text(encoding="utf-8")


def test_no_command_on_the_class_steers_a_terminal_or_a_log(graded: Graded, lang: Lang) -> None:
    is_only_lines(graded.printed)
    of = ("--class", str(graded.out), "--lang", lang)
    for learner in graded.learners:
        is_only_lines(run("history", *of, "--", learner))
    for learner in graded.learners[::15]:
        for command, *rest in (("comment", f"see {learner}"), ("override", "relu", "1"), ("regrade",), ("history",)):
            is_only_lines(run(command, *of, "--", learner, *rest))
    for text in TEXTS.values():
        is_only_lines(run("history", *of, "--", f"{text} of nobody"))
    is_only_lines(run("doctor", *of))


@pytest.mark.parametrize("name", names("class"))
def test_no_export_steers_a_terminal_or_a_log(graded: Graded, name: str) -> None:
    is_only_lines(run("export", name, "--class", str(graded.out)).removeprefix("\ufeff"))


@pytest.mark.parametrize("name", [name for name in names("class") if name != "class-json"])
def test_no_cell_is_a_formula_and_no_line_is_cut_in_two(graded: Graded, name: str) -> None:
    text = run("export", name, "--class", str(graded.out)).removeprefix("\ufeff")

    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == text.count("\n")
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if FORMULA.match(cell) and not re.fullmatch(r"-?[\d.]+|--", cell)]
    assert MARK in text


ROSTER = [name for name in [*TEXTS.values(), *ODD] if "\ud83d" not in name and "\0" not in name]


def test_names_of_the_class_list_are_text_alone(lang: Lang, tmp_path: Path) -> None:
    (tmp_path / "in" / "ann").mkdir(parents=True)
    (tmp_path / "in" / "ann" / "a.py").write_text(RIGHT)
    (tmp_path / "in" / "##[add-mask]PWN\x1b[2J").mkdir()
    with (tmp_path / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [("ann", "<b>PWN</b>", "=PWN@x"), *((f"{text}{n}", text, text) for n, text in enumerate(ROSTER))]
        csv.writer(file).writerows([("id", "name", "email"), *rows])

    printed = run(
        *("batch", str(tmp_path / "in"), "--roster", str(tmp_path / "roster.csv"), "--out", str(tmp_path / "out")),
        *("--only", "relu", "--jobs", "1", "--lang", lang),
    )

    is_only_lines(printed)
    assert MARK in printed
    for page in (tmp_path / "out").rglob("*.html"):
        is_only_text(page.read_text(encoding="utf-8"))
    for name in names("class"):
        is_only_lines(run("export", name, "--class", str(tmp_path / "out")).removeprefix("\ufeff"))


def test_two_learners_never_share_a_page() -> None:
    learners = [*TEXTS.values(), *ODD, "a.b", "a-b", "a b", "A-b", "a-b-", "-a-b", "a" * 41, "a" * 42]

    learners += [folder_name(one) for one in learners if folder_name(one) != one]  # an id made for the page of another
    assert len({folder_name(one).casefold() for one in learners}) == len(set(learners))


def test_an_ordinary_name_is_the_name_of_its_page() -> None:
    assert folder_name("s23-0147_tanaka") == "s23-0147_tanaka"
