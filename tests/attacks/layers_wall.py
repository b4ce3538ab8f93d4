"""The techniques in the tests of the wall, tried with layers off."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

WALL = Path(__file__).parents[1] / "grader" / "wall"
_PACKAGE = "dlgrade_wall_tests"


def _module(name: str) -> Any:
    """A module of the tests of the wall, which import each other and are no package."""
    if _PACKAGE not in sys.modules:
        spec = importlib.machinery.ModuleSpec(_PACKAGE, None, is_package=True)
        spec.submodule_search_locations = [str(WALL)]
        sys.modules[_PACKAGE] = importlib.util.module_from_spec(spec)
    return importlib.import_module(f"{_PACKAGE}.{name}")


@functools.cache
def families() -> dict[str, dict[str, Any]]:
    """Family, title, technique."""
    calls = _module("test_unneeded")
    return {
        "files": {one.title: one for one in _module("test_files").TECHNIQUES},
        "others": {one.title: one for one in _module("test_calls").TECHNIQUES},
        "calls": dict.fromkeys(calls.UNNEEDED),
    }


def technique(title: str) -> Any:
    """The technique of this title, where it is one; nothing for a call that is only asked."""
    return next((known[title] for known in families().values() if title in known), None)


def tried(off: frozenset[str], who: str, names: list[str]) -> dict[str, dict[str, Any]]:
    """What came of each technique with these layers off."""
    with _module("yard").laid_out() as yard:
        asked = [name for name in names if technique(name) is None]
        found = _asked(yard, off, who, asked) if asked else {}
        for name in names:
            if one := technique(name):
                found[name] = _outcome(_module("yard").behind(yard, who, one.act, *one.args, off=off))
    return found


def _asked(yard: Any, off: frozenset[str], who: str, names: list[str]) -> dict[str, dict[str, Any]]:
    """Calls that are only asked, all in one worker."""
    shut = _module("yard").behind(yard, who, _module("test_unneeded").shut, off=off).value
    return {name: {"through": "" if name in shut else "the kernel answers", "state": ""} for name in names}


def _outcome(result: Any) -> dict[str, Any]:
    return {"through": "done" if result.through else "", "state": result.error or str(result.died)}
