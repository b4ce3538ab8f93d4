"""The quiz, played in a real pseudo-terminal, and the file that it keeps its answers in."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from dlgrade.exercises.catalogue import questions
from dlgrade.exercises.checking.question import Question
from dlgrade.exercises.checking.text import Lang
from dlgrade.grader import answers as answers_module
from dlgrade.grader.answers import Answers, Unplaced, updated
from dlgrade.grader.cli import main
from dlgrade.grader.formulas import UnknownNames
from dlgrade.grader.messages import MESSAGES, say
from dlgrade.grader.reading import Unreadable
from dlgrade.grader.typed import understood
from hypothesis import given, settings
from hypothesis import strategies as st

PATIENCE = 60
RIGHT = {
    "q-ce-07": "0.357",
    "q-ce-02": "1.61",
    "q-chain": "2(x + y)",
    "q-zero-init": "同じ重みのまま / they stay alike",
    "q-he-std": "√(2/n)",
    "q-l2-grad": "param",
    "q-l1-grad": "lam * np.sign(param)",
    "q-crop": "image[top:bottom, left:right, :]",
    "q-data-rule": "37600",
    "q-conv-size": "７×７",
    "q-lstm-count": "15",
    "q-gru-count": "９",
    "q-adding": "1/6",
}


class Terminal:
    """A program on a pseudo-terminal of its own: what it prints is read until what is waited for stands there."""

    def __init__(self, *args: str, cwd: Path) -> None:
        self.fd, inner = pty.openpty()
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "dumb", "COLUMNS": "100", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from dlgrade.grader.cli import main; main()", *args],
            cwd=cwd,
            env=environment,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that Ctrl-C reaches it
        )
        os.close(inner)
        self.seen = ""
        self._raw = b""

    def until(self, *wanted: str) -> str:
        """What was printed since the last call, up to one of these texts, or to the end."""
        deadline = time.monotonic() + PATIENCE
        while not any(text in self.seen for text in wanted):
            ready, _, _ = select.select([self.fd], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise AssertionError(f"waited for {wanted}, saw {self.seen!r}")
            try:
                data = os.read(self.fd, 65_536)
            except OSError:  # the other side is closed
                data = b""
            if not data:
                break
            self._raw += data
            self.seen = self._raw.decode("utf-8", "ignore").replace("\r\n", "\n")
        said, self.seen, self._raw = self.seen, "", b""
        return said

    def type(self, text: str) -> None:
        os.write(self.fd, text.encode())

    def end(self) -> int:
        """The exit status, once it has ended."""
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """Ends it if it still runs."""
        self.process.kill()
        self.process.wait()
        os.close(self.fd)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Opens terminals in an empty folder; what still runs at the end is ended."""
    opened: list[Terminal] = []

    def start(*args: str) -> Terminal:
        opened.append(Terminal(*args, cwd=tmp_path))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def letters_of(screen: str) -> dict[str, str]:
    """The letters on the screen by the text that stands beside each; texts may go on in the next line."""
    found = re.findall(r"^  ([a-z])\) (.*(?:\n     .*)*)$", screen, re.M)
    return {re.sub(r"\s+", "", text): letter for letter, text in found}


def keys_for(question: Question, screen: str, lang: Lang) -> dict[str, str]:
    shown = letters_of(screen)
    return {key: shown[re.sub(r"\s+", "", one.text.say(lang))] for key, one in question.choices.items()}


def typed(question: Question, screen: str, lang: Lang) -> str:
    """The right answer as a learner types it, full-width in Japanese."""
    if question.id in RIGHT:
        return RIGHT[question.id]
    letters, right = keys_for(question, screen, lang), question.answer()
    if question.kind == "choice":
        return letters[right]
    if question.kind == "match":
        pairs = [f"{place}{letters[right[item]]}" for place, item in enumerate(question.items, 1)]
        return " ".join(pairs) if lang == "en" else "　".join(letters[right[item]] for item in question.items)
    return ("、" if lang == "ja" else " ").join(letters[key] for key in right)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_whole_quiz_is_played_and_submit_marks_the_same_file(
    terminal: Callable[..., Terminal], lang: Lang, tmp_path: Path
) -> None:
    screen = terminal("quiz", "--lang", lang, "--seed", "5")
    prompt, own = say("quiz_prompt", lang), say("quiz_own_mark", lang)
    said = screen.until(prompt)
    for place, question in enumerate(questions().values(), 1):
        assert f"{place}/23  {question.id}" in said
        answer = typed(question, said, lang)
        screen.type((answer.translate(str.maketrans("abcde", "ａｂｃｄｅ")) if question.choices else answer) + "\n")
        said = screen.until(prompt, own, say("quiz_total", lang, count=22, right=22))
        why = re.sub(r"\s+", "", question.explanation().say(lang))
        assert why in re.sub(r"\s+", "", said)
        if question.kind == "text":
            screen.type("y\n")
            said = screen.until(prompt)
        elif place < 23:
            assert say("question_right", lang) in said
    said += screen.until("submit .")

    assert say("quiz_own", lang, good=1, count=1) in said
    assert screen.end() == 0
    result = CliRunner().invoke(
        main,
        ["submit", str(tmp_path), "--format", "json", "--out", str(tmp_path.parent / f"out-{lang}"), "--lang", lang],
    )
    states = {one["id"]: one["state"] for one in json.loads(result.stdout)["questions"]}
    assert {name for name, state in states.items() if state != "pass"} == {"q-zero-init"}
    assert states["q-zero-init"] == "shown"


