"""The READMEs say the same in both languages, and CI runs what they say."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def blocks(name: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return [re.sub(r"#.*", "", block) for block in re.findall(r"^```\w+[^\n]*\n(.*?)^```$", text, re.S | re.M)]


def test_both_languages_show_the_same_commands() -> None:
    assert [b.split() for b in blocks("README.md")] == [b.split() for b in blocks("README.ja.md")]


def test_ci_takes_its_two_commands_from_the_readme() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    for name in ("install", "test"):
        assert f"^```sh {name}$" in ci
        assert re.search(rf"^```sh {name}$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)


def test_every_command_of_the_program_stands_in_both_readmes() -> None:
    from dlgrade.grader.cli import main

    for name in ("README.md", "README.ja.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert all(f"dlgrade {command}" in text for command in main.commands)
