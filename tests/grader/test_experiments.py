"""Experiments: what they compute, what the page shows of it, and what happens when they end early."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking import extras
from dlgrade.exercises.checking.exercise import ExerciseError
from dlgrade.exercises.checking.experiment import Experiment, Spread, load
from dlgrade.exercises.checking.text import LANGS, Lang
from dlgrade.grader import experimenting, parts
from dlgrade.grader.cli import main
from dlgrade.grader.collect import collect
from dlgrade.grader.experiment_recording import Setting, experiment_record
from dlgrade.grader.running import Measured, measure
from dlgrade.grader.workers import Workers
from dlgrade.reports import experiment_record as rec
from dlgrade.reports.experiment import render
from dlgrade.reports.experiment_picture import COLORS, GREY
from dlgrade.reports.serial import part_from_json, to_json

EXAMPLE = Path(__file__).parents[2] / "examples" / "my_impl"
FOREVER = 1000.0
TINY = {
    "optimizer-paths": {"seeds": 2, "steps": 5},
    "optimizer-compare": {"seeds": 2, "steps": 4},
    "activation-histograms": {"seeds": 2, "rows": 30},
    "init-compare": {"seeds": 2, "steps": 6},
    "batchnorm-compare": {"seeds": 2, "rows": 20, "epochs": 2},
    "overfit-decay": {"seeds": 2, "rows": 20, "epochs": 4},
    "overfit-dropout": {"seeds": 2, "rows": 20, "epochs": 4},
    "hyper-search": {"seeds": 2, "rounds": 2, "trials": 3, "epochs": 2, "shown": 3},
    "vanishing-gradient": {"seeds": 2},
    "sine-rnn": {"seeds": 2, "steps": 3},
    "adding-problem": {"seeds": 2, "rows": 60, "length": 4, "steps": 4},
}
IDS = list(TINY)


def experiment(name: str) -> Experiment:
    """The experiment at a size of milliseconds."""
    one = catalogue.experiments()[name]
    return replace(one, sizes={"quick": TINY[name], "full": TINY[name]})


def setting(name: str, lang: Lang, chosen: tuple[parts.Chosen, ...] = ()) -> Setting:
    return Setting(
        experiment(name), lang, "my_impl" if chosen else "", "my_impl", 3, "quick", TINY[name]["seeds"], chosen
    )


def alone(name: str, limit: float = FOREVER) -> Measured:
    """The reference alone."""
    one = experiment(name)
    return measure(one, {"reference": parts.reference(one)}, TINY[name], 3, limit, lambda share: None)


@cache
def beside(name: str, folder: Path = EXAMPLE) -> dict[Lang, rec.Experiment]:
    """The learner's components beside the reference's, computed once for both languages."""
    one = experiment(name)
    with Workers() as workers, parts.learner(one, collect(folder), workers, 3, FOREVER) as learner:
        subjects = {"reference": parts.reference(one), **({"learner": learner.parts} if learner.usable else {})}
        measured = measure(one, subjects, TINY[name], 3, FOREVER, lambda share: None)
        return {lang: experiment_record(setting(name, lang, learner.chosen), measured, workers, 1.0) for lang in LANGS}


@cache
def page(name: str, lang: Lang, folder: Path = EXAMPLE) -> str:
    """The page of it."""
    return render(beside(name, folder)[lang])


class Page(HTMLParser):
    """Tables by caption, ids, references and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.tags: list[str] = []
        self.svg_texts: list[str] = []
        self._into: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.references += [found[name] or "" for name in ("href", "src", "xlink:href", "action") if name in found]
        self._into = None
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._into = self.tables[-1][-1]
        elif tag == "text":
            self.svg_texts.append("")
            self._into = self.svg_texts

    def handle_endtag(self, tag: str) -> None:
        self._into = None

    def handle_data(self, data: str) -> None:
        if self._into:
            self._into[-1] += data.strip()


def test_the_eleven_experiments_of_the_curriculum_are_there() -> None:
    assert list(catalogue.experiments()) == IDS


