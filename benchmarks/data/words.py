"""Text in thirteen languages and four scripts, so that its bytes are as long as real ones."""

from bisect import bisect_right
from itertools import accumulate
from random import Random

# By the ids of exercises.reference.  English is in every exercise, the others from left to right less often.
LANGUAGES = (2, 4, 1, 13, 12, 7, 9, 6, 8, 17, 5, 14, 16)

WORDS = {
    1: "Stand Schritt Hantel langsam senken heben Rücken gerade halten Knie beugen Schulter Brust Atem ruhig Boden und",
    2: "stand step barbell slowly lower lift back straight hold knee bend shoulder chest breathe steady floor and then",
    4: "de pie paso barra despacio bajar subir espalda recta mantener rodilla doblar hombro pecho respirar suelo luego",
    5: "стоя шаг штанга медленно опустить поднять спина прямая держать колено согнуть плечо грудь дышать ровно пол",
    6: "staan stap halter langzaam zakken heffen rug recht houden knie buigen schouder borst adem rustig vloer en dan",
    7: "em pé passo barra devagar baixar levantar costas retas segurar joelho dobrar ombro peito respirar chão depois",
    8: "όρθιος βήμα μπάρα αργά κατέβασε σήκωσε πλάτη ίσια κράτησε γόνατο λύγισε ώμος στήθος ανάσα σταθερά πάτωμα και",
    9: "stoj krok činka pomalu spustit zvednout záda rovně držet koleno pokrčit rameno hrudník dýchat klidně podlaha a",
    12: "debout pas barre lentement descendre monter dos droit tenir genou plier épaule poitrine respirer sol et puis",
    13: "in piedi passo bilanciere piano scendere salire schiena dritta tenere ginocchio piegare spalla petto respiro",
    14: "stój krok sztanga powoli opuść podnieś plecy prosto trzymaj kolano zegnij bark klatka oddech podłoga",
    16: "ayakta ayak bar ileri indir diren güçlü düz tut diz bük omuz göğüs nefes sakin zemin ve sonra",
    17: "قف خطوة بار ببطء اخفض ارفع ظهر مستقيم ثبت ركبة اثن كتف صدر تنفس بهدوء أرض و ثم",
}
VOCABULARY = {language: text.split() for language, text in WORDS.items()}


def text(random: Random, language: int, length: int) -> str:
    """Words of a language, about ``length`` characters of them and never more."""
    words = VOCABULARY[language]
    found: list[str] = []
    size = 0
    while size < length:
        found.append(random.choice(words))
        size += len(found[-1]) + 1
    return " ".join(found)[:length].strip().capitalize()


class Lengths:
    """Random lengths of which given shares (0 to 1) are at most so long, evenly spread in between."""

    def __init__(self, *steps: tuple[float, int]) -> None:
        self.shares = [share for share, _ in steps]
        self.lengths = [length for _, length in steps]

    def pick(self, random: Random) -> int:
        place = random.random()
        after = bisect_right(self.shares, place, 1, len(self.shares) - 1)
        low, high = self.shares[after - 1], self.shares[after]
        part = (place - low) / (high - low)
        return round(self.lengths[after - 1] + part * (self.lengths[after] - self.lengths[after - 1]))


NAMES = Lengths((0, 4), (0.1, 9), (0.5, 19), (0.9, 31), (1, 44))
DESCRIPTIONS = Lengths((0, 0), (0.1, 53), (0.25, 135), (0.5, 290), (0.75, 461), (0.9, 734), (0.99, 1314), (1, 1711))
COMMENTS = Lengths((0, 10), (0.25, 33), (0.5, 49), (0.9, 111), (1, 183))
AUTHORS = Lengths((0, 2), (0.5, 7), (1, 20))


def spread(total: int, places: int, random: Random) -> list[int]:
    """``total`` things over so many places, as unevenly as chance has it."""
    counts = [0] * places
    for place in random.choices(range(places), cum_weights=list(accumulate([1] * places)), k=total):
        counts[place] += 1
    return counts
