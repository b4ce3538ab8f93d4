"""A record that has something of everything, in both languages."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args

from dlgrade.reports.record import (
    SCHEMA,
    Cause,
    Cell,
    Check,
    Evidence,
    Exercise,
    ExerciseState,
    Layer,
    Plot,
    Question,
    Record,
    SourceLine,
    Submission,
    Tool,
    Wall,
)
from dlgrade.reports.words import Lang

STATES: tuple[ExerciseState, ...] = get_args(ExerciseState)


def descent(rate: float, steps: int, momentum: float = 0.0) -> tuple[tuple[float, float], ...]:
    """Gradient descent with momentum on x²/20 + y² from the book's starting point."""
    x, y, vx, vy = -7.0, 2.0, 0.0, 0.0
    path = [(x, y)]
    for _ in range(steps):
        vx, vy = momentum * vx - rate * x / 10, momentum * vy - rate * 2 * y
        x, y = x + vx, y + vy
        path.append((x, y))
    return tuple(path)


def sample(lang: Lang = "ja") -> Record:
    """The record, in `lang`."""
    ja = lang == "ja"
    exercises = (*_chapter3(ja), *_chapter5(ja), *_chapter6(ja), *_unlucky(ja))
    questions = _questions(ja)
    earned = sum(item.points for item in (*exercises, *questions))
    worth = sum(item.max_points for item in (*exercises, *questions))
    return Record(
        schema=SCHEMA,
        tool=Tool("dlgrade", "0.1.0"),
        submission=_submission(ja),
        seed=7,
        lang=lang,
        wall=_wall(ja),
        points=earned,
        max_points=worth,
        first="affine",
        exercises=exercises,
        questions=questions,
        seconds=1.25,
    )


def _submission(ja: bool) -> Submission:
    notes = (
        "`softmax` が `common/functions.py` と `ch03.ipynb` にあるため、前者を採点しました。`dlgrade.toml` で選べます。"
        if ja
        else "`softmax` stands in `common/functions.py` and `ch03.ipynb`; the first counts. `dlgrade.toml` can choose.",
        "`old.py` は文法エラー（12 行目）のため読み込めませんでした。"
        if ja
        else "`old.py` could not be read: syntax error in line 12.",
    )
    return Submission("my_impl", "folder", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 9, notes)


def _wall(ja: bool) -> Wall:
    names = ("process", "rlimits", "landlock", "seccomp", "environment")
    off = "このカーネルでは使えません" if ja else "this kernel does not have it"
    return Wall(False, tuple(Layer(name, name != "landlock", off if name == "landlock" else "Linux") for name in names))


def _exercise(name: str, chapter: str, title: str, state: ExerciseState, **more: Any) -> Exercise:
    worth = more.pop("max_points", 3.0)
    points = more.pop("points", worth if state == "pass" else 0.0)
    replay = f"dlgrade replay dlgrade-report/record.json {name}"
    return Exercise(name, chapter, title, state, points, worth, replay=replay, seconds=0.03, **more)


def _chapter3(ja: bool) -> tuple[Exercise, ...]:
    sigmoid = _exercise(
        "sigmoid",
        "ch03",
        "シグモイド関数" if ja else "The sigmoid function",
        "pass",
        source="common/functions.py:4",
        checks=_passing(ja),
        advice=(
            "`exp` があふれて警告が出ています。`np.exp(-np.abs(x))` を使うと避けられます。"
            if ja
            else "`exp` overflows and warns. `np.exp(-np.abs(x))` avoids it.",
        ),
        output="RuntimeWarning: overflow encountered in exp\n",
    )
    step = _exercise(
        "step",
        "ch03",
        "ステップ関数" if ja else "The step function",
        "pass",
        source="ch03.ipynb:2",
        convention="zero_gives_one",
        convention_text="x = 0 で 1 を返す書き方です。" if ja else "Returns 1 at x = 0.",
    )
    softmax = _exercise(
        "softmax", "ch03", "ソフトマックス関数" if ja else "Softmax", "error", cause=_raised(ja), hints=_hints(ja)
    )
    return sigmoid, step, softmax