@pytest.mark.parametrize("name", IDS)
def test_a_page_needs_nothing_from_outside_and_its_picture_has_a_text_alternative(name: str) -> None:
    for lang, record in beside(name).items():
        text = page(name, lang)
        parsed = Page(text)

        assert not {"script", "iframe", "object", "img"} & set(parsed.tags)
        assert all(reference.startswith(("#", "data:")) for reference in parsed.references)
        assert not re.search(r"url\((?!#)|@import| on[a-z]+=| style=", text)
        assert len(parsed.ids) == len(set(parsed.ids))
        assert 'role="img"' in text
        title, desc = (re.search(rf'<{tag} id="picture-{tag}">([^<]+)</{tag}>', text) for tag in ("title", "desc"))
        assert title is not None and title[1] == record.title
        assert desc is not None and record.shows in desc[1]
        assert f'lang="{lang}"' in text


@pytest.mark.parametrize("name", IDS)
def test_the_table_has_the_data_of_the_picture(name: str) -> None:
    record = beside(name)["en"]
    tables = Page(page(name, "en")).tables[1 : 1 + len(record.picture.panels)]  # after the one of the figures

    assert len(tables) == len(record.picture.panels) > 0
    for panel, (head, *rows) in zip(record.picture.panels, tables, strict=True):
        assert len(head) == 1 + len(panel.curves)
        for column, curve in enumerate(panel.curves, 1):
            cells = {row[0]: row[column] for row in rows if row[column]}
            assert len(cells) == len(curve.points)
            for place, point in enumerate(curve.points):
                at = str(place) if record.picture.kind == "path" else f"{point.x:.4g}"
                assert point.y is not None and f"{point.y:.4g}" in cells[at]


@pytest.mark.parametrize("name", IDS)
def test_the_picture_has_axes_legend_and_panels_with_their_names(name: str) -> None:
    for lang, record in beside(name).items():
        texts = Page(page(name, lang)).svg_texts

        assert record.picture.x in texts and record.picture.y in texts
        assert not [text for text in texts if re.fullmatch("Q[a-j]+n*", text)]
        assert all(any(panel.title in text for text in texts) for panel in record.picture.panels)
        series = {curve.series: curve for panel in record.picture.panels for curve in panel.curves}
        named = [curve.name for curve in series.values() if any(curve.name in text for text in texts)]
        assert len(named) == len(series) or len(series) <= 2, "with one series alone the legend says whose it is"
        whose = {curve.whose for panel in record.picture.panels for curve in panel.curves}
        assert "learner" not in whose or any(("yours" if record.lang == "en" else "あなた") in text for text in texts)


@pytest.mark.parametrize("name", IDS)
def test_the_conclusion_has_its_figures_over_the_seeds(name: str) -> None:
    for lang, record in beside(name).items():
        text = unescape(page(name, lang))

        assert record.conclusions and all(one.text in text for one in record.conclusions)
        assert all(figure.reference and figure.reference.n == 2 for figure in record.figures)
        assert re.search(r"\d ± \d", record.conclusions[0].text)
        usable = any(part.used == "learner" for part in record.parts)
        assert {one.whose for one in record.conclusions} == {"reference", *(["learner"] if usable else [])}


@pytest.mark.parametrize("name", IDS)
def test_the_conclusion_follows_from_the_figures(name: str) -> None:
    """Every sentence is reached by some figures, and figures of any size reach no other."""
    one, rng = catalogue.experiments()[name], np.random.default_rng(1)
    reached = set()
    for draw in range(4000):
        size = 10.0 ** rng.uniform(-5, 1.3, len(one.figures)) if draw % 2 else rng.uniform(0, 2, len(one.figures))
        values = size * rng.choice((-1, 1), len(one.figures)) if draw % 4 > 1 else size
        sd = float(rng.choice((1e-9, 0.5, 20.0)))
        drawn = {key: Spread(float(value), sd, 3) for key, value in zip(one.figures, values, strict=True)}
        reached.add(one.module.conclude(drawn))

    assert reached == set(one.conclusions)


