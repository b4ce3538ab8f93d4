"""nbgrader, otter, gradescope-utils, pytest and dlgrade on the same twenty submissions of nine tasks.

`python tests/benchmarks/side_by_side.py FOLDER [TOOL …]` makes an environment a tool under FOLDER (pip fetches them),
and prints one table. Two classes: twenty honest submissions, for the seconds; and the same with three that hang, three
that leave and four that forge, for what is lost and what is believed. All tools run the same nine tests
(`asserts.py`), dlgrade its own checks of the nine exercises and writes its pages.

Columns: seconds of clock and CPU for each class; *no score*: submissions that got no mark at all; *lost*: right
tasks that did not get their point, in the honest class and in the one with trouble; *passed*: honest mistakes (six)
that got all points; *forged*: forgeries (four) that got all points of the task that they forge.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from side_by_side_tools import notebooks, ours, unittests
from side_by_side_tools.classes import Handed, classes
from side_by_side_tools.tool import Marks, Place, Tool, environment, timed, version

FULL = 1 - 1e-9


def judged(handed: Sequence[Handed], marks: Marks) -> dict[str, int]:
    """What the marks say of a class."""

    def full(one: Handed, task: str) -> bool:
        return marks.get(one.name, {}).get(task, 0) >= FULL

    return {
        "no score": sum(one.name not in marks for one in handed),
        "points lost": sum(not full(one, task) for one in handed for task in one.right()),
        "mistakes passed": sum(full(one, one.mistaken) for one in handed if one.mistaken),
        "forged": sum(full(one, one.forged) for one in handed if one.forged),
    }


def measured(tool: Tool, top: Path, keep: dict[str, Marks]) -> str:
    """One line of the table."""
    name = tool.name.replace(" ", "").replace("--", "-")
    home = environment(top / f"env-{tool.name.split()[0]}", tool.packages)
    trouble, plain = classes()
    seconds = []
    for kind, handed in (("honest", plain), ("trouble", trouble)):
        place = Place(home, top / f"{name}-{kind}")
        unittests.clear(place.folder)
        tool.prepare(place, handed)
        seconds += timed(lambda place=place, handed=handed: tool.grade(place, handed))
        keep[f"{name}-{kind}"] = tool.marks(place, handed)
    honest, found = judged(plain, keep[f"{name}-honest"]), judged(trouble, keep[f"{name}-trouble"])
    whose = version(place, tool.name.split()[0])
    return (
        f"{tool.name:17} {whose:8} {seconds[0]:7.1f} {seconds[1]:6.1f} {honest['points lost']:6}"
        f" {seconds[2]:9.1f} {seconds[3]:6.1f} {found['no score']:9} {found['points lost']:9}"
        f" {found['mistakes passed']:9} {found['forged']:7}\n{'':17} limits: {tool.limits}"
    )


def main(top: Path, wanted: Sequence[str], keep: bool) -> None:
    """Prints the table, a line a tool."""
    top = top.resolve()
    top.mkdir(parents=True, exist_ok=True)
    source = ours.copied(top / "source")
    (top / "env-dlgrade" / "installed.txt").unlink(missing_ok=True)
    tools = [notebooks.NBGRADER, notebooks.OTTER, unittests.GRADESCOPE, unittests.PYTEST_TOOL, ours.tool(source, 1),
             ours.tool(source, 2)]  # fmt: skip
    trouble, _ = classes()
    rights = sum(len(one.right()) for one in trouble)
    print(f"Python {sys.version.split()[0]}; 20 submissions, 9 tasks; {rights} right tasks in the class with trouble")
    print("                             honest                  with trouble")
    print(f"{'tool':17} {'version':8}   clock    CPU   lost     clock    CPU  no score     lost   passed  forged")
    marks: dict[str, Marks] = {}
    for tool in tools:
        if not wanted or tool.name.split()[0] in wanted:
            print(measured(tool, top, marks), flush=True)
    if keep:
        print(marks)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("tools", nargs="*")
    parser.add_argument("--marks", action="store_true", help="print every mark, too")
    asked = parser.parse_args()
    main(asked.folder, asked.tools, asked.marks)
