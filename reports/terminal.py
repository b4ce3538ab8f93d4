"""The terminal: a table by chapter after `submit`, a few lines an exercise for `check`, and a progress line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from .lines import ellipsis, padded, wrapped
from .record import Exercise, Question, Record
from .safe import one_line, uncommanded
from .tally import SIGNS, Chapter, Item, chapters_of, first_of, items_of, judged, number, sentence, tone
from .words import Lang, Words, words

WIDEST = 120
WIDEST_NAME = 28
NARROWEST_CAUSE = 12
MOST_NOTES = 5
STYLES = {"good": "green", "part": "yellow", "bad": "red", "idle": "dim", "ours": "magenta"}
PLAIN_SIGNS = str.maketrans("✓✗→", "+x>")


@dataclass(frozen=True)
class Widths:
    """Cells of each column of the table."""

    name: int
    state: int
    points: int
    cause: int

    @property
    def indent(self) -> int:
        """Where the last column begins."""
        return 2 + self.name + 2 + self.state + 2 + self.points + 2


def make_console(file: IO[str]) -> Console:
    """A console on `file`: colour only on a terminal and without NO_COLOR, nothing in a text read as markup.

    A character that the terminal's encoding lacks is shown as `?` and never raises.
    """
    reconfigure = getattr(file, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    console = Console(file=file, markup=False, emoji=False, highlight=False)
    console.width = min(console.width, WIDEST)
    return console


def summary(record: Record, *, console: Console) -> None:
    """Prints the table by chapter, the totals and the first thing to mend."""
    w = words(record.lang)
    widths = _widths(items_of(record), w, console)
    for chapter in chapters_of(record):
        _print_chapter(chapter, widths, w, console)
    items = judged(items_of(record))
    passed = sum(item.state == "pass" for item in items)
    score = w("top.score", points=number(record.points), max_points=number(record.max_points))
    console.print(Text.assemble((score, "bold"), "  ", w("top.passed", passed=passed, total=len(items))))
    _print_first(record, w, console)
    _print_starts(record, w, console)
    _print_notes(record, w, console)
    if not record.wall.enforced:
        console.print()
        for line in wrapped(w("wall.warning"), console.width):
            _say(Text(line, style="yellow"), console)


def check_lines(record: Record, console: Console) -> None:
    """Prints the few lines of `check`: what each item came to, and what to do about it."""
    w = words(record.lang)
    for item in items_of(record):
        console.print(_headline(item, w, console))
        for label, text in _remarks(item, w):
            _paragraph(label, text, console)
    _print_notes(record, w, console)


@contextmanager
def progress(total: int, lang: Lang, file: IO[str]) -> Iterator[Callable[[str], None]]:
    """Gives `step(id)`, to be called as each of `total` items begins; draws one line, and only on a terminal."""
    w = words(lang)
    done = 0

    def step(identifier: str) -> None:
        nonlocal done
        done += 1
        rewrite(file, w("terminal.progress", done=done, total=total, id=one_line(identifier)))

    # No thread redraws it: the process that shows progress is the one that forks workers.
    live = file.isatty()
    try:
        yield step if live else _nothing
    finally:
        if live and done:
            rewrite(file, "")


def _nothing(identifier: str) -> None:
    """Progress where nobody watches."""


def rewrite(file: IO[str], text: str) -> None:
    """Puts a text in the place of the line that the cursor is on."""
    room = Console(file=file).width - 1  # one cell short, or the terminal wraps and the line stays
    file.write(f"\r{' ' * room}\r{ellipsis(text, room)}")
    file.flush()


def _widths(items: tuple[Item, ...], w: Words, console: Console) -> Widths:
    name = min(max((cell_len(one_line(item.id)) for item in items), default=0), WIDEST_NAME)
    state = max((cell_len(_state_text(item, w, console)) for item in items), default=0)
    points = max((len(_share(item)) for item in items), default=0)
    return Widths(name, state, points, max(console.width - (8 + name + state + points), NARROWEST_CAUSE))


def _print_chapter(chapter: Chapter, widths: Widths, w: Words, console: Console) -> None:
    counts = f"{chapter.passed}/{chapter.judged} {w('summary.passed')}  {_share(chapter)} {w('summary.points')}"
    console.print(Text.assemble((one_line(w.chapter(chapter.name)), "bold"), "  ", (counts, "dim")))
    for item in (item for item in chapter.items if not _untouched(item)):
        lines = wrapped(one_line(_why(item, w)), widths.cause, limit=2)
        name, share = padded(one_line(item.id), widths.name), _share(item).rjust(widths.points)
        state = Text(padded(_state_text(item, w, console), widths.state), style=STYLES[tone(item.state)])
        _say(Text.assemble("  ", name, "  ", state, "  ", share, "  ", padded(lines[0], widths.cause)), console)
        for line in lines[1:]:
            _say(Text(" " * widths.indent + padded(line, widths.cause)), console)
    _print_untouched([item for item in chapter.items if _untouched(item)], widths, w, console)
    console.print()


def _print_untouched(items: list[Item], widths: Widths, w: Words, console: Console) -> None:
    """What is not there, by its ids alone: most of a course is, while somebody works on it."""
    if not items:
        return
    width = widths.indent + widths.cause - 2
    for line in wrapped(
        f"{_state_text(items[0], w, console)}: {', '.join(one_line(item.id) for item in items)}", width
    ):
        _say(Text("  " + padded(line, width), style=STYLES[tone("missing")]), console)


def _untouched(item: Item) -> bool:
    """Whether nothing is there, nor anything that was nearly taken for it."""
    return item.state == "missing" and len(getattr(item, "advice", ())) < 2


def _why(item: Item, w: Words) -> str:
    """The sentence of an item; of one that was not found, what was nearly taken for it."""
    return item.advice[1] if isinstance(item, Exercise) and item.state == "missing" else sentence(item, w)


def _state_text(item: Item, w: Words, console: Console) -> str:
    text = f"{SIGNS[item.state]} {w(f'state.{item.state}')}"
    # Signs that old code pages lack would all turn into the same question mark.
    return text if console.encoding.startswith("utf") else text.translate(PLAIN_SIGNS)


def _say(line: Text, console: Console) -> None:
    # Already broken into lines by the rules of Japanese, which rich does not know. Where a line is broken is ours to
    # choose, and what then stands at its beginning may be a command of the machine that keeps the log.
    line.plain = uncommanded(line.plain)
    console.print(line, no_wrap=True, crop=False, overflow="ignore")


def _paragraph(label: str, text: str, console: Console) -> None:
    whole = one_line(f"{label} {text}" if label else text)
    for place, line in enumerate(wrapped(whole, console.width - 2)):
        styled = Text(f"  {line}")
        if place == 0:
            styled.stylize("dim", 2, 2 + len(label))
        _say(styled, console)


def _share(part: Item | Chapter) -> str:
    if not isinstance(part, Chapter) and part.state == "grader_error":
        return f"-/{number(part.max_points)}"
    return f"{number(part.points)}/{number(part.max_points)}"


def _print_first(record: Record, w: Words, console: Console) -> None:
    item = first_of(record)
    if item is None:
        return
    title = item.prompt if isinstance(item, Question) else item.title
    console.print()
    console.print(Text.assemble((f"{w('top.first')}: ", "bold"), f"{one_line(item.id)}  {one_line(title)}"))
    for label, text in _remarks(item, w):
        _paragraph(label, text, console)


def _print_starts(record: Record, w: Words, console: Console) -> None:
    """How to begin with what is not there."""
    absent = {type(item) for item in items_of(record) if _untouched(item)}
    if absent:
        console.print()
    if Exercise in absent:
        _paragraph("", w("terminal.start_exercise"), console)
    if Question in absent:
        _paragraph("", w("terminal.start_question"), console)


def _print_notes(record: Record, w: Words, console: Console) -> None:
    """What was left out of the submission, where something was not found: it may stand there."""
    notes = record.submission.notes
    if not notes or all(one.state != "missing" for one in record.exercises):
        return
    console.print()
    console.print(Text(w("about.notes"), style="bold"))
    for note in notes[:MOST_NOTES]:
        _paragraph("", note, console)
    if more := notes[MOST_NOTES:]:
        _paragraph("", w("terminal.more_notes", count=len(more)), console)


def _headline(item: Item, w: Words, console: Console) -> Text:
    return Text.assemble(
        (_state_text(item, w, console), STYLES[tone(item.state)]),
        "  ",
        (one_line(item.id), "bold"),
        f"  {_share(item)}",
    )


def _remarks(item: Item, w: Words) -> Iterator[tuple[str, str]]:
    """Label and text of what is worth a line under an item."""
    if why := sentence(item, w):
        yield "", why
    if isinstance(item, Exercise):
        if item.cause and item.cause.printed_in:
            yield w("card.printed"), item.cause.printed_in
        yield from _learner_lines(item)
        if met := item.convention_text or item.convention:
            yield w("terminal.convention"), met
        for advice in item.advice:
            yield w("terminal.advice"), advice


def _learner_lines(exercise: Exercise) -> Iterator[tuple[str, str]]:
    if exercise.cause and exercise.cause.lines:
        last = exercise.cause.lines[-1]
        yield f"{one_line(last.file)}:{last.line}", last.text
    elif exercise.state != "pass" and exercise.source:
        yield one_line(exercise.source), ""
