"""nbgrader and otter: a notebook with a cell for each task; the tests run in the kernel that ran the submission.

nbgrader is used as its documentation says: a source notebook with solution cells and autograder tests,
`generate_assignment`, what learners make of the released notebook, `autograde`. otter likewise: `otter assign` makes
the notebook and autograder.zip from one master; as no container engine is asked for, `otter run` grades one notebook
after the other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from side_by_side_tools.asserts import tests
from side_by_side_tools.classes import TASKS, Handed, base
from side_by_side_tools.tool import PROCESS_SECONDS, TASK_SECONDS, Marks, Place, Tool

NBGRADER_CONFIG = f"""c = get_config()
c.CourseDirectory.course_id = "course"
c.Execute.timeout = {TASK_SECONDS}
"""
READ_MARKS = """import json
from nbgrader.api import Gradebook, MissingEntry
found = {}
with Gradebook("sqlite:///gradebook.db") as book:
    for submission in book.assignment_submissions("nine"):
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        if grades and all(grade.auto_score is not None for grade in grades):
            found[submission.student.id] = {g.name.removeprefix("test-"): g.score for g in grades}
print(json.dumps(found))
"""
OTTER_CONFIG = "# ASSIGNMENT CONFIG\nname: nine\nexport_cell: false\nsolutions_pdf: false\ntemplate_pdf: false\n"


def _solution(text: str, style: str) -> str:
    return f"{style} BEGIN SOLUTION\n{text}\n{style} END SOLUTION"


def _submitted(text: str, one: Handed, name_of: dict[str, str]) -> nbformat.NotebookNode:
    """The released notebook with a learner's code: what is shared above all, what stands below at the end."""
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        for task, marker in name_of.items():
            if cell.cell_type == "code" and cell.source.startswith(marker):
                cell.source = f"{marker}\n{one.tasks[task]}"
    notebook.cells.insert(0, new_code_cell(one.shared))
    if one.below:
        notebook.cells.append(new_code_cell(one.below))
    return notebook


MARKERS = {task: f"# {symbol}: your code" for task, symbol in TASKS.items()}


def _prepare_nbgrader(place: Place, handed: Sequence[Handed]) -> None:
    """Source, release, and what everybody handed in."""
    (place.folder / "nbgrader_config.py").write_text(NBGRADER_CONFIG, encoding="utf-8")
    right, written = base("careful"), tests()
    cells = [new_code_cell(right.shared)]
    for task in TASKS:
        about = {"schema_version": 3, "task": False}
        cells.append(new_code_cell(
            f"{MARKERS[task]}\n{_solution(right.tasks[task], '###')}",
            metadata={"nbgrader": {**about, "grade": False, "solution": True, "locked": False,
                                   "grade_id": f"solution-{task}"}}))  # fmt: skip
        cells.append(new_code_cell(
            written[task],
            metadata={"nbgrader": {**about, "grade": True, "solution": False, "locked": True, "points": 1,
                                   "grade_id": f"test-{task}"}}))  # fmt: skip
    source = place.folder / "source" / "nine" / "nine.ipynb"
    source.parent.mkdir(parents=True)
    _save(_python_notebook(cells), source)
    place.run("nbgrader", "generate_assignment", "nine", "--create")
    released = (place.folder / "release" / "nine" / "nine.ipynb").read_text(encoding="utf-8")
    for one in handed:
        target = place.folder / "submitted" / one.name / "nine" / "nine.ipynb"
        target.parent.mkdir(parents=True)
        _save(_submitted(released, one, MARKERS), target)


def _python_notebook(cells: list[nbformat.NotebookNode]) -> nbformat.NotebookNode:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def _save(notebook: nbformat.NotebookNode, path) -> None:
    nbformat.write(notebook, str(path))


def _grade_nbgrader(place: Place, handed: Sequence[Handed]) -> None:
    place.run("nbgrader", "autograde", "nine")


def _nbgrader_marks(place: Place, handed: Sequence[Handed]) -> Marks:
    place.run("python", "-c", READ_MARKS.replace("print(", "open('marks.json', 'w').write("))
    marks: Marks = json.loads((place.folder / "marks.json").read_text(encoding="utf-8"))
    return marks


def _prepare_otter(place: Place, handed: Sequence[Handed]) -> None:
    """The master notebook, what `otter assign` makes of it, and what everybody handed in."""
    right, written = base("careful"), tests()
    cells = [new_raw_cell(OTTER_CONFIG), new_code_cell(right.shared)]
    for task in TASKS:
        cells += [
            new_raw_cell(f"# BEGIN QUESTION\nname: {_word(task)}\npoints: 1"),
            new_markdown_cell(f"Write {TASKS[task]}."),
            new_raw_cell("# BEGIN SOLUTION"),
            new_code_cell(f"{MARKERS[task]}\n{_solution(right.tasks[task], '#')}"),
            new_raw_cell("# END SOLUTION"),
            new_raw_cell("# BEGIN TESTS"),
            new_code_cell(written[task]),
            new_raw_cell("# END TESTS"),
            new_raw_cell("# END QUESTION"),
        ]
    _save(_python_notebook(cells), place.folder / "nine.ipynb")
    place.run("otter", "assign", "nine.ipynb", "made")
    released = (place.folder / "made" / "student" / "nine.ipynb").read_text(encoding="utf-8")
    for one in handed:
        target = place.folder / "submitted" / one.name / "nine.ipynb"
        target.parent.mkdir(parents=True)
        _save(_submitted(released, one, MARKERS), target)


def _word(task: str) -> str:
    return task.replace("-", "_")


def _grade_otter(place: Place, handed: Sequence[Handed]) -> None:
    (zipped,) = (place.folder / "made" / "autograder").glob("*autograder*.zip")
    for one in handed:
        folder = place.folder / "submitted" / one.name
        place.run("otter", "run", "nine.ipynb", "--no-logo", "-a", str(zipped), "-o", ".", limit=PROCESS_SECONDS,
                  folder=folder)  # fmt: skip


def _otter_marks(place: Place, handed: Sequence[Handed]) -> Marks:
    return {one.name: found for one in handed if (found := _otter_json(place, one))}


def _otter_json(place: Place, one: Handed) -> dict[str, float]:
    try:
        text = (place.folder / "submitted" / one.name / "results.json").read_text(encoding="utf-8")
        scores = {test["name"]: test.get("score") for test in json.loads(text)["tests"]}
    except (OSError, ValueError, KeyError):
        return {}
    if not any(_word(task) in scores for task in TASKS):
        return {}
    return {task: float(scores.get(_word(task)) or 0) for task in TASKS}


NBGRADER = Tool(
    "nbgrader", ("nbgrader", "numpy"), _prepare_nbgrader, _grade_nbgrader, _nbgrader_marks,
    f"Execute.timeout = {TASK_SECONDS} s a cell",
)  # fmt: skip
OTTER = Tool(
    "otter-grader", ("otter-grader[grading]", "ipykernel", "numpy"), _prepare_otter, _grade_otter, _otter_marks,
    f"`otter run` has none: each process {PROCESS_SECONDS} s (`otter grade --timeout` is the same for a container)",
)  # fmt: skip