def _passing(ja: bool) -> tuple[Check, ...]:
    return (
        Check("runs", "呼び出せる" if ja else "can be called", "smoke", "pass", 0, 0),
        Check("values", "いくつかの点での値" if ja else "values at several points", "values", "pass", 3, 3),
    )


def _raised(ja: bool) -> Cause:
    text = (
        "`softmax` の中で `AxisError` が起きました：axis 1 is out of bounds for array of dimension 1"
        if ja
        else "`softmax` raised `AxisError`: axis 1 is out of bounds for array of dimension 1"
    )
    lines = (
        SourceLine("common/functions.py", 18, "softmax", "    x = shift(x)"),
        SourceLine("common/functions.py", 12, "shift", "    return x - np.max(x, axis=1, keepdims=True)"),
    )
    return Cause("exception", "AxisError", text, lines=lines)


def _hints(ja: bool) -> tuple[str, ...]:
    if ja:
        return (
            "1 次元の入力が来たとき、`axis=1` は何を指しますか？",
            "`axis=-1` はいつも最後の軸を指します。",
            "x = x - np.max(x, axis=-1, keepdims=True)\ny = np.exp(x)\nreturn y / np.sum(y, axis=-1, keepdims=True)",
        )
    return (
        "What does `axis=1` mean when the input has one dimension?",
        "`axis=-1` always means the last axis.",
        "x = x - np.max(x, axis=-1, keepdims=True)\ny = np.exp(x)\nreturn y / np.sum(y, axis=-1, keepdims=True)",
    )


def _chapter5(ja: bool) -> tuple[Exercise, ...]:
    affine = _exercise(
        "affine",
        "ch05",
        "Affine レイヤー" if ja else "The affine layer",
        "partial",
        points=2.0,
        max_points=6.0,
        source="common/layers.py:41",
        cause=_averaged(ja),
        hints=_hints(ja),
        checks=_affine_checks(ja),
        output="forward!\n" + "x.shape = (2, 3) " * 12,
    )
    loss = _exercise(
        "softmax-with-loss",
        "ch05",
        "Softmax-with-Loss レイヤー" if ja else "The softmax-with-loss layer",
        "blocked",
        max_points=5.0,
    )
    return affine, loss


def _averaged(ja: bool) -> Cause:
    cells = tuple(Cell((i,), f"{0.25 * (i + 1):.4f}", f"{i + 1:.4f}", i < 3) for i in range(4))
    cells = (*cells[:3], Cell((3,), "0.0000", "0.0000", False))
    return Cause(
        "mistake",
        "bias_gradient_averaged",
        "`db` がバッチの平均になっています。バッチ方向に合計してください。"
        if ja
        else "`db` is averaged over the batch; it should be the sum over the batch.",
        "スライド資料 S1 の 23 ページ" if ja else "Slide deck S1, page 23",
        Evidence("db", (4,), 3, 4, cells),
    )


def _affine_checks(ja: bool) -> tuple[Check, ...]:
    return (
        Check("forward", "順伝播の値" if ja else "values of the forward pass", "values", "pass", 2, 2),
        Check(
            "backward",
            "`dx`、`dW`、`db` の値" if ja else "values of `dx`, `dW` and `db`",
            "gradient",
            "fail",
            0,
            4,
            "`db` の 4 個中 3 個が違います。" if ja else "3 of 4 values of `db` differ.",
        ),
        Check(
            "twice",
            "2 回続けて呼んでも同じ" if ja else "the same when called twice",
            "purity",
            "blocked",
            0,
            0,
            "`backward` に合格してから調べます。" if ja else "Waits for `backward`.",
        ),
    )


