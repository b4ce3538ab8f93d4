"""Marks answers to confirmation questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from ..exercises.checking.outcome import LearnerError
from ..exercises.checking.question import CHOOSING, COMPUTED, Question
from ..exercises.checking.text import Lang, sentence
from ..reports import record as rec
from . import formulas
from .formulas import UnknownNames
from .messages import say
from .reading import MAX_ANSWER, READERS, Unreadable, absent, number, plain, shape
from .workers import Workers

NEAR = 0.001
"""How near a number must be to a known wrong one, as a share of it, to be taken for it, or within the tolerance."""


def mark(question: Question, answers: Mapping[str, object], workers: Workers, seed: int, lang: Lang) -> rec.Question:
    """Marks the answer given to one question; the right answer is computed now, from the reference. It never raises."""
    given = answer_in(answers, question)
    try:
        return _record(question, given, workers, seed, lang)
    except Exception as error:  # of ours: it costs nobody a point, and no other question its mark
        reason = sentence("grader_error", reason=f"{type(error).__name__}: {error}").say(lang)
        return rec.Question(
            id=question.id,
            chapter=question.chapter,
            prompt=question.prompt.say(lang),
            state="grader_error",
            points=0,
            max_points=question.points,
            answer="" if given is None else _written(given),
            message=reason,
        )


def _record(question: Question, given: object, workers: Workers, seed: int, lang: Lang) -> rec.Question:
    state, message = _marked(question, given, workers, seed, lang)
    return rec.Question(
        id=question.id,
        chapter=question.chapter,
        prompt=question.asked().say(lang),
        state=state,
        points=question.points if state == "pass" else 0,
        max_points=question.points,
        answer=_spoken(question, given, lang),
        message=message,
        picture="" if given is None else question.drawing(),
        picture_text=question.told(question.picture).say(lang) if question.picture else "",
    )


def answer_in(answers: Mapping[str, object], question: Question) -> object:
    """What stands in answers.toml for a question; None where nothing does."""
    given = next((v for k, v in answers.items() if k.replace("_", "-").lower() == question.id), None)
    return None if absent(given) else given


def _marked(
    question: Question, given: object, workers: Workers, seed: int, lang: Lang
) -> tuple[rec.QuestionState, str]:
    if given is None:
        return "missing", ""
    try:
        right, said = _judged(question, given, workers, seed, lang)
    except Unreadable:
        return "fail", say("question_unreadable", lang, id=question.id)
    except UnknownNames as error:
        return "fail", unknown_names(question, error, lang)
    except LearnerError as error:
        return error.state, error.text.say(lang)
    if question.kind == "text":
        return "shown", joined([say("question_model", lang), question.explanation().say(lang)], lang)
    words = say("question_right" if right else "question_wrong", lang)
    return ("pass" if right else "fail"), joined([words, *said, question.explanation().say(lang)], lang)


def unknown_names(question: Question, error: UnknownNames, lang: Lang) -> str:
    """Says which names of a formula nobody knows, and which will do."""
    return say("question_unknown_names", lang, names=error, known=", ".join(question.variables))


def joined(sentences: Sequence[str], lang: str) -> str:
    """Sentences one after the other: Japanese puts no space between them."""
    return ("" if lang == "ja" else " ").join(sentences)


def _judged(question: Question, given: object, workers: Workers, seed: int, lang: Lang) -> tuple[bool, list[str]]:
    """Whether an answer is right, and what is to be said about it beside the explanation."""
    if question.kind == "text":
        plain(given)
        return False, []
    if question.kind in CHOOSING:
        return _chosen(question, given, lang)
    if question.kind in COMPUTED:
        right, label = formulas.judge(question, given, workers, seed)
    else:
        right, label = _measured(question, given)
    return right, [question.told(question.errors[label]).say(lang)] if label else []


def _measured(question: Question, given: object) -> tuple[bool, str]:
    """A number or a shape: whether it is right, and the known error that it shows."""
    if question.kind == "shape":
        found = shape(given)
        right = found == tuple(question.answer())
        return right, "" if right else next((key for key, one in question.wrong().items() if one == found), "")
    value = number(given, question.units)
    if abs(value - question.answer()) <= question.tolerance:
        return True, ""
    wrong = question.wrong()
    label = min(wrong, key=lambda one: abs(value - wrong[one]), default="")
    near = label and abs(value - wrong[label]) <= max(question.tolerance, NEAR * abs(wrong[label]))
    return False, label if near else ""


def _chosen(question: Question, given: object, lang: Lang) -> tuple[bool, list[str]]:
    """An answer of keys: whether it is right, and what is wrong with what was chosen."""
    found, right = READERS[question.kind](question, given), question.answer()
    if question.kind == "choice":
        return found == right, [*_errors(question, [found], lang), *_right(question, [right], found != right, lang)]
    if question.kind == "pick":
        fits = set(found) == set(right)
        count = [] if len(found) == len(right) else [say("question_count", lang, count=len(right))]
        return fits, [*count, *_errors(question, found, lang), *_right(question, right, not fits, lang)]
    if question.kind == "order":
        return found == right, _misplaced(question, found, right, lang)
    return found == right, _mismatched(question, found, right, lang)


def _errors(question: Question, found: Sequence[str], lang: Lang) -> list[str]:
    return [question.told(error).say(lang) for key in found if (error := question.choices[key].error)]


def _right(question: Question, keys: Sequence[str], wanted: bool, lang: Lang) -> list[str]:
    names = [question.choices[key].text.say(lang) for key in keys]
    return [say("question_answer", lang, answer=" / ".join(names))] if wanted else []


def _misplaced(question: Question, found: Sequence[str], right: Sequence[str], lang: Lang) -> list[str]:
    """The first two neighbours that stand the wrong way round."""
    for first, second in pairwise(found):
        if right.index(first) > right.index(second):
            texts = {name: question.choices[key].text.say(lang) for name, key in (("a", first), ("b", second))}
            return [say("question_misplaced", lang, **texts)]
    return []


def _mismatched(question: Question, found: Mapping[str, str], right: Mapping[str, str], lang: Lang) -> list[str]:
    """For each item that has the wrong partner: what it was given, and whose that is."""
    owner = {choice: item for item, choice in right.items()}
    said = []
    for item in (item for item in question.items if found[item] != right[item]):
        chosen = question.choices[found[item]]
        fields = {"item": question.items[item].say(lang), "choice": chosen.text.say(lang)}
        if chosen.error:
            said.append(question.told(chosen.error).say(lang))
        elif chosen.key in owner:
            fields["owner"] = question.items[owner[chosen.key]].say(lang)
            said.append(say("question_mismatched", lang, **fields))
    return said


def _spoken(question: Question, given: object, lang: Lang) -> str:
    """The answer as people read it: the texts of what was chosen where it can be read, else what was written."""
    if given is None:
        return ""
    try:
        return shown(question, READERS[question.kind](question, given), lang)
    except (KeyError, Unreadable):
        return _written(given)


def shown(question: Question, found: Any, lang: Lang) -> str:
    """What was chosen, in the texts of the choices."""
    texts = {key: choice.text.say(lang) for key, choice in question.choices.items()}
    if isinstance(found, dict):
        return "\n".join(f"{text.say(lang)} → {texts[found[item]]}" for item, text in question.items.items())
    if isinstance(found, str):
        return texts[found]
    numbers = [f"{place}. " if question.kind == "order" else "" for place in range(1, len(found) + 1)]
    return "\n".join(number + texts[key] for number, key in zip(numbers, found, strict=True))


def _written(given: object) -> str:
    try:
        return str(given)[:MAX_ANSWER]
    except (ValueError, RecursionError):
        return "…"
