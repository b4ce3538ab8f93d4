"""The class page: learners × exercises, and what a teacher wants to know of them, in files without network.

A class that one file would make slow stands in several, `class.html`, `class-2.html` and so on, each with links to
all the others. The learners come twice, once to be added up and once to be written, and never stand in memory
together. All of it can be read without script; a small script adds sorting and a search to the filters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from pathlib import Path

from markupsafe import Markup

from .cards import badge
from .class_grid import grid, part_size, row
from .class_overview import overview
from .class_tally import Tally, tally
from .class_views import ClassPage, Overview, Part
from .classroom import Head, Learner
from .page import environment, hash_of
from .safe import one_line
from .tally import SIGNS
from .words import Words, words
from .write import sweep, write_streams

PAGE = "class.html"
OURS = re.compile(r"class-\d+\.html")


def write_class(head: Head, learners: Callable[[], Iterator[Learner]], out: Path) -> Path:
    """Writes the class page into the folder `out`, made if need be: all of its files or none.

    Args:
        head: the class.
        learners: gives the learners from the first to the last each time it is called, in the order in which the
            page shows them (by id).
        out: the folder that `Learner.page` starts from.

    Returns:
        The path of the first file.

    Raises:
        ReportError: it cannot be written; what stood there before is still whole.
    """
    found = tally(head, learners(), part_size(head))
    names = list(_names(len(found.firsts)))
    sweep(out, names)
    files = render(found, learners())
    write_streams(((out / name, (text,)) for name, text in zip(names, files, strict=True)), head.lang)
    for old in out.iterdir():
        # Of a class that was larger: its links would lead to files of another run.
        if OURS.fullmatch(old.name) and old.name not in names:
            old.unlink()
    return out / PAGE


def render(found: Tally, learners: Iterable[Learner]) -> Iterator[str]:
    """The files of the page, one after the other; `learners` are those that `found` was added up from."""
    w = words(found.head.lang)
    rest, size = iter(learners), part_size(found.head)
    for part in range(max(1, len(found.firsts))):
        rows = [row(one, len(found.head.columns), w) for one in islice(rest, size)]
        first = overview(found, w) if part == 0 else None
        yield _file(_page(found, part, rows, first, w), w)


def _names(parts: int) -> Iterator[str]:
    yield from islice((f"class-{place}.html" if place > 1 else PAGE for place in count(1)), max(1, parts))


def _page(found: Tally, part: int, rows: list[Markup], first: Overview | None, w: Words) -> ClassPage:
    head, size = found.head, part_size(found.head)
    many = len(found.firsts) > 1
    return ClassPage(
        title=w("class.title", name=one_line(head.title)),
        overview=first,
        parts=tuple(_parts(found, part, w)) if many else (),
        parts_note=w("class.parts", parts=len(found.firsts), size=size) if many else "",
        grid=grid(head, rows, part * size + 1, w),
        legend=tuple(badge(state, w) for state in SIGNS),
        signs="".join(dict.fromkeys(SIGNS.values())),
    )


def _parts(found: Tally, here: int, w: Words) -> Iterator[Part]:
    ends = zip(_names(len(found.firsts)), found.firsts, found.lasts, strict=True)
    for place, (name, first, last) in enumerate(ends):
        yield Part(name, w("class.part", first=one_line(first), last=one_line(last)), place == here)


def _file(page: ClassPage, w: Words) -> str:
    pages = environment()
    style, script = (
        "\n".join(pages.get_template(name).render().strip() for name in names)
        for names in (("page.css", "class.css"), ("class.js",))
    )
    ours = {"style": Markup(style), "script": Markup(script)}  # noqa: S704  # our own style sheet and script
    hashes = {"style_hash": hash_of(style), "script_hash": hash_of(script)}
    return pages.get_template("class.html").render(page=page, w=w, **ours, **hashes) + "\n"
