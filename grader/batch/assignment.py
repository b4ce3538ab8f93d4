"""The assignment: what is graded, what it is worth, when it was due, what learners see. One TOML file, or none."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from .problem import BatchError

PER_SUBMISSION = "per-submission"
SHARES: Mapping[str, float] = {"full": 1.0, "half": 0.5, "none": 0.0}
FILE = "assignment.toml"


@dataclass(frozen=True)
class LateRule:
    """What lateness costs, as a share of the points earned for each day begun.

    Attributes:
        grace: how late nobody minds.
        per_day: share taken off for each day begun.
        most: the largest share that is taken off.
        accepted: after this long nothing counts; None for no end.
    """

    grace: timedelta = timedelta()
    per_day: float = 0.0
    most: float = 1.0
    accepted: timedelta | None = None


@dataclass(frozen=True)
class Assignment:
    """What an instructor asks for.

    Attributes:
        title: shown on every page.
        items: ids of exercises and questions; empty for all that are found.
        points: what an item is worth, where not its own points.
        seed: the class's seed, or None to draw one.
        per_submission: every learner gets numbers of their own.
        due: when it was due, None for no date.
        late: what lateness costs.
        drop_lowest: how many of the worst items are left out.
        extra: ids whose points come on top.
        hidden: ids that learners are not shown.
        hidden_checks: `exercise/check` that learners are not shown.
        numerical_backward: share of the points of gradient checks that a numerically computed gradient keeps.
    """

    title: str = ""
    items: tuple[str, ...] = ()
    points: Mapping[str, float] = field(default_factory=dict)
    seed: int | None = None
    per_submission: bool = False
    due: datetime | None = None
    late: LateRule = field(default_factory=LateRule)
    drop_lowest: int = 0
    extra: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    hidden_checks: frozenset[str] = frozenset()
    numerical_backward: float = 1.0


def read_assignment(path: Path) -> Assignment:
    """The assignment of a file, or of the `assignment.toml` in a folder.

    Raises:
        BatchError: the file cannot be read, or a key or value of it is wrong; says which and what is expected.
    """
    file = path / FILE if path.is_dir() else path
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or str(error)[:120]
        raise BatchError(
            f"The assignment {file} cannot be read ({reason}); mend it or give another file.",
            f"課題ファイル {file} を読めません({reason})。直すか、別のファイルを指定してください。",
        ) from None
    return _Reader(file.name).assignment(data)


class _Reader:
    """Reads the values of one file; a wrong one is told with its place."""

    def __init__(self, name: str) -> None:
        self.name = name

    def assignment(self, data: Mapping[str, Any]) -> Assignment:
        """The assignment that a table says."""
        self._known(data, (*READERS, "format", "late", "points", "seed"), "")
        if data.get("format", 1) != 1:
            raise self._wrong("format", "1")
        values = {key: getattr(self, f"_{kind}")(data[key], key) for key, (_, kind) in READERS.items() if key in data}
        renamed = {READERS[key][0]: value for key, value in values.items()}
        items = tuple(dict.fromkeys(self._item(name, "exercises") for name in renamed.pop("items", ())))
        expanded = tuple(dict.fromkeys(one for group in items for one in group))
        per_submission = data.get("seed") == PER_SUBMISSION
        seed = None if per_submission or "seed" not in data else self._count(data["seed"], "seed")
        return Assignment(
            items=expanded,
            points=self._points(data.get("points", {})),
            seed=seed,
            per_submission=per_submission,
            late=self._late(data.get("late", {})),
            **renamed,
        )

    def _known(self, data: Mapping[str, Any], known: Iterable[str], where: str) -> None:
        for key in data:
            if key not in known:
                near = (difflib.get_close_matches(key, known, 1, 0) or [""])[0]
                raise BatchError(
                    f"{self.name} has the unknown key `{where}{key}`; the nearest known one is `{where}{near}`.",
                    f"{self.name} に不明なキー `{where}{key}` があります。近いキーは `{where}{near}` です。",
                )

    def _wrong(self, key: str, wanted: str) -> BatchError:
        return BatchError(
            f"`{key}` in {self.name} must look like this: {wanted}",
            f"{self.name} の `{key}` の書き方が違います(書き方の例: {wanted})。",
        )

    def _text(self, value: Any, key: str) -> str:
        if not isinstance(value, str):
            raise self._wrong(key, '"text"')
        return value

    def _count(self, value: Any, key: str) -> int:
        if type(value) is not int or not 0 <= value < 2**63:
            raise self._wrong(key, "0, 1, 2, …")
        return value

    def _number(self, value: Any, key: str, most: float = 1e9) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise self._wrong(key, f"0 … {most:g}")
        return float(value)

    def _share(self, value: Any, key: str) -> float:
        """A share of points, by a word or as a fraction."""
        if isinstance(value, str) and value in SHARES:
            return SHARES[value]
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self._wrong(key, '"full", "half", "none", 0 … 1')
        return float(value)

    def _time(self, value: Any, key: str) -> datetime:
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise self._wrong(key, "2026-04-30T23:59:00+09:00")
        return value

    def _names(self, value: Any, key: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._wrong(key, '["sigmoid", "ch06"]')
        return tuple(value)

    def _ids(self, value: Any, key: str) -> frozenset[str]:
        return frozenset(one for name in self._names(value, key) for one in self._item(name, key))

    def _checks(self, value: Any, key: str) -> frozenset[str]:
        from ...exercises import catalogue

        found = set()
        for name in self._names(value, key):
            exercise, _, check = name.partition("/")
            known = catalogue.named(exercise)
            if known is None or check not in known.titles:
                raise self._wrong(key, '["adam/first_step"]')
            found.add(f"{known.id}/{check}")
        return frozenset(found)

    def _item(self, name: str, key: str) -> tuple[str, ...]:
        """The id that a name means, or all ids of a chapter."""
        from ...exercises import catalogue

        found = catalogue.meant(name)
        if not found:
            near = catalogue.nearest(name)
            raise BatchError(
                f"`{key}` in {self.name} names {name!r}, which is no exercise"
                + (f"; did you mean {near!r}?" if near else "; `dlgrade list` shows all."),
                f"{self.name} の `{key}` にある「{name}」という課題はありません。"
                + (f"「{near}」のことですか。" if near else "一覧は `dlgrade list` で見られます。"),
            )
        return tuple(one.id for one in found)

    def _points(self, table: Any) -> dict[str, float]:
        if not isinstance(table, Mapping):
            raise self._wrong("points", "[points] sigmoid = 5")
        return {
            one: self._number(value, f"points.{k}") for k, value in table.items() for one in self._item(k, "points")
        }

    def _late(self, table: Any) -> LateRule:
        if not isinstance(table, Mapping):
            raise self._wrong("late", "[late] per_day = 0.1")
        self._known(table, ("grace_minutes", "per_day", "most", "accept_days"), "late.")
        days = self._number(table["accept_days"], "late.accept_days", 36_500) if "accept_days" in table else None
        return LateRule(
            grace=timedelta(minutes=self._number(table.get("grace_minutes", 0), "late.grace_minutes")),
            per_day=self._number(table.get("per_day", 0), "late.per_day", 1),
            most=self._number(table.get("most", 1), "late.most", 1),
            accepted=None if days is None else timedelta(days=days),
        )


READERS: Mapping[str, tuple[str, str]] = {
    "title": ("title", "text"),
    "exercises": ("items", "names"),
    "due": ("due", "time"),
    "drop_lowest": ("drop_lowest", "count"),
    "extra_credit": ("extra", "ids"),
    "hidden": ("hidden", "ids"),
    "hidden_checks": ("hidden_checks", "checks"),
    "numerical_backward": ("numerical_backward", "share"),
}
"""For each key of the file: the attribute of `Assignment`, and the reader of its value."""
