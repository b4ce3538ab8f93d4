"""The errata ledger as the terminal, a page and JSON show it."""

from __future__ import annotations

import io
import json
import re
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from dlgrade.exercises import catalogue
from dlgrade.grader.cli import main
from dlgrade.reports import errata as module
from dlgrade.reports.errata import Entry, print_entry, print_table
from dlgrade.reports.errata import catalogue as texts
from dlgrade.reports.errata_page import render
from dlgrade.reports.words import Lang
from rich.console import Console

REPORTS = Path(module.__file__ or "").parent
SOURCES = ("the blog", "the log")
HOLDS = Entry("peak", "ch03", True, "It is 0.25.", SOURCES, "0.25", "0.2500", "At 7 points it is `0.25`.")
FAILS = Entry("he", "ch06", False, "It is 2/√n <b>.", SOURCES[:1], "2 / √n", "√(2/n)", "For n = 9.", ("init-he",))


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["errata", *(str(arg) for arg in args)])


def console(width: int = 80) -> Console:
    return Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)


def printed(into: Console) -> str:
    assert isinstance(into.file, io.StringIO)
    return into.file.getvalue()


class Page(HTMLParser):
    """Tags, ids and links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name in ("href", "src") and value]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_page_stands_by_itself_and_has_every_claim(lang: Lang) -> None:
    page = render([HOLDS, FAILS], lang, "dlgrade 1")
    read = Page(page)

    assert {"script", "img", "link rel=stylesheet"}.isdisjoint(read.tags)
    assert all(link.startswith(("#", "data:")) for link in read.links)
    assert {link[1:] for link in read.links if link.startswith("#")} <= set(read.ids)
    assert len(read.ids) == len(set(read.ids))
    assert {"peak", "he", "ch-ch03", "ch-ch06"} <= set(read.ids)
    assert page.startswith("<!DOCTYPE html>")
    assert f'<html lang="{lang}">' in page
    assert page == render([HOLDS, FAILS], lang, "dlgrade 1")


def test_a_page_escapes_what_it_shows_and_sets_code_apart() -> None:
    page = render([HOLDS, FAILS], "en", "dlgrade 1")

    assert "2/√n &lt;b&gt;." in page
    assert "<code>0.25</code>." in page
    assert "does not hold" in page
    assert "the blog; the log" in page


def test_the_table_has_verdict_id_and_claim_and_counts_both() -> None:
    shown = console()
    print_table([HOLDS, FAILS], "en", shown)

    assert "✓ holds          peak  It is 0.25." in printed(shown)
    assert "✗ does not hold  he    It is 2/√n" in printed(shown)
    assert "2 claims: 1 hold, 1 do not." in printed(shown)


def test_one_claim_is_shown_with_everything() -> None:
    shown = console(40)
    print_entry(FAILS, "en", shown)

    for field in ("claim", "printed", "right", "calculation"):
        assert getattr(FAILS, field) in printed(shown)
    assert "init-he" in printed(shown)
    assert max(map(len, printed(shown).splitlines())) <= 40


def test_every_word_is_used_and_there_in_both_languages() -> None:
    files = [REPORTS / "errata.py", REPORTS / "errata_page.py", REPORTS / "templates" / "errata.html"]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)

    for key, entry in texts().items():
        assert set(entry) == {"ja", "en"}
        assert all(text.strip() for text in entry.values())
        assert f'"{key}"' in code or f"'{key}'" in code, key
        assert len({frozenset(re.findall(r"{(\w+)", text)) for text in entry.values()}) == 1


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_command_shows_every_claim(lang: str) -> None:
    table, entries = run("--lang", lang), json.loads(run("--lang", lang, "--format", "json").stdout)

    assert table.exit_code == 0
    assert [one["id"] for one in entries] == list(catalogue.errata())
    assert [one["holds"] for one in entries] == [one.holds for one in catalogue.errata().values()]
    assert all(one["id"] in table.stdout for one in entries)
    assert set(entries[0]) == {field.name for field in fields(Entry)}


def test_the_command_writes_a_page(tmp_path: Path) -> None:
    result = run("--out", tmp_path / "new" / "errata.html", "--lang", "ja")

    assert result.exit_code == 0
    assert result.stdout.strip() == str(tmp_path / "new" / "errata.html")
    assert set(catalogue.errata()) <= set(Page((tmp_path / "new" / "errata.html").read_text(encoding="utf-8")).ids)


def test_one_claim_is_found_with_hyphens_or_underscores_and_a_typo_is_answered() -> None:
    assert "0.0632" in run("he_deviation").stdout
    wrong = run("he-devation", "--lang", "en")
    assert wrong.exit_code == 2
    assert "did you mean 'he-deviation'" in wrong.stderr
