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
