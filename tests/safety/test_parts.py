"""The parts that the rules stand on: what stays of findings that overlap, how a text is read, how phrases are found."""

from itertools import permutations

import pytest

from wiki.safety import Finding, Severity, lists, tactics
from wiki.safety.findings import apart
from wiki.safety.phrases import Phrases
from wiki.safety.reading import Text

BLOCK = Finding("bsn", "bsn.near-word", 10, 9, Severity.BLOCK)
SAME_BUT_LESS = Finding("bsn", "bsn.alone", 10, 9, Severity.CONFIRM)
WITHIN = Finding("phone", "phone.fixed", 12, 4, Severity.CONFIRM)
AROUND = Finding("iban", "iban.valid", 5, 18, Severity.BLOCK)
BEHIND = Finding("blame", "blame.insult", 19, 3, Severity.HINT)
BEFORE = Finding("name", "name.getuige", 0, 10, Severity.CONFIRM)


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ((), ()),
        ((BLOCK, SAME_BUT_LESS), (BLOCK,)),
        ((BLOCK, WITHIN), (BLOCK,)),
        ((BLOCK, AROUND), (AROUND,)),
        ((AROUND, WITHIN, BEFORE), (AROUND,)),
        ((BEHIND, BLOCK, BEFORE), (BEFORE, BLOCK, BEHIND)),
    ],
)
def test_of_findings_that_overlap_the_sensible_one_stays_in_any_order(
    found: tuple[Finding, ...], kept: tuple[Finding, ...]
) -> None:
    for order in permutations(found):
        assert apart(order) == kept


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("06\u201112", "06-12"),
        ("06\u00a012", "06 12"),
        ("06\u200b\u00ad12", "0612"),
        ("０６＠", "06@"),
        ("cafe\u0301", "café"),
        ("a–b — c", "a-b - c"),
    ],
)
def test_text_is_read_with_one_sort_of_sign(text: str, plain: str) -> None:
    assert Text(text).plain == plain


def test_small_letters_stand_where_the_letters_stood() -> None:
    text = Text("İstanbul BSN")

    assert len(text.lower) == len(text.plain)
    assert text.lower.endswith("stanbul bsn")


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("Een. Twee drie. Vier.", "drie", "Twee drie"),
        ("Kop\nTwee drie\nVier", "drie", "Twee drie"),
        ("Hij zei: twee drie", "drie", "Hij zei: twee drie"),
        ("Om 12.30 drie man", "drie", "Om 12.30 drie man"),
        ("Zie art. vijf en drie", "drie", "Zie art. vijf en drie"),
        ('"Een!" Twee drie?', "drie", "Twee drie?"),
    ],
)
def test_sentence_around_a_word(text: str, word: str, sentence: str) -> None:
    start = text.index(word)

    first, last = Text(text).sentence(start, start + len(word))

    assert text[first:last] == sentence


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("dom", "Dom, domein, idool, dom", ["Dom", "dom"]),
        ("alarmcode*", "De alarmcodes en alarmcode", ["alarmcodes", "alarmcode"]),
        ("had … moeten", "had moeten, had je echt moeten", ["had moeten", "had je echt moeten"]),
        ("had … moeten", "had een twee drie vier vijf moeten", []),
        ("had … moeten", "had. Je moeten", []),
        ("dode hoek", "dode  hoek", []),
    ],
)
def test_phrase_is_found_as_words(phrase: str, text: str, found: list[str]) -> None:
    hits = Phrases([(phrase, "x")]).find(Text(text))

    assert [text[start:end] for start, end, _value in hits] == found


def test_unknown_need_of_a_tactic_says_where_it_is(tmp_path, monkeypatch):
    (tmp_path / "tactics.tsv").write_text("radio\tnumber colour\tportofoon\n", encoding="utf-8")
    monkeypatch.setattr(lists, "FOLDER", tmp_path)

    with pytest.raises(lists.BrokenList, match=r"tactics\.tsv: line 1: unknown need colour"):
        tactics._listed()
