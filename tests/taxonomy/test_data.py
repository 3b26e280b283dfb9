"""The vocabulary says what the domain reference says, and a mistake in a file is told with the place and the key."""

import re
from dataclasses import fields, is_dataclass

import pytest

from wiki.taxonomy.data import (
    BLOCKS,
    CARD_PARTS,
    DOMAINS,
    FOLDER,
    TYPES,
    Label,
    blocks_in,
    domains_in,
    enabled_domains,
    types_in,
)
from wiki.taxonomy.reading import BrokenData

# What the domain reference says, copied by hand. A slug, key or heading that changes here changes addresses, exports
# or texts that people wrote: change it only with the migration that carries them along.
EXPECTED_DOMAINS = [
    ("police", "Politie", "Police", False),
    ("fire", "Brandweer", "Fire service", False),
    ("enforcement", "Handhaving (boa)", "Enforcement", False),
    ("customs", "Douane", "Customs", True),
    ("security", "Beveiliging", "Private security", True),
    ("defence", "Defensie", "Defence", True),
]

EXPECTED_BLOCKS = [
    ("shared-vision", "Gedeelde visie", "Shared vision"),
    ("growth-mindset", "Groei-mindset", "Growth mindset"),
    ("external-focus", "Externe focus", "External focus"),
    ("safe-learning-climate", "Veilig leerklimaat", "Safe learning climate"),
    ("team-learning", "Teamleren", "Team learning"),
    ("coaching-leadership", "Coachend leiderschap", "Coaching leadership"),
    ("innovation", "Stimuleren van innovatie", "Encouraging innovation"),
    ("active-experimentation", "Actief experimenteren", "Active experimentation"),
]

EXPECTED_TYPES = [
    ("practice-tip", "Praktijktip", "Practice tip", 18, "cue"),
    ("case-story", "Praktijkverhaal", "Case story", 36, "learned"),
    ("learning-points", "Leerpunten", "Learning points", 24, "change"),
    ("decision-point", "Beslismoment", "Decision point", 18, "rule_of_thumb"),
    ("technique", "Techniek", "Technique", 12, "feel"),
    ("experiment", "Experiment", "Experiment", 12, "conclusion"),
    ("question", "Vraag", "Question", 12, "summary"),
]

# Which sections feed which part of the practice card.
EXPECTED_CARDS = {
    "practice-tip": {"cue": ["cue"], "do": ["action"], "dont": ["pitfall", "limits"]},
    "case-story": {"cue": ["expert_view"], "do": ["learned", "next_time"], "dont": []},
    "learning-points": {"cue": ["gap", "assumption"], "do": ["keep", "change"], "dont": []},
    "decision-point": {"cue": ["cues"], "do": ["choice"], "dont": ["novice"]},
    "technique": {"cue": ["feel"], "do": ["steps"], "dont": ["errors"]},
    "experiment": {"cue": ["observed", "conclusion"], "do": ["next_step"], "dont": []},
    "question": {"cue": [], "do": ["summary"], "dont": []},
}

EXPECTED_LEAD_LABELS = {
    "practice-tip": Label("Signaal", "Cue"),
    "case-story": Label("Wat wij leerden", "What we learned"),
    "learning-points": Label("Dit doen we anders", "What we change"),
    "decision-point": Label("Vuistregel", "Rule of thumb"),
    "technique": Label("Zo merk je dat het goed gaat", "How you notice it goes well"),
    "experiment": Label("Conclusie", "Conclusion"),
    "question": Label("Samengevat", "In short"),
}

