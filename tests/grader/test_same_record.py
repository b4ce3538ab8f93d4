"""`submit`, `batch` and a cluster give the same record of the example: the same bytes, but for lines of seconds.

Nothing else may differ: the command that repeats a verdict is the same too, for all are given the same path.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.batch.commands import opened
from dlgrade.grader.batch.views import record_of
from dlgrade.grader.batch.work import item_keys
from dlgrade.reports.serial import to_json

from .batch.local_cluster import local_cluster

EXAMPLE = Path(__file__).parents[2] / "examples" / "my_impl"
MAIN = "from dlgrade.grader.cli import main; main()"
SECONDS = re.compile(r' *"seconds": [0-9.e-]+,?')
SLOW = frozenset(
    {"multi-layer-net-extend", "gradient-descent", "simple-convnet", "multi-layer-net", "deep-convnet", "batchnorm"}
    | {"two-layer-net", "net-gradient", "hyper-search", "adam", "trainer", "affine", "seq2seq", "augment", "dae"}
)
"""Most of the time goes into these; what is not long does without them."""
STRIDE = 8
ENDLESS = "gradient-descent"
"""It never ends in the example, and its sentence names the limit that it met first, of time or of calls: a time too."""


def dlgrade(folder, *arguments):
    done = subprocess.run([sys.executable, "-c", MAIN, *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr


def options(items, lang):
    return "--seed", "7", "--lang", lang, "--only", ",".join(items)


def submitted(folder, items, lang):
    dlgrade(folder, "submit", "in/my_impl", "--out", "alone", *options(items, lang))
    return (folder / "alone" / "record.json").read_text(encoding="utf-8")


def kept(folder, out, items, lang, *where):
    """The record that a class's store holds."""
    dlgrade(folder, "batch", "in", "--out", out, *options(items, lang), *where)
    with opened(folder / out) as publisher:
        (standing,) = publisher.standings()
        return to_json(record_of(standing, list(item_keys(publisher.asked))))


def untimed(text):
    return [line for line in text.splitlines(keepends=True) if not SECONDS.fullmatch(line.rstrip("\n"))]


@pytest.fixture(scope="module")
def scheduler():
    with local_cluster(1) as made:
        yield made.scheduler_address


def is_the_same_everywhere(folder, scheduler, items, lang):
    shutil.copytree(EXAMPLE, folder / "in" / "my_impl")
    alone = submitted(folder, items, lang)
    assert len(untimed(alone)) > 30 * len(items), "the record is told by more than its times"
    assert untimed(kept(folder, "here", items, lang, "--jobs", "2")) == untimed(alone)
    assert untimed(kept(folder, "there", items, lang, "--scheduler", scheduler)) == untimed(alone)


@pytest.mark.filterwarnings("default")
def test_the_record_is_the_same_from_submit_batch_and_a_cluster(tmp_path, scheduler):
    items = [name for name in catalogue.items() if name not in SLOW][::STRIDE]
    assert {"exercise", "question"} == {"question" if name.startswith("q-") else "exercise" for name in items}
    is_the_same_everywhere(tmp_path, scheduler, items, "en")


@pytest.mark.long
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_record_of_all_that_ends_is_the_same_in_both_languages(tmp_path, scheduler, lang):
    items = [name for name in catalogue.items() if name != ENDLESS]
    is_the_same_everywhere(tmp_path, scheduler, items, lang)
