"""The allow-list with holes."""

from __future__ import annotations

import pathlib

import pytest
from dlgrade.grader.worker.cut import below, cut, real


@pytest.fixture
def tree(tmp_path: pathlib.Path) -> pathlib.Path:
    for name in ("lib/site/numpy", "lib/site/dlgrade/grader", "lib/site/click", "lib/other", "bin"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "lib/site/six.py").touch()
    (tmp_path / "lib/site/link").symlink_to(tmp_path / "lib/site/dlgrade")
    return tmp_path


def names(root: pathlib.Path, readable: list[str], hidden: list[str]) -> tuple[set[str], set[str]]:
    whole, opened = cut([str(root / p) for p in readable], [str(root / p) for p in hidden])
    return {p.removeprefix(f"{root}/") for p in whole}, {p.removeprefix(f"{root}/") for p in opened}


def test_nothing_hidden_opens_nothing(tree: pathlib.Path) -> None:
    assert names(tree, ["lib", "bin"], ["elsewhere"]) == ({"lib", "bin"}, set())


def test_siblings_are_allowed_instead(tree: pathlib.Path) -> None:
    whole, opened = names(tree, ["lib"], ["lib/site/dlgrade"])
    assert whole == {"lib/other", "lib/site/numpy", "lib/site/click", "lib/site/six.py"}
    assert opened == {"lib", "lib/site"}


def test_the_longer_path_wins(tree: pathlib.Path) -> None:
    whole, _ = names(tree, ["lib", "lib/site/dlgrade/grader"], ["lib/site/dlgrade"])
    assert "lib/site/dlgrade/grader" in whole
    assert "lib/site/dlgrade" not in whole


def test_of_equals_the_hidden_one_wins(tree: pathlib.Path) -> None:
    assert names(tree, ["bin"], ["bin"]) == (set(), set())


def test_a_path_inside_another_is_said_once(tree: pathlib.Path) -> None:
    assert names(tree, ["lib", "lib/site"], []) == ({"lib"}, set())


def test_links_are_followed_before_and_never_on_the_way(tree: pathlib.Path) -> None:
    link = str(tree / "lib/site/link")
    assert real([link, link, str(tree / "absent")]) == [str(tree / "lib/site/dlgrade")]
    whole, _ = names(tree, ["lib"], ["lib/site/dlgrade"])
    assert "lib/site/link" not in whole


def test_below() -> None:
    assert below("/a/b", "/a")
    assert below("/a", "/a")
    assert below("/a", "/")
    assert not below("/ab", "/a")
