"""Tactics and blame: each with a hit and a near miss, and hints without exception."""

import pytest

from tests.safety.marks import HINT, TODAY, looked_at, unmarked
from wiki.safety import check

TACTICS = [
    ("radio", "We schakelen naar ⟦gespreksgroep⟧ 0412", "We schakelen naar een andere gespreksgroep"),
    ("radio", "Mijn ⟦roepnummer⟧ is 12-34", "Noem altijd eerst je roepnummer"),
    ("radio", "De ⟦frequentie⟧ is 164,2", "Ademhalen in een lage frequentie"),
    ("radio", "Our ⟦radio channel⟧ is 7", "Keep the radio channel free"),
    ("access", "De ⟦sleutelkluis⟧ hangt bij Station Voorbeeld", "Een sleutelkluis is geen geheim"),
    ("access", "De ⟦alarmcode⟧ is 4812", "Deel nooit een alarmcode"),
    ("access", "De ⟦toegangscode⟧ is 4812#", "Een toegangscode deel je niet"),
    ("access", "De ⟦pincode⟧ is 0000", "Vraag nooit naar een pincode"),
    ("access", "The ⟦access code⟧ is 4812", "Never share an access code"),
    ("strength", "De ⟦bezetting⟧ is laag na 23:00", "De bezetting verschilt per dag"),
    ("strength", "De ⟦aanrijtijd⟧ naar Urk is lang", "Een lange aanrijtijd vraagt geduld"),
    ("strength", "Het ⟦aantal eenheden⟧ in Zwolle is klein", "Het aantal eenheden telt"),
    ("covert", "Een ⟦observatie⟧ vanuit Molenstraat 3", "Een goede observatie begint met kijken"),
    ("covert", "De ⟦informant⟧ komt om 20:00", "Een informant bescherm je"),
    ("covert", "Collega's werken ⟦undercover⟧ in Delft", "Undercover werken is een vak"),
    ("covert", "De ⟦volgauto⟧ staat bij Station Voorbeeld", "Een volgauto valt op"),
    ("covert", "Het ⟦peilbaken⟧ zit 30 cm diep", "Een peilbaken is een middel"),
    ("limits", "Dat is ⟦niet te zien op camera⟧ 4", "Dat is niet te zien op camera"),
    ("limits", "Er is een ⟦dode hoek⟧ bij Poort Zuid", "Een vrachtwagen heeft een dode hoek"),
    ("limits", "Het vest is ⟦kogelwerend⟧ klasse 3", "Draag je kogelwerend vest"),
    ("special", "De ⟦procedure⟧ van de DSI", "De procedure van de gemeente"),
    ("special", "De ⟦instap⟧ van het arrestatieteam", "De instap van de bus"),
    ("protection", "⟦Persoonsbeveiliging⟧ rijdt om 9:00 weg", "Persoonsbeveiliging is mensenwerk"),
    ("protection", "⟦Objectbeveiliging⟧ met 4 man", "Objectbeveiliging vraagt routine"),
    ("planned", "De ⟦geplande actie⟧ van 12 maart", "Een geplande actie bespreek je voor"),
    ("planned", "De ⟦doorzoeking⟧ is maandag", "Een doorzoeking begint met kijken"),
    ("vulnerable", "De ⟦zwakke plek⟧ van Station Voorbeeld", "Iedereen heeft een zwakke plek"),
    ("vulnerable", "De poort in Gouda ⟦staat altijd open⟧", "Mijn deur staat altijd open"),
    ("classified", "Dit is ⟦departementaal vertrouwelijk⟧", "Dit gesprek is vertrouwelijk"),
    ("classified", "Let op de ⟦rubricering⟧", "Let op de rubriek"),
    ("classified", "Dit is een ⟦staatsgeheim⟧", "Dit is een geheim"),
]
BLAME = [
    ("should-have", "Hij ⟦had moeten⟧ wachten", "Ik had moeten wachten"),
    ("should-have", "Dan ⟦had je moeten⟧ wachten", "Dan had ik moeten wachten"),
    ("should-have", "Jullie ⟦hadden moeten⟧ wachten", "Wij hadden moeten wachten"),
    ("should-have", "De bevelvoerder ⟦had beter⟧ gekeken", "Het had beter gekund"),
    ("should-have", "Zij ⟦hadden beter⟧ gewacht", "Wat hadden we beter kunnen doen?"),
    ("should-have", "They ⟦should have⟧ waited", "I should have waited"),
    ("fault-of", "Het was de ⟦schuld van⟧ de meldkamer", "Het was de schuld van de regen"),
    ("fault-of", "Een ⟦fout van⟧ de chauffeur", "Een fout van mij"),
    ("fault-of", "Een ⟦blunder van⟧ de collega", "Een blunder van jewelste"),
    ("insult", "Hij was ⟦nalatig⟧", "Ik was nalatig"),
    ("insult", "Dat was ⟦dom⟧ van je", "Het domein van de collega"),
    ("insult", "Hij reed ⟦dom⟧ door rood", "De Dom van Utrecht, zei hij"),
    ("insult", "Wat een ⟦stomme⟧ actie van die agent", "De stoom sloeg die agent in het gezicht"),
    ("insult", "Dat is ⟦stom⟧ van jullie", "Stom, dacht ik"),
    ("insult", "Pure ⟦onkunde⟧ van de ploeg", "Pure onkunde is zeldzaam"),
    ("insult", "She was ⟦negligent⟧", "There are no stupid questions, he said"),
    ("insult", "Zij waren ⟦dom⟧", "Zij stelden geen domme vraag"),
    ("absolute", "Hij komt ⟦altijd⟧ te laat", "Kijk altijd eerst zelf"),
    ("absolute", "Zij luistert ⟦nooit⟧", "Ga nooit alleen naar binnen"),
    ("absolute", "Die doet ⟦nooit⟧ mee", "Een opdracht die altijd klopt"),
    ("absolute", "⟦Nooit⟧ is hij op tijd", "Dat is nooit zeker, zegt hij"),
    ("absolute", "He ⟦never⟧ listens", "Never go in alone"),
    ("culprit", "De meldkamer ⟦liet ons stikken⟧", "De lift liet ons zitten, zonder bereik"),
    ("culprit", "Team Noord ⟦heeft gefaald⟧", "De pomp heeft gefaald"),
    ("culprit", "The crew ⟦dropped the ball⟧", "The pump failed us"),
]