# A star after a key: required to submit.
EXPECTED_SECTIONS = {
    "practice-tip": [
        ("situation*", "Wanneer speelt dit?", "When does this come up?"),
        ("cue*", "Waar let je op?", "What do you look for?"),
        ("action*", "Wat doe je?", "What do you do?"),
        ("why", "Waarom werkt het?", "Why does it work?"),
        ("pitfall*", "Valkuil", "Pitfall"),
        ("limits", "Wanneer niet?", "When not?"),
    ],
    "case-story": [
        ("context*", "De situatie", "The situation"),
        ("course*", "Wat er gebeurde", "What happened"),
        ("turning_point*", "Het kantelpunt", "The turning point"),
        ("expert_view", "Wat de ervaren blik zag", "What the experienced eye saw"),
        ("learned*", "Wat wij leerden", "What we learned"),
        ("next_time", "De volgende keer", "Next time"),
    ],
    "learning-points": [
        ("intended*", "Wat was de bedoeling?", "What was intended?"),
        ("happened*", "Wat gebeurde er?", "What happened?"),
        ("gap*", "Waardoor zat er verschil?", "Why was there a difference?"),
        ("keep*", "Dit houden we", "What we keep"),
        ("change*", "Dit doen we anders", "What we change"),
        ("assumption", "Aanname die we bijstellen", "Assumption we revise"),
        ("follow_up", "Vervolg", "Follow-up"),
    ],
    "decision-point": [
        ("moment*", "Het moment", "The moment"),
        ("goal*", "Het doel", "The goal"),
        ("cues*", "Signalen", "Cues"),
        ("options", "Opties", "Options"),
        ("choice*", "De keuze en waarom", "The choice and why"),
        ("novice*", "Wat een starter mist", "What a novice misses"),
        ("what_if", "Wat als?", "What if?"),
        ("rule_of_thumb*", "Vuistregel", "Rule of thumb"),
    ],
    "technique": [
        ("purpose*", "Waarvoor", "Purpose"),
        ("need", "Wat je nodig hebt", "What you need"),
        ("steps*", "Stappen", "Steps"),
        ("feel*", "Zo merk je dat het goed gaat", "How you notice it goes well"),
        ("errors*", "Veelgemaakte fouten", "Common mistakes"),
        ("practice", "Zo oefen je het", "How to practise"),
    ],
    "experiment": [
        ("problem*", "Aanleiding", "Reason"),
        ("hypothesis*", "Verwachting", "Expectation"),
        ("setup*", "Wat we deden", "What we did"),
        ("observed*", "Wat we zagen", "What we saw"),
        ("conclusion*", "Conclusie", "Conclusion"),
        ("assumption", "Aanname op de proef", "Assumption tested"),
        ("next_step*", "Volgende stap", "Next step"),
    ],
    "question": [
        ("question*", "De vraag", "The question"),
        ("tried", "Wat ik al weet of probeerde", "What I know or tried"),
        ("answers", "Antwoorden uit de praktijk", "Answers from practice"),
        ("summary", "Samengevat", "In short"),
    ],
}


def labels(thing: object, place: str = "") -> list[tuple[str, Label]]:
    """Every label inside a thing, with where it is."""
    if isinstance(thing, Label):
        return [(place, thing)]
    if isinstance(thing, tuple):
        return [found for number, part in enumerate(thing) for found in labels(part, f"{place}[{number}]")]
    if is_dataclass(thing):
        return [
            found for field in fields(thing) for found in labels(getattr(thing, field.name), f"{place}.{field.name}")
        ]
    return []


def every_label() -> list[tuple[str, Label]]:
    things = [*DOMAINS.values(), *BLOCKS.values(), *TYPES.values()]
    return [found for thing in things for found in labels(thing, thing.slug)]


def test_the_domains_are_those_of_the_reference():
    assert [(d.slug, d.label.nl, d.label.en, d.optional) for d in DOMAINS.values()] == EXPECTED_DOMAINS


@pytest.mark.parametrize("kind", TYPES.values(), ids=lambda kind: kind.slug)
def test_sections_feed_the_card_as_documented(kind):
    fed = {part: [each.key for each in kind.sections if each.card == part] for part in CARD_PARTS}

    assert fed == EXPECTED_CARDS[kind.slug]


def test_the_blocks_are_those_of_the_reference():
    assert [(b.slug, b.label.nl, b.label.en) for b in BLOCKS.values()] == EXPECTED_BLOCKS


def test_the_types_are_those_of_the_reference():
    found = [(t.slug, t.label.nl, t.label.en, t.review_months, t.lead) for t in TYPES.values()]

    assert found == EXPECTED_TYPES


@pytest.mark.parametrize("slug", TYPES)
def test_the_sections_of_a_type_are_those_of_the_reference(slug):
    found = [(s.key + "*" * s.required, s.heading.nl, s.heading.en) for s in TYPES[slug].sections]

    assert found == EXPECTED_SECTIONS[slug]


@pytest.mark.parametrize("slug", TYPES)
def test_the_lead_of_a_type_is_one_of_its_sections_and_has_its_own_label(slug):
    found = TYPES[slug]

    assert found.lead in {section.key for section in found.sections}
    assert found.lead_label == EXPECTED_LEAD_LABELS[slug]


def test_every_section_has_an_example_to_follow():
    assert [s.key for t in TYPES.values() for s in t.sections if s.example is None] == []


def test_no_two_sections_of_a_type_ask_the_same():
    for found in TYPES.values():
        prompts = [section.prompt for section in found.sections]

        assert len(set(prompts)) == len(prompts)


def test_slugs_are_the_names_of_the_symbols():
    for thing in [*DOMAINS.values(), *BLOCKS.values(), *TYPES.values()]:
        assert thing.icon == thing.slug
        assert re.fullmatch(r"[a-z0-9-]+", thing.slug)


