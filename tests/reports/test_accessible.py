"""What axe-core finds on the pages, as Chromium lays them out: nothing."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dlgrade.grader.cli import main
from dlgrade.reports.class_page import write_class
from dlgrade.reports.page import render
from dlgrade.reports.words import Lang

from .classes import head, learners
from .sample import sample
from .test_browser import FLAGS, NAMES

RUN = """<script src="axe.min.js"></script><script>
axe.run().then(found => {
  const told = found.violations.map(one => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 200)]);
  document.documentElement.dataset.found = JSON.stringify({passes: found.passes.length, violations: told});
});</script>"""


def violations(page: str, folder: Path) -> list[Any]:
    """Rule, number of elements and the first of them, of each rule that is broken."""
    command = next(found for name in NAMES if (found := shutil.which(name)))
    # the page's own policy would keep the checker out
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    (folder / "page.html").write_text(open_page.replace("</body>", f"{RUN}</body>"), encoding="utf-8")
    (folder / "axe.min.js").write_text(files("axe_core_python").joinpath("axe.min.js").read_text("utf-8"), "utf-8")
    flags = [one for one in FLAGS if not one.startswith("--virtual-time-budget")]
    arguments = [*flags, "--virtual-time-budget=30000", f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    done = subprocess.run(
        [command, *arguments, f"file://{folder / 'page.html'}"], capture_output=True, text=True, timeout=240, check=True
    )
    found = re.search(r'data-found="([^"]*)"', done.stdout)
    assert found, done.stderr[-2000:]
    told = json.loads(html.unescape(found[1]))
    assert told["passes"] > 10
    return list(told["violations"])


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_learners_page(lang: Lang, tmp_path: Path) -> None:
    assert violations(render(sample(lang)), tmp_path) == []


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_of_a_class(lang: Lang, tmp_path: Path) -> None:
    of = head(12, 9, lang)
    page = write_class(of, lambda: learners(of), tmp_path / "class")
    assert violations(page.read_text(encoding="utf-8"), tmp_path) == []


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_ledger_of_the_sources(lang: Lang, tmp_path: Path) -> None:
    page = tmp_path / "errata.html"
    assert CliRunner().invoke(main, ["errata", "--out", str(page), "--lang", lang]).exit_code == 0
    assert violations(page.read_text(encoding="utf-8"), tmp_path) == []


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["optimizer-paths", "hyper-search"])
def test_the_page_of_an_experiment(name: str, lang: Lang, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = CliRunner().invoke(main, ["experiment", name, "--quick", "--out", str(page), "--lang", lang])
    assert done.exit_code == 0, done.output
    assert violations(page.read_text(encoding="utf-8"), tmp_path) == []
