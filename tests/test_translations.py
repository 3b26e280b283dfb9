"""Both catalogues hold every sentence of the program, translated and compiled."""

from tools import translations


def test_no_sentence_is_left_untranslated():
    assert translations.problems() == []
