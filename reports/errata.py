"""The errata ledger: what it holds, and how the terminal shows it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from .lines import padded, wrapped
from .words import Lang, words

SOURCE = Path(__file__).with_name("errata_words.toml")
NARROWEST = 12


@dataclass(frozen=True)
class Entry:
    """One claim, in one language, with the figures of a calculation just made.

    Attributes:
        id: for example `he-deviation`.
        chapter: short name of its chapter.
        holds: whether the claim holds.
        claim: what is said.
        sources: what says it.
        printed: how it is printed.
        right: what is right.
        calculation: how that is known.
        met_in: ids of the exercises and questions in which the same error can be made.
    """

    id: str
    chapter: str
    holds: bool
    claim: str
    sources: tuple[str, ...]
    printed: str
    right: str
    calculation: str
    met_in: tuple[str, ...] = ()


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Key, language: text, as it stands in the file."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def say_in(lang: Lang) -> Callable[..., str]:
    """The words in `lang`: a function of a key and the values of its fields."""

    def say(key: str, **values: object) -> str:
        return catalogue()[key][lang].format(**values)

    return say


def by_chapter(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The claims of each chapter, in their order."""
    return {name: [one for one in entries if one.chapter == name] for name in dict.fromkeys(e.chapter for e in entries)}


def verdict(entry: Entry, lang: Lang, console: Console | None = None) -> str:
    """A sign and a word."""
    plain = console is not None and not console.encoding.startswith("utf")
    sign = {True: "+" if plain else "✓", False: "x" if plain else "✗"}[entry.holds]
    return f"{sign} {say_in(lang)('holds' if entry.holds else 'fails')}"


def counted(entries: Sequence[Entry], lang: Lang) -> str:
    """How many hold and how many do not."""
    held = sum(one.holds for one in entries)
    return say_in(lang)("counts", total=len(entries), held=held, wrong=len(entries) - held)


def print_table(entries: Sequence[Entry], lang: Lang, console: Console) -> None:
    """The claims by chapter: verdict, id, claim. The claim stands last, as its characters may be of any width."""
    names = max((cell_len(one.id) for one in entries), default=0)
    states = max((cell_len(verdict(one, lang, console)) for one in entries), default=0)
    indent = 2 + states + 2 + names + 2
    for chapter, group in by_chapter(entries).items():
        console.print(Text(words(lang).chapter(chapter), style="bold"))
        for one in group:
            first, *rest = wrapped(one.claim, max(console.width - indent, NARROWEST))
            state = Text(padded(verdict(one, lang, console), states), style="green" if one.holds else "red")
            _line(Text.assemble("  ", state, "  ", padded(one.id, names), "  ", first), console)
            for line in rest:
                _line(Text(" " * indent + line), console)
        console.print()
    _line(Text(counted(entries, lang)), console)


def print_entry(entry: Entry, lang: Lang, console: Console) -> None:
    """One claim with everything that is known of it."""
    say = say_in(lang)
    state = Text(verdict(entry, lang, console), style="green" if entry.holds else "red")
    _line(Text.assemble(state, "  ", (entry.id, "bold")), console)
    rows = {
        "source": "、".join(entry.sources) if lang == "ja" else "; ".join(entry.sources),
        "printed": entry.printed,
        ("value" if entry.holds else "right"): entry.right,
        "calculation": entry.calculation,
        "met_in": ", ".join(entry.met_in),
    }
    labels = max(cell_len(say(key)) for key in rows)
    for line in wrapped(entry.claim, console.width - 2):
        _line(Text(f"  {line}"), console)
    for key, text in rows.items():
        for place, line in enumerate(wrapped(text, max(console.width - labels - 4, NARROWEST))):
            label = padded(say(key) if place == 0 else "", labels)
            if text:
                _line(Text.assemble("  ", (label, "dim"), "  ", line), console)


def _line(line: Text, console: Console) -> None:
    # Already broken into lines by the rules of Japanese, which rich does not know.
    line.rstrip()
    console.print(line, no_wrap=True, crop=False, overflow="ignore")