@pytest.mark.parametrize("name", IDS)
def test_the_same_seed_gives_the_same_bytes_and_the_record_reads_back(name: str) -> None:
    records = [experiment_record(setting(name, "ja"), alone(name), None, seconds) for seconds in (1.0, 2.0)]

    assert render(records[0]) == render(records[1])
    assert to_json(records[0], times=False) == to_json(records[1], times=False)
    assert part_from_json(rec.Experiment, to_json(records[0])) == records[0]
    assert not records[0].parts and {one.whose for one in records[0].conclusions} == {"reference"}


def test_a_component_that_does_not_pass_is_replaced_and_the_page_says_why() -> None:
    whys: dict[Lang, str] = {"en": "does not pass", "ja": "合格していない"}
    for lang, why in whys.items():
        record = beside("batchnorm-compare")[lang]
        (part,) = record.parts

        assert part.used == "reference" and why in part.why and part.why in unescape(page("batchnorm-compare", lang))
        assert not any(curve.whose == "learner" for panel in record.picture.panels for curve in panel.curves)
    mixed = {part.symbol: part for part in beside("optimizer-paths")["en"].parts}
    assert mixed["SGD"].used == "learner" and not mixed["SGD"].why
    assert mixed["RMSprop"].used == "reference" and "not found" in mixed["RMSprop"].why
    assert mixed["Adam"].used == "reference" and "bias correction" in mixed["Adam"].why


def test_what_the_learner_draws_comes_from_the_learners_code(tmp_path: Path) -> None:
    """A search that is right and counts its draws from the other end walks another way than the reference's."""
    (tmp_path / "search.py").write_text(SEARCH, encoding="utf-8")
    record = beside("hyper-search", tmp_path)["en"]
    drawn = {
        curve.whose: curve for panel in record.picture.panels for curve in panel.curves if curve.name == "training"
    }

    assert [part.used for part in record.parts] == ["learner"]
    assert record.figures[3].learner != record.figures[3].reference
    assert set(drawn) == {"reference", "learner"}


SEARCH = """
import numpy as np
def sample_log_uniform(low, high):
    return 10 ** (high - (high - low) * np.random.rand())
def random_search(evaluate, ranges, n_trials):
    trials = []
    for _ in range(n_trials):
        p = {k: sample_log_uniform(*v) for k, v in ranges.items()}
        trials.append((p, evaluate(p)))
    return max(trials, key=lambda one: one[1]["val"])[0], trials
"""
STOPS = """
import numpy as np
def l2_penalty(W, lam):
    return 0.5 * lam * np.sum(W ** 2)
def l2_gradient(W, lam):
    if W.size > 10_000:
        raise MemoryError("too many weights")
    return lam * W
"""