def test_slugs_are_unique_across_the_vocabulary():
    slugs = [*DOMAINS, *BLOCKS, *TYPES]

    assert len(set(slugs)) == len(slugs)


def test_minutes_read_the_same_in_both_languages():
    assert all(re.fullmatch(r"\d+–\d+", found.minutes) for found in TYPES.values())


@pytest.mark.parametrize(("place", "label"), every_label(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_label_says_something_calm_in_both_languages(place, label):
    for text in (label.nl, label.en):
        assert text == text.strip() != ""
        assert "!" not in text


def test_a_label_speaks_english_only_when_asked():
    label = Label(nl="Brandweer", en="Fire service")

    assert [label("nl"), label("en"), label("fy")] == ["Brandweer", "Fire service", "Brandweer"]


def test_core_domains_are_always_enabled():
    assert [d.slug for d in enabled_domains(())] == ["police", "fire", "enforcement"]


def test_optional_domains_come_in_the_order_of_the_pages():
    assert [d.slug for d in enabled_domains(["defence", "customs"])][3:] == ["customs", "defence"]


def test_an_unknown_domain_is_named():
    with pytest.raises(ValueError, match="unknown domain: navy"):
        enabled_domains({"customs", "navy"})


def test_the_vocabulary_cannot_be_changed_at_run_time():
    with pytest.raises(TypeError):
        DOMAINS["navy"] = DOMAINS["defence"]


BROKEN = [
    ("domains.toml", 'slug = "fire"', 'slug = "police"', "domains.toml: 'police' is there twice"),
    ("domains.toml", 'slug = "fire"', 'slug = "Fire"', "domains.toml: domain 2: slug 'Fire' does not look like"),
    ("domains.toml", 'nl = "Brandweer"', 'nl = " "', "domains.toml: domain 2 'fire': label: nl is missing or empty"),
    ("domains.toml", ', en = "Police"', "", "domains.toml: domain 1 'police': label: en is missing or empty"),
    ("domains.toml", ', en = "Police"', ', en = "Police", de = "x"', "'police': label: unknown key de"),
    ("domains.toml", "optional = true", 'optional = "yes"', "domain 4 'customs': optional must be true or false"),
    ("domains.toml", "optional = true", "optoinal = true", "domain 4 'customs': unknown key optoinal"),
    ("domains.toml", '[[domain]]\nslug = "police"', 'slug = "police"', "domains.toml: "),
    ("blocks.toml", "line = {", "lines = {", "block 1 'shared-vision': line: is missing or not a table"),
    ("blocks.toml", "[[block]]", "[[brick]]", "blocks.toml: has no [[block]]"),
    ("types.toml", 'key = "cue"', 'key = "Cue"', "type 1 'practice-tip': section 2: key 'Cue' does not look like"),
    ("types.toml", 'key = "cue"', 'key = "action"', "type 1 'practice-tip': 'action' is there twice"),
    ("types.toml", 'lead = "cue"', 'lead = "feel"', "type 1 'practice-tip': lead 'feel' is not one of its sections"),
    ("types.toml", 'card = "cue"', 'card = "look"', "section 2 'cue': card 'look' is not one of cue, do, dont"),
    ("types.toml", "review_months = 18", "review_months = 0", "review_months must be a whole number above zero"),
    ("types.toml", "review_months = 18", "review_months = true", "review_months must be a whole number above zero"),
    ("types.toml", 'minutes = "5–10"\n', "", "type 1 'practice-tip': minutes is missing or empty"),
    ("types.toml", "required = true", "requierd = true", "section 1 'situation': unknown key requierd"),
    ("types.toml", "[[type]]", "[[type]", "types.toml: "),
]

READERS = {"domains.toml": domains_in, "blocks.toml": blocks_in, "types.toml": types_in}


@pytest.mark.parametrize(("name", "good", "bad", "problem"), BROKEN)
def test_a_broken_file_is_told_with_the_place_and_the_key(tmp_path, name, good, bad, problem):
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert good in text
    (tmp_path / name).write_text(text.replace(good, bad, -1 if good == "[[block]]" else 1), encoding="utf-8")

    with pytest.raises(BrokenData, match=re.escape(problem)):
        READERS[name](tmp_path / name)


def test_a_missing_file_is_told_by_name(tmp_path):
    with pytest.raises(BrokenData, match=r"^types\.toml: "):
        types_in(tmp_path / "types.toml")


def test_a_type_may_do_without_a_lead(tmp_path):
    text = (FOLDER / "types.toml").read_text(encoding="utf-8")
    (tmp_path / "types.toml").write_text(text.replace('lead = "cue"\n', ""), encoding="utf-8")

    assert types_in(tmp_path / "types.toml")["practice-tip"].lead is None