def test_a_hint_a_skip_and_what_cannot_be_read(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    screen = terminal("quiz", "q-chain", "q_conv_size", "--lang", "ja")
    screen.until("答え> ")
    screen.type("？\n")
    assert "ヒント: dz/dx = dz/dt · dt/dx です。" in screen.until("答え> ")
    for bad, said in [("2*(", "読み取れません"), ("2*t", "t が何を表すか"), ("np.foo(x)", "AttributeError")]:
        screen.type(f"{bad}\n")
        assert said in screen.until("答え> ")
    screen.type("2*x\n")
    assert "x² の微分です" in screen.until("答え> ")
    screen.type("\n")

    assert "飛ばした問題: q-conv-size" in screen.until("submit .")
    assert screen.end() == 1
    assert tomllib.loads((tmp_path / "answers.toml").read_text("utf-8")) == {"q-chain": "2*x"}


@pytest.mark.parametrize(("key", "status"), [("\x03", 130), ("\x04", 1)], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_leaving_keeps_what_was_answered(
    terminal: Callable[..., Terminal], key: str, status: int, lang: Lang, tmp_path: Path
) -> None:
    screen = terminal("quiz", "ch04", "--lang", lang)
    screen.until(say("quiz_prompt", lang))
    screen.type("0.357\n")
    screen.until(say("quiz_prompt", lang))
    time.sleep(0.3)  # nobody leaves sooner, and Python's own readline misses a signal before it has begun to wait
    screen.type(key)
    said = screen.until("submit .")

    assert say("quiz_ended", lang) in said
    assert say("quiz_total", lang, count=1, right=1) in said
    assert "Traceback" not in said
    assert screen.end() == status
    assert (tmp_path / "answers.toml").read_text() == "q-ce-07 = 0.357\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the quiz in an empty folder with lines typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DLGRADE_LANG", "en")
    return lambda typed, *args: CliRunner().invoke(main, ["quiz", "--seed", "1", *args], input=typed)


def test_what_is_answered_is_not_asked_again_unless_asked_for(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_text("q-ce-07 = 0.1\nq-ce-02 = ''\n", encoding="utf-8")
    first = run("1.61\n\n", "ch04").stdout
    assert "q-ce-07" not in first
    assert "Left out because answered before: 1" in first
    run("0.36\n", "q-ce-07", "--again")
    found = tomllib.loads((tmp_path / "answers.toml").read_text())
    assert found == {"q-ce-07": 0.36, "q-ce-02": 1.61}
    assert "--again" in run("", "q-ce-07", "q-ce-02").stdout


def test_chapters_and_ids_choose_and_others_are_answered_with_the_nearest(run: Callable[..., Result]) -> None:
    asked = re.findall(r"\d/\d  (q-\S+)", run("\n\n\n\n\n\n", "rnn", "Q_CONV_SIZE").stdout)
    assert asked == ["q-conv-size", "q-lstm-count", "q-gru-count", "q-adding"]
    for name, said in [("q-chian", "did you mean 'q-chain'"), ("ch99", "give a chapter"), ("sigmoid", "no questions")]:
        result = run("", name)
        assert result.exit_code == 2
        assert said in result.stderr
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("text", [b"q-x = = 1", b"\xff\xfe\x00", b"q-x = 1\nq-x = 2"])
def test_a_file_that_is_no_toml_is_left_alone_and_said(text: bytes, run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_bytes(text)
    result = run("0.357\n", "q-ce-07")

    assert result.exit_code == 2
    assert "answers.toml" in result.stderr and "Traceback" not in result.output
    assert (tmp_path / "answers.toml").read_bytes() == text


def test_a_file_that_cannot_be_written_is_said(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(answers_module.os, "fsync", refuse)
    result = run("0.357\n", "q-ce-07")

    assert result.exit_code == 2
    assert "No space left" in result.stderr
    assert not list(Path().glob("*answers*"))


def test_a_folder_in_its_place_is_said(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "answers.toml").mkdir()
    assert "answers.toml" in run("0.357\n", "q-ce-07").stderr


def test_another_file_is_kept_by_its_name(run: Callable[..., Result], tmp_path: Path) -> None:
    assert "under the name answers.toml" in run("0.357\n", "q-ce-07", "--out", "sub/mine.toml").stdout
    assert tomllib.loads((tmp_path / "sub/mine.toml").read_text()) == {"q-ce-07": 0.357}


def test_help_says_what_the_quiz_does() -> None:
    assert "confirmation questions" in CliRunner().invoke(main, ["--help"]).output


def test_every_message_of_questions_and_quiz_is_there_in_both_languages_with_the_same_fields() -> None:
    for key, texts in MESSAGES.texts.items():
        fields = [set(re.findall(r"{(\w+)", texts[lang])) for lang in ("ja", "en")]
        assert set(texts) == {"ja", "en"} and fields[0] == fields[1], key


def test_no_input_at_all_ends_kindly(tmp_path: Path) -> None:
    code = "from dlgrade.grader.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "quiz", "--lang", "en"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )

    assert done.returncode == 1
    assert b"No answer was written" in done.stdout
    assert not done.stderr


FILE = """# my answers
q-ce-07 = 0.1  # not sure

# q-chain = ""
q-order = [
  "a",  # first
  "b",
]
q_text = '''
many
lines'''

[q-match]
a = "b" # a table

[other]
q-ce-07 = 3
"""


@pytest.mark.parametrize(
    ("key", "answer", "line"),
    [
        ("q-ce-07", "0.357", "q-ce-07 = 0.357"),
        ("q-chain", "2*(x + y)", 'q-chain = "2*(x + y)"'),
        ("q-order", ["b", "a"], 'q-order = ["b", "a"]'),
        ("q_text", "one", 'q_text = "one"'),
        ("q-match", {"a": "c"}, 'q-match = { a = "c" }'),
        ("q-new", "0.50", "q-new = 0.50"),
    ],
)
def test_an_answer_goes_to_its_place_and_the_rest_stays(key: str, answer: object, line: str) -> None:
    text = updated(FILE, key, answer)  # type: ignore[arg-type]
    before, after = tomllib.loads(FILE), tomllib.loads(text)

    assert line in text.splitlines()
    assert {name: value for name, value in after.items() if name != key} == {
        name: value for name, value in before.items() if name != key
    }
    assert "# my answers" in text
    if key != "q-order":
        assert '"a",  # first' in text


def test_what_cannot_be_replaced_is_told() -> None:
    with pytest.raises(Unplaced):
        updated('"q\\u002Da" = 1\n', "q-a", "2")


@given(
    st.text(max_size=60)
    | st.lists(st.text(max_size=20), max_size=5)
    | st.dictionaries(st.sampled_from("abc"), st.text()),
)
@settings(max_examples=200, deadline=None)
def test_any_answer_comes_back_as_it_was(answer: object) -> None:
    text = updated(FILE, "q-any", answer)  # type: ignore[arg-type]
    found = tomllib.loads(text)["q-any"]

    assert found == answer or str(found) == answer or float(found) == float(answer)  # type: ignore[arg-type]


def test_answers_are_kept_under_the_name_that_stands_there(tmp_path: Path) -> None:
    file = tmp_path / "answers.toml"
    file.write_bytes("\ufeffq_ce_07 = 1 # 前の答え\r\n".encode())
    file.chmod(0o600)
    Answers(file).keep("q-ce-07", "0.357")

    assert tomllib.loads(file.read_text("utf-8")) == {"q_ce_07": 0.357}
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["answers.toml"]


@pytest.mark.parametrize("text", ["ab", "1a", "1a 1b", "2a 3b", "a b c d e", "", "?", "1a 2z", "🙂", "a" * 900])
def test_letters_that_do_not_fit_are_asked_for_again(text: str) -> None:
    question = questions()["q-optimizer-traits"]
    letters = dict(zip("abc", question.drawn(1), strict=True))

    with pytest.raises(Unreadable):
        understood(question, letters, text)


@pytest.mark.parametrize("text", ["a b c", "abc", "1a 2b 3c", "3c 1a 2b", "Ａ、Ｂ、Ｃ", "1→a, 2→b, 3→c", "a → b → c"])
def test_letters_may_be_written_in_many_ways(text: str) -> None:
    question = questions()["q-optimizer-traits"]
    letters = dict(zip("abc", question.drawn(1), strict=True))

    assert list(understood(question, letters, text).values()) == [one.key for one in letters.values()]  # type: ignore[union-attr]


@given(st.sampled_from(sorted(questions())), st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_is_understood_or_not_and_nothing_else(name: str, text: str) -> None:
    question = questions()[name]
    letters = dict(zip("abcdefgh", question.drawn(1), strict=False))
    with contextlib.suppress(Unreadable, UnknownNames):
        understood(question, letters, text)


def test_what_takes_long_to_match_is_not_waited_for() -> None:
    question = questions()["q-optimizer-traits"]
    letters = dict(zip("abc", question.drawn(1), strict=True))
    for text in ["1   a   " * 120 + "!", "1  1  " * 160 + "z", "√ " * 450, "d" * 900, "= " * 450]:
        for one in (question, questions()["q-conv-size"], questions()["q-chain"], questions()["q-adding"]):
            began = time.process_time()
            with contextlib.suppress(Unreadable, UnknownNames):
                understood(one, letters, text)
            assert time.process_time() - began < 1
