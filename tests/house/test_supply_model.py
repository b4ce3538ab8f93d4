"""The threat model names tests that are there, and says the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(tests/[\w/.]+\.py)(?:::(\w+))?`")
GUARDED, NOT_GUARDED = 3, 2


def rows(name: str) -> list[list[str]]:
    """The cells of every row of every table but the heads."""
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    tables = re.findall(r"^\|[^\n]*\n\|[-|]+\n((?:\|[^\n]*\n)+)", text, re.M)
    return [line.strip("| ").split(" | ") for table in tables for line in table.splitlines()]


@pytest.mark.parametrize("name", ["security.md", "security.ja.md"])
def test_what_is_guarded_is_shown_by_tests_that_exist(name: str) -> None:
    guarded = [row for row in rows(name) if len(row) == GUARDED]

    assert len(guarded) > 20
    for row in guarded:
        found = NAMED.findall(row[-1])
        assert found, row
        for path, function in found:
            assert (ROOT / path).is_file(), path
            assert not function or re.search(rf"^\s*def {function}\(", (ROOT / path).read_text("utf-8"), re.M), function


def test_both_languages_have_the_same_rows() -> None:
    english, japanese = rows("security.md"), rows("security.ja.md")

    assert [len(row) for row in english] == [len(row) for row in japanese]
    pairs = zip(english, japanese, strict=True)
    assert all(a[-1] == b[-1] for a, b in pairs if len(a) == GUARDED)


@pytest.mark.parametrize("name", ["docs/security.md", "docs/security.ja.md", "SECURITY.md"])
def test_links_lead_somewhere_and_nobody_is_invented(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert ((ROOT / name).parent / link).resolve().is_file(), link
    assert "@" not in text
