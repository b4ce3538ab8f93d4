"""A progress bar where none is installed: what it is handed comes out again, and nothing is drawn."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any

NAME = "tqdm"


class Bar:
    """Stands for `tqdm.tqdm`: goes through what it is given. Whatever else is asked of it does nothing."""

    def __init__(self, iterable: Any = (), *_args: Any, **_options: Any) -> None:
        self.iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self.iterable)

    def __len__(self) -> int:
        return len(self.iterable)

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_args, **_options: None


def counted(*args: int, **_options: Any) -> Bar:
    """Stands for `trange`."""
    return Bar(range(*args))


def stand_in() -> types.ModuleType:
    """The module `tqdm`, which is also each of its submodules that draws in another place."""
    module = types.ModuleType(NAME)
    places = dict.fromkeys(("auto", "notebook", "autonotebook", "std"), module)
    vars(module).update(tqdm=Bar, trange=counted, tqdm_notebook=Bar, tnrange=counted, **places)
    return module
