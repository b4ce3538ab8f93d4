"""What `doctor` does: says what this machine offers, asked of a worker that is really started."""

from __future__ import annotations

import platform

import click
import numpy as np

from .. import __version__
from .messages import say
from .status import NOT_PASSED, PASSED
from .workers import Workers


def doctor(lang: str) -> int:
    """Prints versions and the layers of the wall; gives 1 when one is off."""
    click.echo(
        f"dlgrade {__version__}, Python {platform.python_version()}, NumPy {np.__version__}, {platform.platform()}"
    )
    with Workers() as workers:
        workers.start(cpu_seconds=2).end()
        layers, mode = workers.layers, workers.mode
    click.echo(f"{say('doctor_wall', lang)}: {mode}")
    for name, on, detail in layers:
        click.echo(f"  {name:12} {say('doctor_on' if on else 'doctor_off', lang):4} {detail}")
    whole = all(on for _, on, _ in layers)
    click.echo(say("doctor_whole" if whole else "doctor_broken", lang))
    return PASSED if whole else NOT_PASSED
