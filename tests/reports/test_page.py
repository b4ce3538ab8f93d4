"""The page: self-contained, safe, the same bytes for the same record."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from dlgrade.reports.page import render
from dlgrade.reports.record import ExerciseState, Plot, Record
from dlgrade.reports.tally import SIGNS
from dlgrade.reports.words import Lang, words
from markupsafe import escape

from .sample import STATES, descent, one_state, sample, with_everywhere

LANGS: tuple[Lang, ...] = ("ja", "en")
VOID = {"meta", "link", "br", "hr", "img", "input", "rect"}


class Tags(HTMLParser):
    """Collects start tags with their attributes, and checks that they are closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module", params=LANGS)
def page(request: pytest.FixtureRequest) -> str:
    """The page of a record that has something of everything."""
    return render(sample(request.param))


def test_the_same_record_gives_the_same_bytes(page: str) -> None:
    lang: Lang = "ja" if '<html lang="ja">' in page else "en"

    assert render(sample(lang)) == page


def test_the_time_it_took_is_not_in_the_page() -> None:
    assert render(replace(sample(), seconds=987.654)) == render(sample())


def test_there_is_no_script_and_no_reference_to_the_network(page: str) -> None:
    tags = Tags(page).tags
    references = [value or "" for _, attrs in tags for name, value in attrs.items() if name in ("href", "src", "data")]

    assert not [tag for tag, _ in tags if tag in ("script", "iframe", "object", "embed", "base", "form", "img")]
    assert all(value.startswith(("#", "data:,")) for value in references)
    assert not [name for _, attrs in tags for name in attrs if name.startswith("on")]


def test_the_policy_allows_the_pages_own_style_sheet_alone(page: str) -> None:
    policy = next(a["content"] or "" for tag, a in Tags(page).tags if a.get("http-equiv") == "Content-Security-Policy")
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert "default-src 'none'" in policy
    assert f"style-src 'sha256-{digest}'" in policy
    assert not [attrs for _, attrs in Tags(page).tags if "style" in attrs]


def test_every_element_is_closed_and_every_id_is_there_once(page: str) -> None:
    parsed = Tags(page)
    ids = [attrs["id"] for _, attrs in parsed.tags if "id" in attrs]

    assert not parsed.open
    assert len(ids) == len(set(ids))
    targets = {(a.get("href") or "")[1:] for tag, a in parsed.tags if tag == "a"}
    assert targets <= set(ids)


def test_headings_follow_one_another_without_a_gap(page: str) -> None:
    levels = [int(tag[1]) for tag, _ in Tags(page).tags if re.fullmatch(r"h[1-6]", tag)]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "</title></style><svg onload=alert(1)>",
        "{{ 7 * 7 }}{% for x in y %}",
        "javascript:alert(1)",
    ],
)
def test_whatever_a_learner_writes_stays_text(text: str) -> None:
    plain, marked = (Tags(render(with_everywhere(one, sample("en")))) for one in ("plain words", text))

    assert [tag for tag, _ in marked.tags] == [tag for tag, _ in plain.tags]


def test_a_template_in_a_text_is_not_run() -> None:
    assert "{{ 7 * 7 }}" in render(with_everywhere("{{ 7 * 7 }}", sample("en")))


@pytest.mark.parametrize("text", ["\u202e", "\u2066", "\x1b[31m", "\x00", "\u200b", "\ud800"])
def test_hidden_characters_are_shown(text: str) -> None:
    page = render(with_everywhere(f"a{text}b", sample("en")))

    assert text[0] not in page
    assert f"⟨U+{ord(text[0]):04X}⟩" in page


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_word_and_a_sign_beside_its_colour(state: ExerciseState, lang: Lang) -> None:
    page = render(one_state(state, lang))
    word = words(lang)(f"state.{state}")

    assert SIGNS[state] in page
    assert str(escape(word)) in page


def test_the_first_thing_to_mend_stands_before_everything_else(page: str) -> None:
    assert page.index('class="first"') < page.index('class="summary"') < page.index('id="ex-affine"')
    assert "affine" in page[page.index('class="first"') : page.index('class="summary"')]


def test_a_wall_that_was_not_whole_is_said_at_the_top() -> None:
    record = sample("en")
    open_wall = replace(record, wall=replace(record.wall, enforced=False))

    assert render(open_wall).index("⚠") < render(open_wall).index('id="chapters"')
    assert "⚠" not in render(replace(record, wall=replace(record.wall, enforced=True)))


def test_a_record_without_anything_is_still_a_page() -> None:
    empty = replace(sample("ja"), exercises=(), questions=(), first="", points=0, max_points=0)

    assert not Tags(render(empty)).open


def with_plot(plot: Plot) -> Record:
    record = one_state("pass", "en")
    return replace(record, exercises=tuple(replace(one, plots=(plot, plot)) for one in record.exercises))


def test_a_picture_has_a_text_alternative_and_its_numbers_in_a_table() -> None:
    page = render(with_plot(Plot("a path", descent(0.1, 5), descent(0.2, 5))))
    tags = Tags(page).tags

    assert sum(attrs.get("role") == "img" for _, attrs in tags) == 2
    assert "(-7, 2)" in page
    assert "a path" in page


@pytest.mark.parametrize("rate", [50.0, float("inf"), float("nan"), 1e200])
def test_a_path_that_leaves_the_picture_is_drawn_up_to_there(rate: float) -> None:
    steps = [(x, y) for x, y in descent(0.1, 3)] + [(rate, -rate), (1.0, 1.0)]
    page = render(with_plot(Plot("t", descent(0.1, 5), tuple(steps))))

    assert "<path" in page
    assert not Tags(page).open


def test_equal_paths_are_both_visible() -> None:
    page = render(with_plot(Plot("t", descent(0.1, 5), descent(0.1, 5))))

    assert page.count("stroke-dasharray") >= 2


def test_no_expected_value_stands_in_the_page_but_in_the_excerpt(page: str) -> None:
    """The excerpt of evidence is the one place that shows expected numbers."""
    assert page.count('<table class="evidence">') >= 1
