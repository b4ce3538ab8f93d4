"""The class page: right, safe, the same bytes, flat in memory, and small enough to open."""

from __future__ import annotations

import base64
import errno
import gc
import hashlib
import os
import re
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from dlgrade.reports.class_grid import CELLS, MOST, part_size, row
from dlgrade.reports.class_page import write_class
from dlgrade.reports.class_picture import counts_of
from dlgrade.reports.classroom import Head, Learner
from dlgrade.reports.tally import SIGNS
from dlgrade.reports.words import Lang, words
from dlgrade.reports.write import ReportError

from .classes import head, learners
from .test_page import Tags

LANGS: tuple[Lang, ...] = ("ja", "en")
LARGEST = 1_500_000  # bytes of one file


def again(of: Head) -> Callable[[], Iterator[Learner]]:
    """The learners of `of`, as often as they are asked for."""
    return lambda: learners(of)


def files(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())}


@pytest.fixture(scope="module", params=LANGS)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A class of 450 in three files."""
    of = head(450, 75, request.param, unmatched=("b_folder",), doubtful=("Two folders are `s1`.",))
    out = tmp_path_factory.mktemp("class")
    assert write_class(of, again(of), out) == out / "class.html"
    return files(out)


def test_the_same_class_gives_the_same_bytes(pages: dict[str, str], tmp_path: Path) -> None:
    lang: Lang = "ja" if '<html lang="ja">' in pages["class.html"] else "en"
    of = head(450, 75, lang, unmatched=("b_folder",), doubtful=("Two folders are `s1`.",))
    write_class(of, again(of), tmp_path)

    assert files(tmp_path) == pages


def test_every_learner_stands_in_one_file_in_order(pages: dict[str, str]) -> None:
    assert list(pages) == ["class-2.html", "class-3.html", "class.html"]
    text = "".join(pages[name] for name in ("class.html", "class-2.html", "class-3.html"))

    found = re.findall(r'<tr class="[^"]*" data-share="[\d.]+"><th scope="row">(?:<a href="[^"]*">)?(s\d+)', text)
    assert found == [one.id for one in learners(head(450))]


def test_every_element_is_closed_and_every_link_leads_somewhere(pages: dict[str, str]) -> None:
    ids = {name: {a["id"] for _, a in Tags(page).tags if "id" in a} for name, page in pages.items()}
    for name, page in pages.items():
        parsed = Tags(page)
        assert not parsed.open
        listed = [attrs["id"] for _, attrs in parsed.tags if "id" in attrs]
        assert len(listed) == len(set(listed))
        for tag, attrs in parsed.tags:
            target = attrs.get("href") or ""
            if tag == "a" and not target.startswith("learners/"):
                file, _, part = target.partition("#")
                assert (file or name) in pages
                assert not part or part in ids[file or name]


def test_headings_follow_one_another_without_a_gap(pages: dict[str, str]) -> None:
    for page in pages.values():
        levels = [int(tag[1]) for tag, _ in Tags(page).tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_policy_allows_the_pages_own_script_and_style_alone(pages: dict[str, str]) -> None:
    for page in pages.values():
        tags = Tags(page).tags
        policy = next(a["content"] or "" for _, a in tags if a.get("http-equiv") == "Content-Security-Policy")
        for tag in ("style", "script"):
            found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
            assert len(found) == 1
            digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy
        assert "default-src 'none'" in policy
        assert not [name for _, attrs in tags for name in attrs if name.startswith("on") or name == "style"]
        assert not [a for _, a in tags if re.match(r"[a-z]+:|//", a.get("src") or a.get("href") or "") and a.get("rel") != "icon"]  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "javascript:alert(1)", "\u202e\x07"])  # fmt: skip  # noqa: E501
def test_whatever_a_learner_writes_stays_text(text: str, tmp_path: Path) -> None:
    of = head(30, 4)

    def hostile(more: str) -> Callable[[], Iterator[Learner]]:
        def changed() -> Iterator[Learner]:
            for one in learners(of):
                texts: Any = {"source": more, "note": more, "overridden": True}
                marks = tuple(
                    replace(mark, label=mark.label and mark.label + more, cause=mark.cause + more, **texts)
                    for mark in one.marks
                )
                yield replace(one, id=one.id + more, name=more, page=more, remarks=(more,), marks=marks)

        return changed

    tags = []
    for place, more in enumerate(("plain", text)):
        write_class(of, hostile(more), tmp_path / str(place))
        page = (tmp_path / str(place) / "class.html").read_text(encoding="utf-8")
        tags.append([tag for tag, _ in Tags(page).tags])
        assert "\u202e" not in page
    assert tags[0] == tags[1]
    assert 'href="javascript:' not in page


def test_a_cell_has_a_sign_of_its_own_beside_its_colour() -> None:
    of = head(1, 3)
    one = next(learners(of))
    for state, sign in SIGNS.items():
        changed: Any = replace(one.marks[0], state=state, label="axis_0", points=0.0)
        cells = re.findall(r'<td class="(\w+)"[^>]*>([^<]*)</td>', row(replace(one, marks=(changed,)), 3, words("en")))
        assert cells[1][1] == sign
    overridden = row(replace(one, marks=(replace(one.marks[0], overridden=True),)), 3, words("en"))
    assert f"{SIGNS[one.marks[0].state]}*</td>" in overridden


def test_lateness_and_what_was_dropped_stand_in_the_row() -> None:
    one = replace(
        next(learners(head(1, 3))), points=6.0, late=2.0, remarks=("One day late.",), dropped=("exercise-01",)
    )
    text = row(one, 3, words("en"))

    assert '<td class="number" title="One day late.">6 / 8 (−2)</td>' in text
    assert text.count("×</td>") == 1


def test_who_handed_in_nothing_is_there_and_can_be_filtered(pages: dict[str, str]) -> None:
    of = head(450)
    absent = sum(one.state != "graded" for one in learners(of))

    assert sum(len(re.findall(r'<tr class="open absent"', page)) for page in pages.values()) == absent


def test_the_commonest_mistakes_are_counted_with_an_example(pages: dict[str, str]) -> None:
    of = head(450)
    counts: dict[tuple[str, str], list[str]] = {}
    for one in learners(of):
        for mark in one.marks:
            if mark.label and mark.state != "pass":
                counts.setdefault((mark.id, mark.label), []).append(one.id)
    (exercise, label), who = max(counts.items(), key=lambda item: len(item[1]))
    table = pages["class.html"].partition('id="mistakes"')[2].partition("</table>")[0]
    first = table.partition("<tbody>")[2].partition("</tr>")[0]

    assert f">{exercise}</a>" in first
    assert f">{label}</code>" in first
    assert re.search(rf'class="number">{len(who)}\D', first)
    assert f'learners/{who[0]}/index.html">{who[0]}</a>' in first


def test_the_points_fall_into_tenths() -> None:
    assert counts_of([0.0, 0.05, 0.1, 0.3, 0.95, 1.0, 1.2]) == (2, 1, 0, 1, 0, 0, 0, 0, 0, 3)


@pytest.mark.parametrize("columns", [1, 75, 400, 20_000])
def test_a_file_holds_no_more_cells_than_opens_fast(columns: int) -> None:
    size = part_size(head(1, columns))

    assert 1 <= size <= MOST
    assert size * columns <= CELLS or size == 1


@pytest.mark.parametrize("lang", LANGS)
def test_the_worst_file_is_below_its_limit(lang: Lang, tmp_path: Path) -> None:
    of = head(part_size(head(1)), lang=lang)

    def worst() -> Iterator[Learner]:
        for one in learners(of):
            fault: Any = "grader_error"
            long: Any = {"state": fault, "label": "長" * 40, "cause": "長" * 200, "note": "長" * 200}
            marks = tuple(replace(mark, overridden=True, **long) for mark in one.marks)
            yield replace(one, marks=marks)

    write_class(of, worst, tmp_path)
    assert max(file.stat().st_size for file in tmp_path.iterdir()) < LARGEST


def test_files_of_a_larger_class_do_not_stay(tmp_path: Path) -> None:
    (tmp_path / "class-9.txt").write_text("not ours")
    for size in (450, 100):
        of = head(size)
        write_class(of, again(of), tmp_path)

    assert sorted(file.name for file in tmp_path.iterdir()) == ["class-9.txt", "class.html"]


def test_an_empty_class_is_a_page(tmp_path: Path) -> None:
    of = head(0, 3)
    write_class(of, again(of), tmp_path)

    assert not Tags((tmp_path / "class.html").read_text(encoding="utf-8")).open


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace"])
def test_what_cannot_be_written_leaves_the_old_page_whole(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    write_class(head(450, lang="en"), again(head(450, lang="en")), tmp_path)
    before = files(tmp_path)
    monkeypatch.setattr(call, refuse)

    with pytest.raises(ReportError):
        write_class(head(450, lang="ja"), again(head(450, lang="ja")), tmp_path)
    assert files(tmp_path) == before


def test_memory_does_not_grow_with_the_class(tmp_path: Path) -> None:
    """Two bytes a mark may stay, and what waits for the collector; hundreds would show that learners are kept."""
    peaks = []
    for size in (300, 800, 4800):  # the first one loads what is loaded once
        of = head(size, 8)
        gc.collect()
        tracemalloc.start()
        write_class(of, again(of), tmp_path)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    grown = peaks[2] - peaks[1]
    assert grown < 4000 * 8 * 25
