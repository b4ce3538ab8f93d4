"""Which definition of a symbol counts, and what is said when there are several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Literal

from .chapters import other_chapter
from .definitions import Found, renames
from .locating import stands
from .model import Choice, CollectError, Definition, Note, SourceFile, Submission
from .names import SETTINGS
from .slicing import Module, module_of
from .spelling import spelt_otherwise

_DRAFTS = "old|backup|bak|copy|drafts?|wip|tmp|temp|unused|deprecated"
_WORDS = f"{_DRAFTS}|tests?|solutions?|answers?|skeletons?|samples?|examples?"
_ASIDE = re.compile(
    rf"(?:{_WORDS})(?:[_\-. ]|$)|(?:untitled|無題|deep-learning-from-scratch)"
    r"|.*(?:[_\-. ](?:tests?|old|backup|bak|copy|solutions?|answers?|skeletons?|drafts?)|コピー|バックアップ|下書き)"
    r"|.*\(\d+\)",
)


def find(
    submission: Submission, symbol: str, aliases: Sequence[str], kind: Literal["function", "class"], chapter: str = ""
) -> Choice | None:
    """The definition of `symbol` that counts, under this name or one of `aliases`; None when there is none.

    A name listed in `dlgrade.toml` settles it. Otherwise the exact name comes before the others in use, then a file
    that does not look like a test, a copy or a draft, a place named after `chapter`, such as ch05, before one of no
    chapter and that before one of another, the one nearest the root, a file before a notebook, the alphabet. Where
    there is none, the name may be one that an import gives to what another file defines, or spelt in another case.
    Raises CollectError when `dlgrade.toml` names what is not there.
    """
    names = (symbol, *aliases)
    if said := submission.settings.symbols.get(symbol):
        return Choice(_settled(submission, symbol, names, kind, said).definition)
    candidates = [*_candidates(submission, names, kind)] or [*_renamed(submission, names)]
    if not candidates:
        names = spelt_otherwise(submission, names)
        candidates = [*_candidates(submission, names, kind)]
    found = sorted(candidates, key=lambda each: _rank(each, names, submission, chapter))
    if not found:
        return None
    first = found[0].definition
    others = [each.definition for each in found[1:] if not _aside(each.definition.file)]
    taken = () if first.symbol in (symbol, *aliases) else (_taken(submission, symbol, first),)
    return Choice(first, (*taken, *_said(submission, symbol, found)), tuple(others))


def _candidates(submission: Submission, names: Sequence[str], kind: str) -> Iterator[Found]:
    """The best definition of each file."""
    for file in submission.files:
        if best := _best(module_of(submission, file), names, kind):
            yield best


def _renamed(submission: Submission, names: Sequence[str]) -> Iterator[Found]:
    """Names that a file gives to what it imports from another file of the submission."""
    own = {PurePosixPath(file.path).stem for file in submission.files}
    for file in submission.files:
        yield from (found for found, module in renames(file) if found.definition.symbol in names and module in own)


def _best(file: Module, names: Sequence[str], kind: str) -> Found | None:
    """The last definition under the first of the names that the file defines."""
    last = {found.definition.symbol: found for found in file.definitions if found.usable_as in (kind, "either")}
    return next((last[name] for name in names if name in last), None)


_Rank = tuple[int, bool, int, int, bool, str]


def _rank(found: Found, names: Sequence[str], submission: Submission, chapter: str) -> _Rank:
    path = found.definition.file
    file = submission.file(path)
    notebook = file is not None and file.kind == "notebook"
    depth = path.count("/")
    return names.index(found.definition.symbol), _aside(path), other_chapter(path, chapter), depth, notebook, path


def _aside(path: str) -> bool:
    """Whether the path says that the file is a test, a copy or a sample, not the learner's answer."""
    parts = path.lower().split("/")
    return any(_ASIDE.match(part) for part in parts) or "conftest.py" in parts


def _taken(submission: Submission, symbol: str, definition: Definition) -> Note:
    place, name = stands(submission, definition), definition.symbol
    return Note(
        {
            "ja": f"`{symbol}` がないので、{place} の `{name}` を採点しました。",
            "en": f"There is no `{symbol}`; `{name}` at {place} was taken for it.",
        },
        definition.file,
    )


def _said(submission: Submission, symbol: str, found: list[Found]) -> tuple[Note, ...]:
    if len(found) == 1:
        return ()
    here, other = found[0].definition, found[1].definition
    choose = f'`{symbol} = "{other.file}:{other.symbol}"`'
    first, second = (stands(submission, each) for each in (here, other))
    return (
        Note(
            {
                "ja": f"`{symbol}` の定義は {first} と {second} にあり、{first} を採点します。"
                f"もう一方にするには {SETTINGS} の [symbols] に {choose} と書いてください。",
                "en": f"`{symbol}` is defined at {first} and at {second}; the one at {first} counts. "
                f"To choose the other, write {choose} under [symbols] in {SETTINGS}.",
            },
            here.file,
        ),
    )


def _settled(submission: Submission, symbol: str, names: Sequence[str], kind: str, said: str) -> Found:
    path, _, name = said.partition(":")
    file = settled_file(submission.files, symbol, path)
    found = _best(module_of(submission, file), (name,) if name else names, kind)
    if found is None:
        what = f"`{name}`" if name else f"`{symbol}`"
        raise CollectError(
            f"{SETTINGS} says that `{symbol}` is in {path}, but no {kind} {what} is defined there; correct the entry.",
            f"{SETTINGS} では `{symbol}` は {path} にありますが、そこに {what} の定義がありません。直してください。",
        )
    return found


def settled_file(files: Sequence[SourceFile], symbol: str, path: str) -> SourceFile:
    """The file that `dlgrade.toml` names for a symbol; raises CollectError when there is none that could be read."""
    for file in files:
        if file.path == path:
            return file
    raise CollectError(
        f"{SETTINGS} names {path} for `{symbol}`, but there is no such file that can be read; correct the entry.",
        f"{SETTINGS} の `{symbol}` にある {path} は、読めるファイルとして見つかりません。直してください。",
    )
