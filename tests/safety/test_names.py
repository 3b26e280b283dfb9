"""Names behind a role."""

from itertools import product

import pytest

from tests.safety.marks import BLOCK, CONFIRM, looked_at, unmarked

ROLES = {
    "verdachte": BLOCK,
    "slachtoffer": BLOCK,
    "aangever": CONFIRM,
    "aangeefster": CONFIRM,
    "getuige": CONFIRM,
    "betrokkene": CONFIRM,
    "dader": CONFIRM,
    "bewoner": CONFIRM,
    "collega": CONFIRM,
}
NAMES = (
    "J. de Vries",
    "J.P. Voorbeeld",
    "J. P. van den Berg",
    "Jan",
    "Fatima el A.",
    "Jan Jansen",
    "Anne-Marie de Wit",
    "Şeyma Öztürk",
    "Jan van der Berg",
    "De Vries",
    "Van den Berg",
    "JANSEN",
    "J.de Vries",
    "O'Neill",
    "Karim al Said",
    "J. 't Hart",
    "Jan van Dijk",
    "J. van Dijk",
    "Van Dijk",
    "J. van den Bosch",
    "Van den Bosch",
    "T. van Delft",
    "dhr. ⟦Pieters⟧",
    "de heer ⟦Pieters⟧",
    "mevrouw ⟦Pieters⟧",
    "mevr. ⟦A. Pieters⟧",
    "genaamd ⟦Jan⟧",
)


@pytest.mark.parametrize(("role", "name"), list(product(ROLES, NAMES)))
def test_name_behind_a_role_is_found(role: str, name: str) -> None:
    marked = f"We zagen {role} {name if '⟦' in name else f'⟦{name}⟧'} en reden door."

    assert looked_at(unmarked(marked), type="name") == (marked, {ROLES[role]})


@pytest.mark.parametrize(
    "marked",
    [
        "verdachte ⟦J. de Vries⟧",
        "slachtoffer ⟦Fatima el A.⟧",
        "Verdachte ⟦J. de Vries⟧",
        "verdachte, ⟦J. de Vries⟧",
        "verdachte, genaamd ⟦Jan⟧",
        "verdachte: ⟦J. de Vries⟧",
        "**Verdachte:** ⟦J. de Vries⟧",
        "de verdachte (⟦J. de Vries⟧)",
        "verdachte ⟦J.P.⟧",
        "verdachte ⟦J.⟧ liep weg",
        "collega ⟦Jan⟧ van de Politie",
        "verdachte ⟦Jan Jansen⟧, die",
        "`verdachte ⟦Jan⟧`",
        "verdachte ⟦Jan⟧.",
        "verdachte ⟦René⟧",
        "medeverdachte, en collega ⟦Jan⟧",
    ],
)
def test_name_is_marked_exactly(marked: str) -> None:
    assert looked_at(unmarked(marked), type="name")[0] == marked


@pytest.mark.parametrize(
    "follows",
    [
        " liep",
        " Politie",
        " Amsterdam",
        " Rotterdam-Zuid",
        " Utrechtse binnenstad",
        " Amsterdammer",
        " Den Haag",
        " Den Bosch",
        " De Bilt",
        " Officier van Dienst",
        " Verkeerspolitie",
        " OvD",
        " BOA",
        " NFI",
        ". Jan zei",
        ": Wat zag je?",
        ":** Ik ben",
        "\nJan",
        " A",
        " A en B",
        " A. Daarna spraken we",
        " A.",
        " Dat was",
        " Wat",
        " Maandag",
        " Molenstraat",
        " van de Brandweer",
        " van Jan",
        "s Jan en Piet",
        "'s Jan",
        ' "Jan"',
        "naam Jan",
        "",
        " ",
        " 4",
        " de Politie",
    ],
)
def test_what_is_no_name(follows: str) -> None:
    for role in ROLES:
        text = f"Vraag het de {role}{follows}"

        assert looked_at(text, type="name") == (text, set())


@pytest.mark.parametrize("text", ["medeverdachte Jan", "J. de Vries reed weg", "the suspect John Smith"])
def test_name_without_a_role_of_the_table_is_left(text: str) -> None:
    assert looked_at(text, type="name") == (text, set())


