"""The page as Chromium lays it out."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from dlgrade.reports.page import render
from dlgrade.reports.words import Lang

from .sample import sample

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--virtual-time-budget=3000",
]
FRAME = """<!DOCTYPE html><iframe id="f" src="page.html" style="width:{width}px;height:800px;border:0"></iframe>
<script>onload = () => {{
  const page = document.getElementById("f").contentDocument.documentElement;
  const wide = [...page.querySelectorAll("*")].filter(one => one.getBoundingClientRect().right > {width} + 1
    && !one.closest(".hidden") && !one.closest("svg"));
  document.body.dataset.result = page.scrollWidth + " " + wide.length + " " + page.querySelectorAll(".card").length;
}}</script>"""


def dumped(page: str, width: int, folder: Path) -> list[int]:
    """Scroll width, elements that stand out on the right, and cards, of the page in a frame of that width."""
    command = next(found for name in NAMES if (found := shutil.which(name)))
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "frame.html").write_text(FRAME.format(width=width), encoding="utf-8")
    arguments = [*FLAGS, f"--user-data-dir={folder / 'profile'}", "--allow-file-access-from-files", "--dump-dom"]
    done = subprocess.run(
        [command, *arguments, f"file://{folder / 'frame.html'}"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found = re.search(r'data-result="([\d ]+)"', done.stdout)
    assert found, done.stderr[-2000:]
    return [int(part) for part in found[1].split()]


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nothing_stands_out_on_the_right(lang: Lang, width: int, tmp_path: Path) -> None:
    scroll, outside, cards = dumped(render(sample(lang)), width, tmp_path)

    assert scroll <= width
    assert outside == 0
    assert cards == len(sample(lang).exercises) + len(sample(lang).questions)
