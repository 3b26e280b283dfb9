"""Words that connect or ask and say nothing about the subject, folded. Data, written for this program."""

from collections.abc import Mapping


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS: Mapping[str, frozenset[str]] = {
    "nl": _listed(
        """
        aan af al alle alles als altijd andere ben bent bij daar dan dat de der deze die dit doch door dus een eens
        en er ge geen geweest had heb hebben hebt heeft hem het hier hij hun iemand iets ik in is ja je jij jou jouw
        jullie
        kan kon kunnen kunt maar me meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat onder
        ons onze ook op over reeds s t te tegen toch toen tot u uit uw van veel voor want waren was we wel werd
        wezen wij wil wilde willen word worden wordt zal ze zelf zelfs zich zij zijn zo zonder zou zouden zullen
        """
    ),
    "en": _listed(
        """
        a about above after again against all am an and any are as at be because been before being below between
        both but by can could did do does doing down during each few for from further had has have having he her
        here hers him his i if in into is it its itself just me more most my no nor not of off on once only or other
        our ours out over own s same she should so some such t than that the their theirs them then there these
        they this those through to too under until up very was we were will with would you your yours
        """
    ),
}
QUESTION_WORDS: Mapping[str, frozenset[str]] = {
    "nl": _listed(
        """
        doe doen doet hoe hoelang hoeveel hoezo waar waaraan waarbij waardoor waarheen waarin waarmee waarna waarnaar
        waarom
        waaronder waarop waarover waarvan waarvoor wanneer wat welk welke wie wiens
        """
    ),
    "en": _listed("how what when where which who whom whose why"),
}
# Words of the other language that are ordinary ones in this language: silent over there, looked for here.
FOREIGN_CONTENT: Mapping[str, frozenset[str]] = {
    "nl": _listed("as been her"),
    "en": _listed("door men"),
}
# What a question is put in rather than about: in a question these count for less, in a few words typed they do not.
AROUND_A_QUESTION: Mapping[str, frozenset[str]] = {
    "nl": _listed(
        """
        alleen bedoel bedoeld bedoelt begin beginnen begint best bestaan bestaat beste betekenen betekent
        beter daarmee daarvan denk denken eigenlijk ervoor ga gaan gaat gebeurd gebeuren gebeurt gebruik
        gebruiken gebruikt gedaan geef geeft geven goed hiermee hiervan hoor hoort hou houd houden houdt juist
        kies kiezen kom komen komt krijg krijgen krijgt laat laten let letten maak maakt mag maken manier
        mogelijk mogen nadat neem neemt nemen nodig regel regelen regelt soort soorten sta staan staat steeds
        stel stellen stelt ter verschil verschillende vind vinden vindt voordat vraag vragen weet werk werken
        werkt weten zeg zeggen zegt zet zetten zie zien ziet
        """
    ),
    "en": _listed(
        """
        allow allowed begin best better come comes find get gets give gives go goes happen happens help know let
        make makes mean means need needs possible put say says see start take takes tell thing things use used using
        want wants way work works
        """
    ),
}
# Words that show that a question is asked, beside the question words themselves.
ASKING: Mapping[str, frozenset[str]] = {
    "nl": _listed("ik mij mijn moet mag kan kun je"),
    "en": _listed("i me my should can could may must"),
}
