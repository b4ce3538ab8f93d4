"""Which layers stop which attack: `layers.py [--missing|--names] [FAMILY …]` writes layers.json and the page of it.

Every attack is tried without the wall, behind each layer alone, and behind all but the filter and all but Landlock; by
root and by an ordinary user. What lies beyond the wall when it is off is bounded: namespaces, groups of control.
`--missing` tries only what has no row yet, `--names` nothing: it names on the page what has none. Families named are
tried anew, the others stay as they are.
"""

from __future__ import annotations

import importlib.util
import json
import platform
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from dlgrade.grader.worker import landlock, wall

HERE = Path(__file__).parent
FOUND = HERE / "layers.json"
PAGE = HERE.parents[1] / "docs" / "security-layers.md"
ALL = frozenset(wall.LAYERS)
USERS = ("root", "stranger")
SINGLE = ("seccomp", "landlock")
TOGETHER = 2  # judges at a time
Row = dict[str, Any]
Try = Callable[[frozenset[str], list[str]], dict[str, dict[str, Any]]]


def sibling(name: str) -> Any:
    """A module of this folder, which is no package."""
    known = f"dlgrade_attacks_{name}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, HERE / f"{name}.py")
        assert spec is not None and spec.loader is not None
        sys.modules[known] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[known])
    return sys.modules[known]


def compared(names: Iterable[str], tried: Try) -> dict[str, Row]:
    """For each attack what it got without the wall, the layers that stop it alone, and those it needs gone.

    A layer more never lets more through: what gets past two layers together gets past each, and what a layer stops
    alone it stops with others beside it.
    """
    wanted = list(names)
    bare = tried(ALL, wanted)
    through = [name for name in wanted if bare[name]["through"]]
    alone: dict[str, list[str]] = {name: [] for name in wanted}
    rarely = _stopped(tried, ALL - {"rlimits", "environment"}, through)
    for layer in wall.LAYERS:
        for name in _stopped(tried, ALL - {layer}, rarely if layer in ("rlimits", "environment") else through):
            alone[name].append(layer)
    without: dict[str, list[str]] = {name: [] for name in wanted}
    for layer in SINGLE:
        left = [name for name in through if set(alone[name]) <= {layer}]
        for name in set(left).difference(_stopped(tried, frozenset({layer}), left)):
            without[name].append(layer)
    return {
        name: {
            "bare": bare[name]["through"],
            "state": bare[name]["state"],
            "alone": alone[name],
            "without": without[name],
        }
        for name in wanted
    }


def _stopped(tried: Try, off: frozenset[str], names: list[str]) -> list[str]:
    found = tried(off, names) if names else {}
    return [name for name in names if not found[name]["through"]]


def every() -> dict[str, list[str]]:
    """All attacks by family: the submissions, and the techniques in the tests of the wall."""
    twins, techniques = sibling("twins"), sibling("layers_wall")
    found = {family: twins.of_family(family) for family in twins.FAMILIES}
    return found | {family: list(known) for family, known in techniques.families().items()}


def measured(wanted: dict[str, list[str]]) -> dict[str, dict[str, dict[str, Row]]]:
    """The rows of these attacks: family, attack, user."""
    techniques = sibling("layers_wall").families()
    tasks = [(family, user) for family in wanted for user in USERS]
    rows: dict[str, dict[str, dict[str, Row]]] = {family: {name: {} for name in wanted[family]} for family in wanted}

    def measure(task: tuple[str, str]) -> None:
        family, user = task
        tried = sibling("layers_wall" if family in techniques else "layers_outside").tried
        for name, row in compared(wanted[family], lambda off, some: tried(off, user, some)).items():
            rows[family][name][user] = row
        print(f"{family} as {user}: {len(wanted[family])}", file=sys.stderr)

    for task in tasks:
        if task[0] in techniques:
            measure(task)
    with ThreadPoolExecutor(TOGETHER) as pool:  # much of it is waiting
        list(pool.map(measure, [task for task in tasks if task[0] not in techniques]))
    return {family: {name: {user: by[user] for user in USERS} for name, by in rows[family].items()} for family in rows}


def known() -> dict[str, Any]:
    """What was measured last."""
    if not FOUND.exists():
        return {"machine": {}, "rows": {}}
    found: dict[str, Any] = json.loads(FOUND.read_text())
    return found


def main(options: set[str], families: list[str]) -> None:
    """Measure, write what was found, and the page of it."""
    if reason := sibling("layers_outside").bounded():
        raise SystemExit(reason)
    wanted = {f: names for f, names in every().items() if not families or f in families}
    if "--missing" in options:
        old = known()["rows"]
        wanted = {f: [name for name in names if name not in old.get(f, {})] for f, names in wanted.items()}
    new = {} if "--names" in options else measured({f: names for f, names in wanted.items() if names})
    old = known()["rows"] if options or families else {}
    rows = {f: {**old.get(f, {}), **new.get(f, {})} for f in every()}
    rows = {f: {name: rows[f][name] for name in sorted(names) if name in rows[f]} for f, names in every().items()}
    machine = {"kernel": platform.release().split("-")[0], "machine": platform.machine(), "landlock": landlock.abi()}
    lacking = {f: [name for name in names if name not in rows[f]] for f, names in every().items()}
    FOUND.write_text(json.dumps({"machine": machine, "missing": lacking, "rows": rows}, indent=1) + "\n")
    PAGE.write_text(sibling("layers_page").page(known()))


if __name__ == "__main__":
    given = sys.argv[1:]
    main({one for one in given if one.startswith("-")}, [one for one in given if not one.startswith("-")])
