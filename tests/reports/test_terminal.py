"""The terminal: tables line up in both languages, colour stays off a pipe, nothing of the learner's steers it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from dlgrade.reports import lines
from dlgrade.reports.lines import wrapped
from dlgrade.reports.record import Record
from dlgrade.reports.tally import number
from dlgrade.reports.terminal import check_lines, make_console, progress, summary
from dlgrade.reports.words import Lang, words
from rich.cells import cell_len

from .sample import sample, with_everywhere


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(record: Record, width: int = 80, file: io.StringIO | None = None) -> str:
    file = file or io.StringIO()
    console = make_console(file)
    console.width = width
    summary(record, console=console)
    return file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_line_is_wider_than_the_terminal(lang: Lang, width: int) -> None:
    assert max(cell_len(line) for line in printed(sample(lang), width).splitlines()) <= width


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_rows_of_the_table_are_equally_wide(lang: Lang, width: int) -> None:
    record, w = sample(lang), words(lang)
    score = w("top.score", points=number(record.points), max_points=number(record.max_points))
    before, found, _ = printed(record, width).partition(score)
    table = [line for line in before.splitlines() if line.startswith("  ")]

    assert found and len(table) > len(record.exercises)

    assert len({cell_len(line) for line in table}) == 1


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_not_there_is_named_in_one_row_of_its_chapter_and_what_was_nearly_taken_for_it_told(lang: Lang) -> None:
    record = sample(lang)
    one = replace(record.exercises[0], state="missing", cause=None, advice=("not found",))
    absent = tuple(replace(one, id=f"absent-{n}") for n in range(20))
    near = replace(one, id="nearly", advice=("not found", "call it Affine"))
    lines = printed(replace(record, exercises=(*absent, near), questions=()), 100).splitlines()

    assert sum("absent-" in line for line in lines) <= 3
    assert [line.endswith("call it Affine") for line in map(str.rstrip, lines) if "nearly" in line] == [True]
    assert sum("dlgrade init DIR ID" in line for line in lines) == 1


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_summary_names_every_item_the_total_and_the_first_to_mend(lang: Lang) -> None:
    record, text = sample(lang), printed(sample(lang))

    assert all(one.id in text for one in [*record.exercises, *record.questions])
    assert text.rindex(record.first) > text.rindex(record.questions[-1].id)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_could_not_be_read_is_told_where_something_is_missing(lang: Lang) -> None:
    record = sample(lang)
    missing = replace(record.exercises[0], state="missing")
    notes = (*record.submission.notes, *(f"b{number}.py" for number in range(9)))
    without = replace(record, exercises=(missing,), submission=replace(record.submission, notes=notes))
    present = replace(without, exercises=(replace(missing, state="fail"),))

    assert "old.py" in printed(without) and "b2.py" in printed(without) and "b3.py" not in printed(without)
    assert any("6" in line and "b" not in line for line in printed(without).split("b2.py")[1].splitlines())
    assert "old.py" not in printed(present)


def test_colour_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    assert "\x1b[" not in printed(sample())
    assert "\x1b[" in printed(sample(), file=Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in printed(sample(), file=Terminal())


@pytest.mark.parametrize("text", ["\x1b[2J\x1b[31m", "\x1b]0;title\x07", "\r\n", "\u202e", "\x08\x08"])
def test_nothing_of_the_learners_steers_the_terminal(text: str) -> None:
    record = with_everywhere(text, sample("en"))
    file = io.StringIO()
    check_lines(record, make_console(file))

    for shown in (printed(record), file.getvalue()):
        assert not set(shown) & set("\x1b\x07\r\x08\u202e")


def test_check_prints_a_few_lines_an_item() -> None:
    file = io.StringIO()
    record = sample("en")
    check_lines(record, make_console(file))

    assert len(file.getvalue().splitlines()) <= 8 * (len(record.exercises) + len(record.questions))
    assert all(one.id in file.getvalue() for one in record.exercises)


def steps(file: io.StringIO) -> Iterator[str]:
    with progress(2, "en", file) as step:
        for name in ("sigmoid", "softmax"):
            step(name)
            yield file.getvalue()


def test_progress_is_drawn_on_a_terminal_and_wiped_at_the_end() -> None:
    terminal, pipe = Terminal(), io.StringIO()

    assert "softmax" in list(steps(terminal))[-1]
    assert terminal.getvalue().rsplit("\r", 1)[-1].strip() == ""
    assert list(steps(pipe)) == ["", ""]


@pytest.mark.parametrize("width", [10, 20, 33])
@pytest.mark.parametrize(
    "text",
    [
        "the quick brown fox jumps over the lazy dog again and again",
        "ソフトマックス関数は、行ごとに和が 1 になるようにします。バッチ全体ではありません。",
        "Pneumonoultramicroscopicsilicovolcanoconiosis",
        "",
    ],
)
def test_wrapped_lines_hold_the_whole_text_within_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)

    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_cut_english_text_keeps_the_spaces_between_its_words() -> None:
    lines = wrapped("divide each row by its own sum so that it is one", 16, limit=2)

    assert " ".join(lines).startswith("divide each row by its own")
    assert lines[-1].endswith("…")


def test_a_mistake_that_stands_in_print_is_told_so() -> None:
    record = sample("en")
    printed_in = [one.cause.printed_in for one in record.exercises if one.cause and one.cause.printed_in]
    file = io.StringIO()
    check_lines(record, make_console(file))

    assert printed_in
    assert all(text.split()[0] in file.getvalue() for text in printed_in)


def test_a_word_as_long_as_a_book_is_broken_as_fast_as_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = lines.cells
    monkeypatch.setattr(lines, "cells", lambda text: asked.append(len(text)) or real(text))

    found = wrapped("A" * 5_000, 40)

    assert "".join(found) == "A" * 5_000
    assert sum(asked) <= 2_000_000  # of characters measured; each prefix of each rest would be 6e8
