"""No text is missing in either language: in the TOML files, in the code, in the templates."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dlgrade
import pytest

ROOT = Path(dlgrade.__file__ or "").parent
FOLDERS = ("reference", "exercises", "reports", "grader")
TOML = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.toml"))
PYTHON = sorted(file for folder in ("exercises", "reports", "grader") for file in (ROOT / folder).rglob("*.py"))
TEMPLATES = sorted((ROOT / "reports" / "templates").glob("*.html"))
JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")
SENTENCE = 6
"""So many Japanese characters are a sentence, fewer may be a word or a mark."""
TEXTS = frozenset(["ja", "en"])


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def texts(value: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table with a text in either language, and where it stands."""
    if isinstance(value, dict):
        if TEXTS & value.keys():
            yield where, value
        for key, part in value.items():
            yield from texts(part, f"{where}.{key}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from texts(part, f"{where}[{number}]")


def fields(text: str) -> set[str]:
    return {each for _, each, _, _ in string.Formatter().parse(text) if each is not None}


def wrong(entry: dict[str, Any]) -> str:
    """What is wrong with the texts of a table; empty where nothing is."""
    ja, en = entry.get("ja", ""), entry.get("en", "")
    if not (isinstance(ja, str) and isinstance(en, str) and ja.strip() and en.strip()):
        return "a language is missing"
    if JAPANESE.search(en):
        return "Japanese in the English text"
    if ja == en and re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", en):
        return "an English sentence for a Japanese one"
    return ""


@pytest.mark.parametrize("file", TOML, ids=name)
def test_every_text_of_a_toml_file_is_there_in_both_languages(file: Path) -> None:
    found = list(texts(tomllib.loads(file.read_text(encoding="utf-8"))))
    bad = {where: problem for where, entry in found if (problem := wrong(entry))}

    assert bad == {}


@pytest.mark.parametrize("file", [ROOT / "grader" / "messages.toml", *(ROOT / "reports").glob("*words.toml")], ids=name)
def test_messages_and_words_have_the_same_fields_in_both_languages(file: Path) -> None:
    bad = [
        where
        for where, entry in texts(tomllib.loads(file.read_text(encoding="utf-8")))
        if fields(entry["ja"]) != fields(entry["en"])
    ]

    assert bad == []


@pytest.mark.parametrize("file", PYTHON, ids=name)
def test_a_sentence_that_stands_in_the_code_stands_there_in_both_languages(file: Path) -> None:
    """A Japanese text of the code has an English one in the same call, dictionary or tuple: Text, CollectError …"""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    pairs = [node for node in ast.walk(tree) if isinstance(node, ast.Call | ast.Dict | ast.Tuple)]
    paired = {id(part) for node in pairs if english(node) for part in ast.walk(node)}
    parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    lone = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and len(JAPANESE.findall(node.value)) >= SENTENCE
        and id(node) not in paired
        and not isinstance(parents.get(id(node)), ast.Expr)
        and not pattern(node, parents)
    ]

    assert lone == []


def english(node: ast.AST) -> bool:
    """Whether a node holds an English text: words, and nothing Japanese."""
    values = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(re.search(r"[A-Za-z]{2,}", value) and not JAPANESE.search(value) for value in values)


def pattern(node: ast.Constant, parents: dict[int, ast.AST]) -> bool:
    """Whether the text is part of a regular expression, in which characters are no sentence."""
    above = parents.get(id(node))
    while above is not None:
        if isinstance(above, ast.Call) and ast.unparse(above.func).startswith("re."):
            return True
        above = parents.get(id(above))
    return False


@pytest.mark.parametrize("file", TEMPLATES, ids=name)
def test_a_template_has_no_words_of_its_own(file: Path) -> None:
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", " ", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    attributes = " ".join(re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', text))
    body = re.sub(r"<code[^>]*>.*?</code>|<style.*?</style>|<script.*?</script>", " ", text, flags=re.DOTALL)
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>", " ", body) + attributes)

    assert words == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"ja": "はい"}, "a language is missing"),
        ({"ja": "はい", "en": " "}, "a language is missing"),
        ({"ja": "はい", "en": "はい"}, "Japanese in the English text"),
        ({"ja": "this is left", "en": "this is left"}, "an English sentence for a Japanese one"),
        ({"ja": "SGD", "en": "SGD"}, ""),
        ({"ja": "はい", "en": "Yes."}, ""),
    ],
)
def test_what_is_missing_would_be_found(entry: dict[str, Any], problem: str) -> None:
    assert wrong(entry) == problem
