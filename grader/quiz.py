"""`dlgrade quiz`: asks the questions in the terminal, says why, and keeps the answers in answers.toml."""

from __future__ import annotations

import contextlib
import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from rich.console import Console
from rich.text import Text as Line

from ..exercises import catalogue
from ..exercises.checking.question import Choice, Question
from ..exercises.checking.text import Lang
from ..reports.lines import wrapped
from ..reports.terminal import make_console
from .answers import Answer, Answers, Unplaced
from .asking import lettered, prompt
from .collect.names import ANSWERS
from .commands import Unusable, drawn_seed
from .formulas import UnknownNames
from .messages import say
from .questions import answer_in, joined, mark, unknown_names
from .reading import Unreadable
from .status import INTERRUPTED, NOT_PASSED, OUR_FAULT, PASSED
from .typed import folded, how, understood
from .workers import Workers

STYLES = {"pass": "green", "shown": "cyan", "grader_error": "magenta"}
NOT_AN_ANSWER = frozenset({"error", "timeout", "memory", "crashed", "refused"})
"""A formula that came to nothing is told so and asked for again."""
YES = frozenset({"y", "yes", "はい", "ok", "o", "○"})


@dataclass
class Tally:
    """What came of the questions asked so far.

    Attributes:
        states: the state of each answer, by the question's id.
        own: how the learner marked answers in words, by the question's id.
        skipped: ids of questions left without an answer.
        ended: how it ended early, if it did: by Ctrl-C or by the end of the input.
    """

    states: dict[str, str] = field(default_factory=dict)
    own: dict[str, bool] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    ended: type[BaseException] | None = None


def quiz(names: Sequence[str], lang: str, seed: int | None, again: bool, out: Path) -> int:
    """Asks questions one after the other; gives the exit status.

    Args:
        names: chapters and ids; all questions without them.
        lang: `ja` or `en`.
        seed: of the order of choices and of the points at which formulas are compared; drawn anew without it.
        again: also those that have an answer.
        out: the file of the answers.

    Raises:
        Unusable: there is no such chapter or question, or the file cannot be read or written.
        CollectError: the file is not TOML.
    """
    questions = named(names, lang)
    try:
        answers = Answers(out)
    except OSError as error:
        raise Unusable(say("out_unwritable", lang, path=out, reason=error.strerror)) from error
    asked = questions if again else [one for one in questions if answer_in(answers.found, one) is None]
    console = make_console(sys.stdout)
    if not asked:
        _print(console, say("quiz_nothing_left", lang, path=out))
        return PASSED
    _print(console, say("quiz_head", lang, count=len(asked), path=out))
    if len(asked) < len(questions):
        _print(console, say("quiz_answered", lang, count=len(questions) - len(asked)))
    _prepare_input()
    with Workers() as workers:
        session = Quiz(answers, out, workers, console, cast("Lang", lang), drawn_seed(seed))
        session.run(asked)
    return session.close()


