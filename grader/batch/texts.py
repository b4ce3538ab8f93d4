"""What grading a class says, in both languages."""

from __future__ import annotations

from pathlib import Path

from ..messages import Texts

say = Texts(Path(__file__).with_name("texts.toml")).say
