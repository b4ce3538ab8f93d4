"""Whether a layer trains or predicts, where `train_flg` is not how it is told: by `train()` and `eval()`, by an
attribute such as `training`, or by a word such as `mode="test"`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..exercises.checking.text import Text
from .forms import VARIADIC, Parameter, synonyms

FLAG = "train_flg"
ATTRIBUTES = (
    *("training", FLAG, "train_flag", "train", "is_train", "is_training"),
    *("train_mode", "training_mode", "_training", "_train"),
)
WORDED = ("mode", "phase", "run_mode", "state")
_TRAIN = re.compile(r"""["'](train|training)["']""", re.IGNORECASE)
_PREDICT = re.compile(
    r"""["'](test|testing|eval|evaluate|evaluation|inference|infer|predict|valid|val)["']""", re.IGNORECASE
)


@dataclass(frozen=True)
class Asked:
    """A call of the book's form, its mode apart.

    Attributes:
        flag: whether to train.
        given: the call says so; else it is what the book's method does unasked.
        args: the arguments by place, the mode left out.
        kwargs: those by name, the mode left out.
    """

    flag: bool
    given: bool
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


def asked(method: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Asked:
    """What a call of a method of the reference, which takes `train_flg`, asks for."""
    parameters = list(inspect.signature(method).parameters.values())[1:]
    place = next(n for n, one in enumerate(parameters) if one.name == FLAG)
    by_place = place < len(args)
    flag = args[place] if by_place else kwargs.get(FLAG, parameters[place].default)
    left = {name: value for name, value in kwargs.items() if name != FLAG}
    return Asked(bool(flag), by_place or FLAG in kwargs, (*args[:place], *args[place + 1 :]), left)


def parameter(learner: Sequence[Parameter], others: int) -> Parameter | None:
    """The learner's parameter for the mode: by its name, else the first of those by place that is left over."""
    names = {FLAG, *synonyms()["parameters"][FLAG], *WORDED}
    placed = [one for one in learner if one.kind not in (*VARIADIC, "KEYWORD_ONLY")]
    named = next((one for one in learner if one.kind not in VARIADIC and one.name in names), None)
    return named or next(iter(placed[others:]), None)


def word(flag: bool, name: str, sources: Iterable[str]) -> Any:
    """The flag, or the learner's word for it where the parameter is called as one that takes words is."""
    text = "\n".join(sources) if name in WORDED else ""
    train, predict = _TRAIN.search(text), _PREDICT.search(text)
    if not train or not predict:
        return flag
    return (train if flag else predict)[1]


def switch(flag: bool, methods: Collection[str]) -> str:
    """The method that puts an object into a mode; empty where it has none."""
    names = ("train", "train_mode", "set_train") if flag else ("eval", "evaluate", "test", "predict_mode", "set_eval")
    both = "train" in methods and any(name in methods for name in ("eval", "evaluate", "test"))
    return next((name for name in names if name in methods), "") if both else ""


def by_method(name: str) -> Text:
    """Says that the mode was set by a method."""
    return Text(ja=f"`{FLAG}` の代わりに `{name}()` を先に呼びました。", en=f"`{name}()` was called for `{FLAG}`.")


def by_attribute(taken: Any) -> Text | None:
    """Says that the mode was set by one of the attributes."""
    if type(taken) is not int or not 0 <= taken < len(ATTRIBUTES):
        return None
    name = ATTRIBUTES[taken]
    return Text(ja=f"`{FLAG}` の代わりに `{name}` を設定しました。", en=f"`{name}` was set for `{FLAG}`.")
