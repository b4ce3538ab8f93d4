"""dlgrade itself: installed from these sources into an environment of its own, `dlgrade batch` on the same files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from side_by_side_tools.classes import TASKS, Handed
from side_by_side_tools.tool import Marks, Place, Tool

ROOT = Path(__file__).parents[3]
READ_MARKS = """import json
from pathlib import Path
from dlgrade.grader.batch.commands import opened
with opened(Path("out")) as publisher:
    found = {one.id: {m.id: m.points / m.max_points for m in one.marks}
             for one in publisher.learners() if one.state == "graded"}
open("marks.json", "w").write(json.dumps(found))
"""


def copied(target: Path) -> Path:
    """The sources in a folder of their own, for pip builds beside them."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(".*", "tests", "docs", "*.egg-info", "build"))
    return target


def _prepare(place: Place, handed: Sequence[Handed]) -> None:
    (place.folder / "in").mkdir()
    for one in handed:
        (place.folder / "in" / f"{one.name}.py").write_text(one.text(), encoding="utf-8")


def _grade(jobs: int) -> Callable[[Place, Sequence[Handed]], None]:
    def grade(place: Place, handed: Sequence[Handed]) -> None:
        place.run("dlgrade", "batch", "in", "--out", "out", "--jobs", str(jobs), "--seed", "7", "--lang", "en",
                  "--only", ",".join(TASKS))  # fmt: skip

    return grade


def _marks(place: Place, handed: Sequence[Handed]) -> Marks:
    place.run("python", "-c", READ_MARKS)
    marks: Marks = json.loads((place.folder / "marks.json").read_text(encoding="utf-8"))
    return marks


def tool(source: Path, jobs: int) -> Tool:
    """dlgrade with so many processes."""
    return Tool(f"dlgrade --jobs {jobs}", (str(source),), _prepare, _grade(jobs), _marks, "its own: 5 s of CPU a task")