def test_an_error_on_the_way_ends_the_learners_part_alone(tmp_path: Path) -> None:
    (tmp_path / "decay.py").write_text(STOPS, encoding="utf-8")
    record = beside("overfit-decay", tmp_path)["en"]

    assert "Your code stopped on the way." in record.problem and record.problem in render(record)
    assert record.done == 2 and record.figures[0].reference and not record.figures[0].learner
    assert [one.whose for one in record.conclusions] == ["reference"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_time_limit_leaves_a_page_that_says_so(lang: Lang) -> None:
    measured = alone("vanishing-gradient", limit=0.0)
    record = experiment_record(setting("vanishing-gradient", lang), measured, None, 1.0)
    text = render(record)

    assert measured.stopped == "time" and record.done == 0 and not record.conclusions
    assert ("time limit was reached" if lang == "en" else "制限時間に達して") in text
    assert ("no conclusion" if lang == "en" else "結論は出していません") in text


def test_a_time_limit_on_the_command_line_is_kept(tmp_path: Path) -> None:
    command = ["experiment", "adding-problem", "--out", str(tmp_path), "--time-limit", "0.2", "--lang", "en"]
    done = CliRunner().invoke(main, command)

    assert done.exit_code == 0 and "time limit of 0.2 s" in done.output
    record = json.loads((tmp_path / "adding-problem.json").read_text(encoding="utf-8"))
    assert record["stopped"] == "time" and record["done"] == 0 and record["size"] == "full"
    assert record["seconds"] < 20


INTERRUPT = """
import contextlib, os, signal, sys
from dlgrade.grader import experimenting
from dlgrade.grader.cli import main

@contextlib.contextmanager
def bar(name, lang):
    yield lambda share: os.kill(os.getpid(), signal.SIGINT) if share > {share} else None

experimenting.bar = bar
main(sys.argv[1:])
"""


@pytest.mark.parametrize(("share", "done", "path"), [(0.0, 0, []), (0.5, 2, [str(EXAMPLE)])])
def test_an_interrupt_leaves_what_was_computed_in_a_page_that_says_so(
    share: float, done: int, path: list[str], tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    options = ["--quick", "--seed", "5", "--out", str(page), "--lang", "en"]
    command = [sys.executable, "-c", INTERRUPT.format(share=share), "experiment", "vanishing-gradient", *path, *options]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)

    assert ended.returncode == 130, ended.stderr
    assert "Interrupted. The page holds what was computed." in ended.stderr
    record = part_from_json(rec.Experiment, page.with_suffix(".json").read_text(encoding="utf-8"))
    assert record.stopped == "interrupted" and record.done == done
    assert record.picture.panels[0].curves[0].points
    assert f"This was interrupted: of 5 seeds, {done} were run to the end" in page.read_text(encoding="utf-8")
    assert len(record.conclusions) == (2 if path else 0)


@pytest.mark.parametrize(("name", "near"), [("optimizer-path", "optimizer-paths"), ("sine_rn", "sine-rnn")])
def test_an_unknown_id_names_the_nearest_one(name: str, near: str) -> None:
    done = CliRunner().invoke(main, ["experiment", name, "--lang", "en"])

    assert done.exit_code == 2 and f"did you mean '{near}'?" in done.output


def test_without_an_id_all_are_listed() -> None:
    for lang in LANGS:
        done = CliRunner().invoke(main, ["experiment", "--lang", lang])

        assert done.exit_code == 0 and all(name in done.output for name in IDS)


def test_without_the_digits_one_sentence_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(extras, "digits_file", lambda: None)
    done = CliRunner().invoke(main, ["experiment", "init-compare", "--quick", "--out", str(tmp_path), "--lang", "en"])

    assert done.exit_code == 2 and 'pip install "dlgrade[data]"' in done.output
    assert not list(tmp_path.iterdir())


def test_the_page_goes_where_it_is_asked_for_and_never_into_the_submission(tmp_path: Path) -> None:
    command = ["experiment", "vanishing-gradient", str(EXAMPLE), "--quick", "--seed", "1", "--lang", "ja", "--out"]
    inside = CliRunner().invoke(main, [*command, str(EXAMPLE / "report")])
    done = CliRunner().invoke(main, [*command, str(tmp_path / "new" / "page.html")])

    assert inside.exit_code == 2 and not (EXAMPLE / "report").exists()
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1] == str(tmp_path / "new" / "page.html")
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == ["page.html", "page.json"]


def test_every_text_of_the_page_is_there_in_both_languages_and_used() -> None:
    from dlgrade.reports import experiment_words

    folder = experiment_words.SOURCE.parent
    files = [*folder.glob("experiment*.py"), folder / "templates" / "experiment.html"]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    made_up = {"quick", "full", "interrupted", "time", "of_reference", "of_learner", "reference", "learner"}
    made_up |= {f"{kind}_{whose}" for kind in ("legend", "bars") for whose in ("reference", "learner")}
    for key, texts in experiment_words.catalogue().items():
        fields = {lang: set(re.findall(r"{(\w+)}", text)) for lang, text in texts.items()}

        assert set(texts) == set(LANGS) and all(texts.values()), key
        assert fields["ja"] == fields["en"], key
        assert key in made_up or f'"{key}"' in code, key


def texts_of(one: Experiment) -> Iterator[tuple[str, Any]]:
    yield from (("title", one.title), ("shows", one.shows), ("x", one.picture.x), ("y", one.picture.y))
    yield from [("note", one.note)] if one.note else []
    for group in (one.panels, one.figures, one.conclusions):
        yield from group.items()
    yield from ((key, series.name) for key, series in one.series.items())