@pytest.mark.parametrize(
    "marked",
    [
        "verdachte ⟦J. in 't Veld⟧ liep",
        "verdachte ⟦Jan in 't Veld⟧ liep",
        "verdachte ⟦In 't Veld⟧ liep",
        "verdachte ⟦Op den Akker⟧ liep",
        "verdachte ⟦J. op de Beek⟧ liep",
        "verdachte ⟦Ali ben Salah⟧ liep",
        "verdachte ⟦Joana da Silva⟧ liep",
        "verdachte ⟦Jan du Voorbeeld⟧ liep",
        "verdachte ⟦Tjin A Sioe⟧ liep",
        "verdachte ⟦Maria Fernanda Lopez⟧ liep",
        "verdachte ⟦Jan P. de Vries⟧ liep",
        "verdachte ⟦J. De Vries⟧ liep",
        "verdachte ⟦J. Bergen⟧ liep",
        "verdachte ⟦Jansen-de Wit⟧ liep",
        "verdachte ⟦Jansen-van den Berg⟧ liep",
        "verdachte ⟦De Lange⟧ liep",
        "verdachte ⟦Van der Meer⟧ liep",
        "verdachte ⟦De Winter⟧ liep",
    ],
)
def test_name_with_uncommon_parts_is_marked_whole(marked: str) -> None:
    assert looked_at(unmarked(marked), type="name")[0] == marked


@pytest.mark.parametrize(
    "marked",
    [
        "de getuige ⟦van der Berg⟧ zei",
        "de getuige ⟦van den Bosch⟧ zei",
        "de getuige ⟦den Hartog⟧ zei",
        "de getuige ⟦'t Hart⟧ zei",
        "de getuige ⟦el Bedachti⟧ zei",
        "de getuige ⟦el-Bedachti⟧ zei",
        "de getuige ⟦d'Hondt⟧ zei",
        "de getuige ⟦van Dijk⟧ zei",
        "de getuige ⟦Jan van der berg⟧ zei",
        "de getuige ⟦Fatima el bedachti⟧ zei",
        "de getuige ⟦Jan-willem⟧ zei",
        "zei getuige ⟦de Vries⟧ toen",
        "belde getuige ⟦de Vries⟧ toen",
        "Getuige ⟦de Vries⟧ zei",
    ],
)
def test_name_that_is_written_small_in_part_is_found(marked: str) -> None:
    assert looked_at(unmarked(marked), type="name")[0] == marked


@pytest.mark.parametrize(
    "text",
    [
        "de getuige de Vries",
        "de oude getuige de Vries",
        "getuige de Politie",
        "getuige van Jan",
        "getuige van de Brandweer",
        "getuige Op de hoogte",
        "de getuige, de Vries",
    ],
)
def test_small_particle_that_may_be_an_article_begins_no_name(text: str) -> None:
    assert looked_at(text, type="name") == (text, set())


@pytest.mark.parametrize(
    "marked",
    [
        "bewoner meneer ⟦Jansen⟧",
        "bewoner familie ⟦Jansen⟧",
        "bewoner, de heer en mevrouw ⟦Jansen⟧",
        "bewoner (mw. ⟦Jansen⟧)",
        "bewoner met de naam ⟦Jan⟧",
        "bewoner drs. ⟦A. Jansen⟧",
        "bewoner mevrouw ⟦Arts⟧",
        "bewoner dhr. ⟦Maart⟧",
        "bewoner mevrouw ⟦de Vries⟧",
        "bewoner dhr. ⟦ten Voorbeelde⟧",
        "bewoner: mevrouw ⟦Jansen⟧",
        "collega agent ⟦Jan⟧",
        "collega Brandwacht ⟦Jan de Vries⟧",
        "collega wijkagent ⟦de Vries⟧",
    ],
)
def test_title_or_work_before_a_name_belongs_to_the_role(marked: str) -> None:
    assert looked_at(unmarked(marked), type="name")[0] == marked


@pytest.mark.parametrize(
    "text",
    ["collega officier van dienst", "collega agent Amsterdam", "collega Agent van Dienst", "getuige nr. 2 Politie"],
)
def test_title_or_work_without_a_name_is_no_name(text: str) -> None:
    assert looked_at(text, type="name") == (text, set())