@pytest.mark.parametrize(("category", "hit", "miss"), TACTICS)
def test_method_with_a_detail_is_a_hint_and_without_one_nothing(category: str, hit: str, miss: str) -> None:
    found = check(unmarked(hit), today=TODAY)

    assert looked_at(unmarked(hit), type="tactics") == (hit, {HINT})
    assert f"tactics.{category}" in {each.rule for each in found}
    assert looked_at(miss, type="tactics") == (miss, set())


@pytest.mark.parametrize(("rule", "hit", "miss"), BLAME)
def test_blame_is_a_hint_and_its_near_miss_nothing(rule: str, hit: str, miss: str) -> None:
    found = check(unmarked(hit), today=TODAY)

    assert looked_at(unmarked(hit), type="blame") == (hit, {HINT})
    assert f"blame.{rule}" in {each.rule for each in found}
    assert looked_at(miss, type="blame") == (miss, set())


def test_detail_in_another_sentence_is_no_detail() -> None:
    assert looked_at("Deel nooit een alarmcode. We waren met 4 man.", type="tactics")[1] == set()


@pytest.mark.parametrize("word", ["dom", "stom", "altijd", "nooit"])
def test_a_word_alone_blames_nobody(word: str) -> None:
    assert looked_at(f"{word.capitalize()}.", type="blame")[1] == set()