def _chapter6(ja: bool) -> tuple[Exercise, ...]:
    title = "x²/20 + y² の上での経路" if ja else "The path on x²/20 + y²"
    good, wild = descent(0.1, 30, 0.9), descent(1.3, 60)
    sgd = _exercise(
        "sgd",
        "ch06",
        "SGD",
        "fail",
        source="optimizers.py:3",
        cause=_rate(ja),
        hints=_hints(ja)[:1],
        plots=(Plot(title, descent(0.95, 30), wild),),
    )
    momentum = _exercise(
        "momentum", "ch06", "Momentum", "pass", source="optimizers.py:20", plots=(Plot(title, good, good),)
    )
    adam = _exercise(
        "adam",
        "ch06",
        "Adam",
        "partial",
        points=3.0,
        max_points=5.0,
        source="optimizers.py:41",
        convention="eps-outside",
        convention_text="ε を根号の外で足す書き方です。" if ja else "ε is added outside the root.",
        cause=Cause(
            "mistake",
            "no_bias_correction",
            "バイアス補正がないため、最初の数回の更新が小さすぎます。"
            if ja
            else "The bias correction is missing, so the first few updates are too small.",
        ),
        plots=(Plot(title, good, descent(0.03, 30, 0.9)),),
    )
    return sgd, momentum, adam


def _rate(ja: bool) -> Cause:
    text = (
        "`params['W']` の更新量が期待する値のちょうど 1.37 倍です。"
        if ja
        else "The update of `params['W']` is exactly 1.37 times the expected one."
    )
    cells = (Cell((), "-1.9500", "-1.4234", True),)
    return Cause("difference", "constant_factor", text, evidence=Evidence("params['W']", (), 1, 1, cells))


def _unlucky(ja: bool) -> tuple[Exercise, ...]:
    titles = {
        "missing": "L1 正則化" if ja else "L1 regularisation",
        "timeout": "数値勾配" if ja else "Numerical gradient",
        "memory": "畳み込み" if ja else "Convolution",
        "crashed": "バッチ正規化" if ja else "Batch normalisation",
        "refused": "ドロップアウト" if ja else "Dropout",
        "grader_error": "勾配降下法" if ja else "Gradient descent",
    }
    return tuple(
        _exercise(f"sample-{state.replace('_', '-')}", "ch07", title, state) for state, title in titles.items()
    )  # type: ignore[arg-type]


def _questions(ja: bool) -> tuple[Question, ...]:
    size = (
        "入力 6×6、フィルター 2×2、ストライド 1、パディング 1 のとき、出力の大きさはいくつですか？"
        if ja
        else "Input 6×6, filter 2×2, stride 1, padding 1: how large is the output?"
    )
    peak = (
        "シグモイド関数の微分の最大値はどれですか？" if ja else "What is the maximum of the derivative of the sigmoid?"
    )
    wrong = (
        "幅と高さの計算で、パディングを片側しか足していないようです。"
        if ja
        else "The padding seems to be added on one side only."
    )
    return (
        Question("q-conv-size", "ch07", size, "fail", 0, 1, "6x6", wrong),
        Question("q-sigmoid-max", "ch03", peak, "pass", 1, 1, "0.25"),
        Question("q-l1-grad", "ch06", "`lam * …`", "missing", 0, 1),
    )


def one_state(state: ExerciseState, lang: Lang = "ja") -> Record:
    """A record of a single exercise in `state`, with no sentence of its own."""
    exercise = _exercise("relu", "ch03", "ReLU", state)
    return replace(sample(lang), exercises=(exercise,), questions=(), first="" if state == "pass" else "relu")


def with_everywhere(text: str, record: Record) -> Record:
    """`record` with `text` put behind every free text that a learner or an author could have written."""
    changed: Record = _appended(record, text)
    return replace(changed, schema=record.schema, lang=record.lang, first=changed.exercises[3].id)


FIXED = {"state", "kind", "lang"}  # one of a few words: nothing else can stand there


def _appended(value: Any, text: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_appended(item, text) for item in value)
    if is_dataclass(value):
        changes = {
            item.name: _appended(getattr(value, item.name), text) for item in fields(value) if item.name not in FIXED
        }
        return replace(value, **changes)  # type: ignore[type-var]  # an instance here, never a class
    return value + text if isinstance(value, str) else value
