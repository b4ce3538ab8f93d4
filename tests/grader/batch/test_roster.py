"""A class list is read as spreadsheets write it."""

import pytest
from dlgrade.grader.batch.problem import BatchError
from dlgrade.grader.batch.roster import Student, read_roster


@pytest.fixture
def roster(tmp_path):
    def read(text, encoding="utf-8"):
        path = tmp_path / "roster.csv"
        path.write_bytes(text.encode(encoding))
        return read_roster(path)

    return read


TWO = (Student("s1", "山田 花子", "h@example.org"), Student("s2", "Ann Lee", ""))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize(
    "text",
    [
        "id,name,email\ns1,山田 花子,h@example.org\ns2,Ann Lee,\n",
        "email,id,name\nh@example.org,s1,山田 花子\n,s2,Ann Lee\n",
        "氏名\t学籍番号\tメールアドレス\r\n山田 花子\ts1\th@example.org\r\nAnn Lee\ts2\t\r\n",
        'Name;ID number;Email address;Group\n"山田 花子";s1;h@example.org;a\nAnn Lee;s2;;b\n\n',
    ],
)
def test_columns_stand_in_any_order_encoding_and_delimiter(roster, text, encoding):
    assert roster(text, encoding) == TWO


def test_first_and_last_names_are_put_together_both_ways(roster):
    (student,) = roster("SIS User ID,First Name,Last Name\n7,Ann,Lee\n")
    assert (student.name, student.names) == ("Ann Lee", ("Lee Ann", "LeeAnn"))


def test_the_address_is_the_id_where_there_is_no_other(roster):
    assert roster("name,email\nAnn,a@example.org\n") == (Student("a@example.org", "Ann", "a@example.org"),)


def test_lines_without_an_id_are_no_students(roster):
    assert roster("id,name\n,Total\ns1,A\n") == (Student("s1", "A"),)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "empty"),
        ("name\nA\n", "no column of ids"),
        ("id\ns1\ns1\n", "s1 twice"),
        ('id\n"s1\n', "not CSV"),
    ],
)
def test_a_wrong_list_is_told_in_one_sentence_in_both_languages(roster, text, word):
    with pytest.raises(BatchError) as caught:
        roster(text)
    assert word in caught.value.texts["en"]
    assert caught.value.texts["ja"].endswith("。")


def test_a_list_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes(b"id\n\x81 \n")
    with pytest.raises(BatchError, match="neither UTF-8 nor Shift_JIS"):
        read_roster(path)


def test_a_list_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BatchError, match="cannot be read"):
        read_roster(tmp_path / "none.csv")
