"""The store keeps everything, finds what still holds, and survives whatever happens to the process."""

import shutil
import sqlite3

import pytest
from dlgrade.grader.batch.problem import BatchError
from dlgrade.grader.batch.schema import MIGRATIONS
from dlgrade.grader.batch.store import FILE, Entry, Score, Store, Verdict, Word

ENTRY = Entry(
    "s1", "s1.py", "d1", "set", 7, "graded", '{"head": "頭"}', "", "2026-04-30T12:00:00+00:00", True, "in/s1.py"
)
VERDICTS = (
    Verdict("sgd", "k1", "pass", 3, 3, 0.5, '{"id": "sgd"}'),
    Verdict("adam", "k2", "grader_error", 0, 3, 0.1, "{}"),
)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / FILE, make=True) as made:
        yield made


def kept(store, entry=ENTRY, verdicts=VERDICTS):
    with store.transaction():
        store.set_entry(entry, verdicts)


def test_what_is_kept_comes_back_as_it_was(store):
    kept(store)
    assert store.entry("s1") == ENTRY
    assert store.entry("s2") is None
    assert store.verdicts("d1", "set", {"sgd": "k1", "adam": "k2"}) == {v.item: v for v in VERDICTS}


def test_a_verdict_holds_for_the_same_submission_exercise_and_settings_only(store):
    kept(store)
    assert store.graded("d1", "set", {"sgd": "k1"}) == {"sgd"}
    assert store.graded("d1", "set", {"sgd": "other"}) == set()
    assert store.graded("d2", "set", {"sgd": "k1"}) == set()
    assert store.graded("d1", "other", {"sgd": "k1"}) == set()


def test_what_we_failed_at_is_tried_again(store):
    kept(store)
    assert "adam" not in store.graded("d1", "set", {"sgd": "k1", "adam": "k2"})


def test_a_transaction_that_fails_leaves_nothing(store):
    with pytest.raises(RuntimeError), store.transaction():
        store.set_entry(ENTRY, VERDICTS)
        raise RuntimeError
    assert store.entry("s1") is None


def test_old_verdicts_stay_when_a_new_submission_arrives(store):
    kept(store)
    kept(store, Entry("s1", "s1.py", "d2", "set", 7, "graded", "{}"), VERDICTS[:1])
    assert store.graded("d1", "set", {"sgd": "k1"}) == {"sgd"}


def test_the_same_score_twice_is_one_line_of_history(store):
    for points, digest, at in [(1, "d1", "t1"), (1, "d1", "t2"), (2, "d1", "t3"), (2, "d2", "t4"), (1, "d1", "t5")]:
        store.note_score("s1", Score(at, points, 3, "why", digest))
    assert [score.at for score in store.scores("s1")] == ["t1", "t3", "t4", "t5"]


def test_words_are_kept_in_order_and_none_is_replaced(store):
    words = [Word("override", "s1", "sgd", 2.0, note="a", at="t1"), Word("override", "s1", "sgd", 3.0, at="t2")]
    for word in words:
        store.add_word(word)
    assert store.words("s1") == words


def test_who_has_left_the_class_is_not_listed_and_loses_nothing(store):
    kept(store)
    store.set_class([("s1", "A", ""), ("s2", "B", "")], {"seed": "1"})
    store.set_class([("s2", "B2", "b@x")], {"seed": "2"})
    assert (list(store.learners()), store.count(), store.about("seed")) == ([("s2", "B2", "b@x")], 1, "2")
    assert store.entry("s1") == ENTRY


def test_a_learner_to_be_graded_anew_loses_no_score(store):
    kept(store)
    store.note_score("s1", Score("t", 3, 3, "", "d1"))
    store.forget("s1")
    assert store.graded("d1", "set", {"sgd": "k1"}) == set()
    assert len(store.scores("s1")) == 1


def test_a_second_process_may_read_while_one_writes(store):
    kept(store)
    with store.transaction():
        store.set_entry(Entry("s2", state="missing"))
        with Store(store.path) as reader:
            assert reader.entry("s1") == ENTRY
            assert reader.entry("s2") is None


def test_a_copy_of_file_and_log_at_any_moment_opens_whole(store, tmp_path):
    """What a power cut leaves: the file and its log as they were, perhaps the log cut short."""
    for number in range(6):
        kept(store, Entry(f"s{number}", "x", f"d{number}", "set", 7, "graded", "{}"), VERDICTS)
        with store.transaction():
            store.set_entry(Entry("half", "x", "half", "set", 7, "graded", "{}"), VERDICTS)
            _cut(store, tmp_path / f"cut{number}", number)


def _cut(store, folder, number):
    folder.mkdir()
    shutil.copy(store.path, folder / FILE)
    log = (store.path.parent / f"{FILE}-wal").read_bytes()
    for length in (len(log), len(log) * 2 // 3, len(log) // 3):
        (folder / f"{FILE}-wal").write_bytes(log[:length])
        (folder / f"{FILE}-shm").unlink(missing_ok=True)
        copy = folder / f"copy{length}"
        copy.mkdir(exist_ok=True)
        for name in (FILE, f"{FILE}-wal"):
            shutil.copy(folder / name, copy / name)
        with Store(copy / FILE, make=True) as found:
            assert found.sound() == "ok"
            kept_ = [n for n in range(number + 1) if found.entry(f"s{n}")]
            assert kept_ == list(range(len(kept_))), "a later one without an earlier one"
            if length == len(log):
                assert len(kept_) == number + 1
                assert found.entry("half") is None or number > 0


def test_a_file_that_is_no_store_is_told(tmp_path):
    (tmp_path / FILE).write_text("not a database, and long enough to be looked at" * 100)
    with pytest.raises(BatchError, match="cannot be used as a store"):
        Store(tmp_path / FILE)


def test_a_store_of_a_newer_version_is_left_alone(tmp_path):
    Store(tmp_path / FILE, make=True).close()
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(BatchError, match="newer version"):
        Store(tmp_path / FILE)


def test_a_store_of_an_older_version_is_brought_up_to_date_with_its_content(tmp_path, monkeypatch):
    with Store(tmp_path / FILE, make=True) as old:
        kept(old)
    newer = (*MIGRATIONS, "ALTER TABLE learner ADD COLUMN section TEXT NOT NULL DEFAULT ''")
    monkeypatch.setattr("dlgrade.grader.batch.store.MIGRATIONS", newer)
    with Store(tmp_path / FILE) as new:
        assert new.entry("s1") == ENTRY
    with sqlite3.connect(tmp_path / FILE) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(newer),)


def test_a_class_that_was_never_graded_is_told(tmp_path):
    with pytest.raises(BatchError, match="no graded class"):
        Store(tmp_path / FILE)


def test_a_list_of_learners_given_up_half_way_says_nothing_when_the_store_is_closed(tmp_path):
    with Store(tmp_path / FILE, make=True) as store:
        store.set_class([("s1", "A", ""), ("s2", "B", "")], {})
        begun = store.learners()
        assert next(begun) == ("s1", "A", "")
    begun.close()
