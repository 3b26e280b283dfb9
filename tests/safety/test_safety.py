"""What holds for every text, and the demonstration as a text that must pass."""

import re
import unicodedata
from itertools import pairwise
from string import ascii_lowercase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.plugins.profiles import MANY
from tests.safety.marks import TODAY, looked_at
from wiki.demo.content import DemoArticle, articles
from wiki.safety import Finding, Severity, check, lists, personal

ANY = st.text() | st.text(alphabet="0123456789 .-+@:/ABXabnlge\u0301\u00ad\u200b\u00a0İ", max_size=200)
WORDS = st.lists(st.text(ascii_lowercase, min_size=1, max_size=12), max_size=30).map(" ".join)
VALID = st.integers(10_000_000, 99_999_999).map(lambda first: _with_check_digit(str(first))).filter(bool)
EVIL = [
    "0",
    " ",
    "-",
    "0 ",
    "0-",
    "1.",
    "A",
    "a@",
    "@",
    "a.",
    "NL15",
    "NL15 ",
    "12-XY-",
    "collega ",
    "collega, ",
    "geb. ",
    "verdachte J.",
    "verdachte J. op de ",
    "verdachte van der ",
    "getuige 1 dhr. ",
    "collega Jan ",
    "collega agent ",
    "collega [**",
    "de heer ",
    "J.-",
    "Straat 1 ",
    "1234 AB ",
    "pincode ",
    "had ",
    "\u00ad",
    "(0",
    "+31 ",
    "é",
    "had a a ",
]


def _with_check_digit(first: str) -> str:
    check_digit = sum(int(digit) * weight for digit, weight in zip(first, range(9, 1, -1), strict=True)) % 11
    return f"{first}{check_digit}" if check_digit < 10 else ""


@given(ANY, st.sampled_from(["", "case-story"]))
@example("İ bsn 900000016", "")
@example("\u0301", "")
@example("²³¹ bsn ٣٤٥٦٧٨٩٠١", "")
@MANY
def test_findings_of_any_text_lie_in_order_apart_and_within_it(text: str, kind: str) -> None:
    found = check(text, kind=kind, today=TODAY)

    assert all(each.length > 0 for each in found)
    assert all(one.end <= other.offset for one, other in pairwise(found))
    assert not found or (found[0].offset >= 0 and found[-1].end <= len(unicodedata.normalize("NFC", text)))


@given(ANY)
def test_the_same_text_gives_the_same_findings(text: str) -> None:
    assert check(text, today=TODAY) == check(unicodedata.normalize("NFC", text), today=TODAY)


@given(st.text(alphabet="ab .,0123456789-\n€"), VALID, st.text(alphabet="ab .,0123456789-\n€"))
@MANY
def test_bsn_with_its_word_is_found_among_any_text(before: str, number: str, after: str) -> None:
    text = f"{before} bsn {number} {after}"
    place = len(f"{before} bsn ")

    found = check(text, today=TODAY)

    assert (place, 9, Severity.BLOCK) in {(each.offset, each.length, each.severity) for each in found}


@given(WORDS, VALID, WORDS)
def test_written_in_groups_it_is_found_as_well(before: str, number: str, after: str) -> None:
    for written in (f"{number[:4]}.{number[4:6]}.{number[6:]}", f"{number[:3]} {number[3:6]} {number[6:]}"):
        marked = f"{before} bsn ⟦{written}⟧ {after}"

        assert looked_at(marked.replace("⟦", "").replace("⟧", ""), type="bsn")[0] == marked


@pytest.mark.parametrize("evil", EVIL)
def test_a_long_row_of_the_same_comes_to_an_end(evil: str) -> None:
    check(evil * (100_000 // len(evil)), kind="case-story", today=TODAY)


def test_offsets_count_the_composed_text() -> None:
    text = "Cafe\u0301 Zoe\u0308, bsn 900000016"

    (finding,) = check(text, today=TODAY)

    composed = unicodedata.normalize("NFC", text)
    assert composed[finding.offset : finding.end] == "900000016"
    assert finding.offset == text.index("900000016") - 2


def test_offsets_count_what_cannot_be_seen() -> None:
    text = "\ufeffbsn\u200b 9000\u00ad00016."

    (finding,) = check(text, today=TODAY)

    assert text[finding.offset : finding.end] == "9000\u00ad00016"


def test_personal_leaves_hints_about_tactics_and_blame_out() -> None:
    text = "Hij had moeten zwijgen: de alarmcode is 4812, bel 06-12345678"

    assert {each.type for each in check(text, today=TODAY)} == {"blame", "tactics", "phone"}
    assert {each.type for each in personal(text, today=TODAY)} == {"phone"}


def test_a_finding_does_not_say_what_was_found() -> None:
    (finding,) = check("bsn 900000016", today=TODAY)

    assert finding == Finding("bsn", "bsn.near-word", 4, 9, Severity.BLOCK)
    assert "900000016" not in repr(finding)


@pytest.mark.parametrize("article", articles(), ids=lambda article: article.slug)
def test_demonstration_has_nothing_that_needs_a_decision(article: DemoArticle) -> None:
    text = f"{article.title}\n\n{article.body}"

    found = check(text, kind=article.type, today=TODAY)

    assert [each for each in found if each.severity is not Severity.HINT] == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("town\tDelft\n", "words.tsv: line 1: unknown kind 'town'"),
        ("# note\nplace Delft\n", "words.tsv: line 2: must have 2 cells with a tab between"),
        ("place\tDelft,, Gouda\n", "words.tsv: line 1: two commas with nothing between"),
        ("# nothing\n", "words.tsv: has no place"),
        ("place\t\n", "words.tsv: line 1: must have 2 cells"),
    ],
)
def test_mistake_in_a_list_says_where_it_is(tmp_path, content, message):
    file = tmp_path / "words.tsv"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(lists.BrokenList, match=re.escape(message)):
        lists.words(file, {"place"})


def test_list_that_is_not_there_says_which(tmp_path):
    with pytest.raises(lists.BrokenList, match=r"absent\.tsv"):
        lists.words(tmp_path / "absent.tsv", {"place"})


@pytest.mark.parametrize("file", sorted(lists.FOLDER.iterdir()), ids=lambda file: file.name)
def test_every_list_says_where_it_comes_from(file):
    assert file.read_text(encoding="utf-8").startswith("# ")
    assert "Own list" in file.read_text(encoding="utf-8") or "our own" in file.read_text(encoding="utf-8")