def _prepare_input() -> None:
    """A line that can be edited where there is a terminal; bytes that are no text are no error."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    if sys.stdin.isatty():
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  # input() uses it once it is there


def named(names: Sequence[str], lang: str) -> list[Question]:
    """The questions of chapters and ids, each once, in the order of the curriculum.

    Raises:
        Unusable: a name is neither.
    """
    everything = list(catalogue.questions().values())
    if not names:
        return everything
    wanted: set[str] = set()
    for name in names:
        found = {one.id for one in everything if folded(name).strip().replace("_", "-") in (one.chapter, one.id)}
        if not found:
            raise Unusable(_no_questions(name, everything, lang))
        wanted |= found
    return [one for one in everything if one.id in wanted]


def _no_questions(name: str, everything: Sequence[Question], lang: str) -> str:
    chapters = ", ".join(dict.fromkeys(one.chapter for one in everything))
    near = catalogue.nearest(name)
    if near in {one.id for one in everything}:
        return say("quiz_no_questions_near", lang, name=name, near=near, chapters=chapters)
    return say("quiz_no_questions", lang, name=name, chapters=chapters)


class Quiz:
    """One run through questions.

    Args:
        answers: where answers are kept.
        out: the file as it was named.
        workers: run formulas behind the wall.
        console: what is printed to.
        lang: the language.
        seed: see `quiz`.
    """

    def __init__(self, answers: Answers, out: Path, workers: Workers, console: Console, lang: Lang, seed: int) -> None:
        self.answers, self.out, self.workers = answers, out, workers
        self.console, self.lang, self.seed = console, lang, seed
        self.tally = Tally()

    def run(self, questions: Sequence[Question]) -> None:
        """Asks one after the other, until all are asked or the learner ends it."""
        try:
            for place, question in enumerate(questions, 1):
                self._print(f"\n{place}/{len(questions)}  {question.id}", "bold")
                self._ask(question)
        except (KeyboardInterrupt, EOFError) as end:
            self.tally.ended = type(end)

    def close(self) -> int:
        """Says what was kept; gives the exit status."""
        tally = self.tally
        if tally.ended:
            self._print("\n" + say("quiz_ended", self.lang))
        marked = [state for state in tally.states.values() if state != "shown"]
        if marked:
            self._print("\n" + say("quiz_total", self.lang, count=len(marked), right=marked.count("pass")))
        if tally.own:
            self._print(say("quiz_own", self.lang, good=sum(tally.own.values()), count=len(tally.own)))
        if tally.skipped:
            self._print(say("quiz_skipped", self.lang, names=", ".join(tally.skipped)))
        key = "quiz_kept" if self.out.name == ANSWERS else "quiz_kept_elsewhere"
        kept = say(key, self.lang, path=self.out, folder=shlex.quote(str(self.out.parent)), name=ANSWERS)
        self._print(kept if tally.states else say("quiz_nothing_kept", self.lang))
        if tally.ended is KeyboardInterrupt:
            return INTERRUPTED
        if "grader_error" in marked:
            return OUR_FAULT
        whole = not tally.ended and not tally.skipped
        return PASSED if whole and all(state == "pass" for state in marked) else NOT_PASSED

    def _ask(self, question: Question) -> None:
        letters = lettered(question.drawn(self.seed))
        self._show(question, letters)
        while True:
            typed = self._typed(say("quiz_prompt", self.lang))
            if not typed:
                self.tally.skipped.append(question.id)
                return
            if typed in ("?", "？"):
                self._print(say("quiz_hint", self.lang, hint=question.told(question.hint).say(self.lang)))
                self._print(how(question, letters, self.lang))
                continue
            try:
                answer = understood(question, letters, typed)
            except Unreadable:
                self._print(joined([say("quiz_unreadable", self.lang), how(question, letters, self.lang)], self.lang))
                continue
            except UnknownNames as error:
                self._print(unknown_names(question, error, self.lang))
                continue
            if self._take(question, answer):
                return

    def _show(self, question: Question, letters: dict[str, Choice]) -> None:
        self._print(prompt(question, self.lang))
        for place, text in enumerate(question.items.values(), 1):
            self._print(f"  {place}. {text.say(self.lang)}")
        for letter, choice in letters.items():
            self._print(f"  {letter}) {choice.text.say(self.lang)}")

    def _take(self, question: Question, answer: Answer) -> bool:
        """Marks an answer, says why, keeps it; False where it is to be asked again since it was not understood."""
        marked = mark(question, {question.id: answer}, self.workers, self.seed, self.lang)
        self._print(marked.message, STYLES.get(marked.state, "yellow"))
        if marked.state in NOT_AN_ANSWER:
            return False
        self._keep(question, answer)
        self.tally.states[question.id] = marked.state
        if marked.state == "shown":
            self.tally.own[question.id] = folded(self._typed(say("quiz_own_mark", self.lang))) in YES
        return True

    def _keep(self, question: Question, answer: Answer) -> None:
        try:
            self.answers.keep(question.id, answer)
        except OSError as error:
            raise Unusable(say("out_unwritable", self.lang, path=self.out, reason=error.strerror)) from error
        except Unplaced as error:
            raise Unusable(say("quiz_unplaced", self.lang, path=self.out, name=error)) from error

    def _typed(self, question: str) -> str:
        """One line of input; KeyboardInterrupt and EOFError end the quiz."""
        return input(question).strip()

    def _print(self, text: str, style: str = "") -> None:
        _print(self.console, text, style)


def _print(console: Console, text: str, style: str = "") -> None:
    """Paragraphs, broken by the rules of Japanese, which rich does not know."""
    for paragraph in text.split("\n"):
        indent = re.match(r"\s+(?:\w+[.)] )?", paragraph)
        hanging = len(indent[0]) if indent else 0
        for place, line in enumerate(wrapped(paragraph, console.width - hanging)):
            whole = line if place == 0 else " " * hanging + line
            console.print(Line(whole, style=style), no_wrap=True, crop=False, overflow="ignore")