@pytest.mark.parametrize("name", IDS)
def test_the_texts_of_an_experiment_have_the_same_fields_in_both_languages(name: str) -> None:
    for key, text in texts_of(catalogue.experiments()[name]):
        assert sorted(re.findall(r"{(\w+)}", text.ja)) == sorted(re.findall(r"{(\w+)}", text.en)), key
    for text in catalogue.experiments()[name].conclusions.values():
        assert set(re.findall(r"{(\w+)}", text.en)) <= set(catalogue.experiments()[name].figures)
        assert text.en.endswith(".") and text.ja.endswith("。")


def luminance(color: str) -> float:
    """Relative luminance as WCAG has it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * channel for share, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("color", [*COLORS, GREY])
@pytest.mark.parametrize("paper", ["#ffffff", "#14171b"])
def test_curves_stand_out_on_light_and_on_dark(color: str, paper: str) -> None:
    light, dark = sorted((luminance(color), luminance(paper)), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 3


def test_a_worker_forgets_the_objects_that_nobody_holds(tmp_path: Path) -> None:
    """A hundred layers that keep 4 MB each: without forgetting, 400 MB."""
    (tmp_path / "layers.py").write_text(HEAVY, encoding="utf-8")
    one = replace(experiment("vanishing-gradient"), symbols={"Relu": "relu-layer"})
    with Workers() as workers, parts.learner(one, collect(tmp_path), workers, 1, FOREVER) as learner:
        assert learner.usable, learner.chosen
        learner.parts.begin(1)
        for _ in range(100):
            learner.parts.Relu().forward(np.ones((2, 2)))
        worker = learner.parts._subjects["Relu"]._worker

        assert 0 < worker.end().peak < 200_000


HEAVY = """
import numpy as np
class Relu:
    def forward(self, x):
        self.ballast = np.ones(500_000)
        self.mask = x > 0
        return x * self.mask
    def backward(self, dout):
        return dout * self.mask
"""


class Terminal(io.StringIO):
    """A terminal that keeps what is drawn on it."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_is_shown_how_far_it_is_and_a_file_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = {}
    for kind in (Terminal, io.StringIO):
        monkeypatch.setattr("sys.stderr", kind())
        with experimenting.bar("sine-rnn", "en") as progress:
            progress(0.25)
        drawn[kind] = sys.stderr.getvalue()  # type: ignore[attr-defined]

    assert "grading the parts" in drawn[Terminal] and "sine-rnn" in drawn[Terminal] and "25%" in drawn[Terminal]
    assert not drawn[io.StringIO]


def test_an_optimizer_that_gives_new_arrays_trains_the_network() -> None:
    """Behind the wall what `update` changed comes back as new arrays; a right SGD walks as the reference's."""
    record = beside("optimizer-compare")["en"]
    curves = {curve.whose: curve for panel in record.picture.panels for curve in panel.curves if curve.name == "SGD"}
    values = {whose: [point.y for point in curve.points] for whose, curve in curves.items()}

    assert values["learner"] == pytest.approx(values["reference"], rel=1e-5)
    assert values["learner"][-1] < values["learner"][0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "lines"', 'kind = "pie"', "picture.kind: must be one of lines, bars, path"),
        ("seeds = 5\n", "", "size.quick needs a number of seeds"),
        ("columns = 2", "colums = 2", "did you mean 'columns'?"),
        (', en = "sigmoid, He" }', " }", "series.sigmoid_he: needs a text in ja and in en"),
    ],
)
def test_a_folder_that_is_not_as_it_must_be_is_refused(old: str, new: str, said: str, tmp_path: Path) -> None:
    folder = tmp_path / "vanishing_gradient"
    folder.mkdir()
    source = catalogue.experiments()["vanishing-gradient"].folder / "experiment.toml"
    text = source.read_text(encoding="utf-8")
    assert old in text
    (folder / "experiment.toml").write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ExerciseError, match=re.escape(said)):
        load(folder)
