"""What `doctor` does: says what this machine offers, asked of a worker that is really started."""

from __future__ import annotations

import platform
from pathlib import Path

import click

from .. import __version__
from .messages import say
from .status import NOT_PASSED, PASSED
from .workers import Workers


def doctor(lang: str, graded: Path | None = None) -> int:
    """Prints versions, the layers of the wall, and whether a class's results are sound; gives 1 when one is not."""
    python, system = platform.python_version(), platform.platform()
    with Workers() as workers:
        import numpy as np  # where there is no room for it, the line above has said so

        click.echo(f"dlgrade {__version__}, Python {python}, NumPy {np.__version__}, {system}")
        workers.start(cpu_seconds=2).end()
        layers, mode = workers.layers, workers.mode
    click.echo(f"{say('doctor_wall', lang)}: {mode}")
    for name, on, detail in layers:
        click.echo(f"  {name:12} {say('doctor_on' if on else 'doctor_off', lang):4} {detail}")
    whole = all(on for _, on, _ in layers)
    click.echo(say("doctor_whole" if whole else "doctor_broken", lang))
    sound = _sound(graded, lang) if graded else True
    return PASSED if whole and sound else NOT_PASSED


def _sound(graded: Path, lang: str) -> bool:
    """SQLite's own check of every page of the store."""
    from .batch.store import FILE, Store

    with Store(graded / FILE) as store:
        found = store.sound()
    click.echo(say("doctor_sound" if found == "ok" else "doctor_unsound", lang, path=graded / FILE, reason=found))
    return found == "ok"