@pytest.mark.parametrize(
    "marked",
    [
        "Verdachte: ⟦Jan Jansen⟧",
        "**Verdachte:** ⟦Jan Jansen⟧",
        "Verdachte 1: ⟦Jan de Vries⟧",
        "Verdachte: ⟦Van den Berg⟧",
        "Verdachte - ⟦J. Jansen⟧",
        "| Verdachte | ⟦Jan Jansen⟧ |",
        "**Verdachte** ⟦Jan⟧",
        "verdachte **⟦Jan Jansen⟧**",
        "verdachte _⟦Jan⟧_",
        "verdachte 2 ⟦Jan⟧",
        "verdachte nr. 2 (⟦Jan⟧)",
        "verdachte [⟦Jan⟧]",
    ],
)
def test_name_in_a_form_a_table_or_emphasis_is_found(marked: str) -> None:
    assert looked_at(unmarked(marked), type="name")[0] == marked


@pytest.mark.parametrize(
    "text",
    [
        "Verdachte: Jan kwam thuis",
        "Verdachte: Amsterdam Centraal",
        "Verdachte: Onbekende Man",
        "Verdachte: De Vries",
        "Verdachte: A. Kleding: rood",
        "| Verdachte | Jan |",
        "verdachte -Jan",
    ],
)
def test_one_word_behind_a_colon_may_begin_a_sentence(text: str) -> None:
    assert looked_at(text, type="name") == (text, set())


@pytest.mark.parametrize(
    "follows",
    [
        "Vrijdagnacht",
        "Zaterdag",
        "Volkswagen Golf",
        "Samsung",
        "Poolse chauffeur",
        "Syriër",
        "Albert Heijn",
        "Leger des Heils",
        "Basic-Fit",
        "Hoofdagent",
        "Ambulancechauffeur",
        "Parkeerbeheer",
        "Forensische Opsporing",
        "Overbrengen naar",
        "Reanimeren en",
        "Bejegening",
        "Minderjarig",
        "Herstelgericht werken",
        "Kanaleneiland",
        "Kanaalzone",
        "Leefklimaat",
        "BHV'er",
        "BOA's",
        "HOvJ",
        "AmbuVpk",
        "P2000",
        "NN1",
        "ABCDE",
        "LSSSD",
        "Hart-longmachine",
        "Tesla-rijder",
        "Oost-Europese",
        "Pool",
        "Mei",
        "X",
    ],
)
def test_word_with_a_capital_behind_a_role_with_an_article_is_no_name(follows: str) -> None:
    text = f"Zo help je een slachtoffer {follows} verder."

    assert looked_at(text, type="name") == (text, set())


@pytest.mark.parametrize(
    "marked",
    [
        "Toen zei getuige ⟦Pool⟧ iets",
        "Toen zei getuige ⟦Arts⟧ iets",
        "De getuige ⟦Mei Ling Zhou⟧ zei iets",
        "Collega ⟦Frans⟧ zei iets",
        "De collega ⟦Frans de Wit⟧ zei iets",
        "Aangever ⟦Albert de Vries⟧ zei iets",
        "Collega ⟦McDonald⟧ zei iets",
        "Collega ⟦IJsbrand⟧ zei iets",
    ],
)
def test_name_that_is_like_a_word_of_the_lists_is_found(marked: str) -> None:
    assert looked_at(unmarked(marked), type="name")[0] == marked


NAMES_LIKE_WORDS = (
    "Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Smits Kok Jacobs Vermeulen "
    "Schouten Willems Hoekstra Koster Prins Huisman Verhoeven Kuiper Post Kuipers Postma Veenstra Kramer Groen "
    "Wolf Timmermans Kamp Jager Snijders Blom Molenaar Verbeek Schipper Evers Martens Vink Haan Hermans Driessen "
    "Koning Gerrits Sanders Mol Schilder Roos Storm Sterre Merel Joost Wil Bo Daan Sem Lieke Fleur Iris Linde Jip "
    "Puck Madelief Mohammed Fatima Youssef Aylin Emre Wojciech Agnieszka Dmitri Nguyen Ahmadi Yılmaz Öztürk Şahin "
    "Kowalski Popescu Balogun"
).split()


@pytest.mark.parametrize("name", NAMES_LIKE_WORDS)
def test_lists_take_no_common_name_for_a_word(name: str) -> None:
    marked = f"Toen zei de getuige ⟦{name}⟧ iets."

    assert looked_at(unmarked(marked), type="name")[0] == marked
