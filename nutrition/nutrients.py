"""The nutrients we know, and what the sources of food call them.

Values are a mapping from our name to a decimal in our unit.  A nutrient that is not in it, or is None there, is not
known, which is not zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from nutrition.units import Unit, converted

Values = Mapping[str, Decimal | None]

# What every answer has, and what an ingredient keeps in columns: energy in kilocalories, all else in grams.
REQUIRED = ("energy", "protein", "carbohydrates", "fat")
EIGHT = ("energy", "protein", "carbohydrates", "carbohydrates_sugar", "fat", "fat_saturated", "fiber", "sodium")

# Regulation (EU) 1169/2011, annex I: salt is sodium times 2.5.
SALT_PER_SODIUM = Decimal("2.5")
# Whatever the unit; beyond, PostgreSQL makes numbers of it that no answer can hold.
MOST = 10**15

# One line a nutrient: our name and unit; its names at Open Food Facts (in g), in Waistline (in our unit), and its ids
# and numbers in FoodData Central (in our unit), the better one first.  Another unit stands behind a slash.
_TABLE = """
energy kcal energy-kcal/kcal,energy-kj/kJ,energy/kJ calories,kilojoules/kJ 1008=208,2048=958,2047=957,1062=268/kJ
protein             g    proteins                     proteins            1003=203
carbohydrates       g    carbohydrates                carbohydrates       1005=205,1050=205.2
carbohydrates_sugar g    sugars                       sugars              2000=269,1063=269.3
fat                 g    fat                          fat                 1004=204,1085=298
fat_saturated       g    saturated-fat                saturated-fat       1258=606
fiber               g    fiber                        fiber               1079=291,2033=293
sodium              g    sodium                       sodium/mg           1093=307/mg
salt                g    salt                         salt                -
fat_monounsaturated g    monounsaturated-fat          monounsaturated-fat 1292=645
fat_polyunsaturated g    polyunsaturated-fat          polyunsaturated-fat 1293=646
fat_trans           g    trans-fat                    trans-fat           1257=605
omega_3             g    omega-3-fat                  omega-3-fat         -
omega_6             g    omega-6-fat                  omega-6-fat         -
omega_9             g    omega-9-fat                  omega-9-fat         -
alpha_linolenic_acid   g alpha-linolenic-acid         -                   1404=851
eicosapentaenoic_acid  g eicosapentaenoic-acid        -                   1278=629
docosahexaenoic_acid   g docosahexaenoic-acid         -                   1272=621
linoleic_acid          g linoleic-acid                -                   1316=675
arachidonic_acid       g arachidonic-acid             -                   1271=620
gamma_linolenic_acid   g gamma-linolenic-acid         -                   1321=685
cholesterol         mg   cholesterol                  cholesterol         1253=601
added_sugars        g    added-sugars                 -                   1235=539
sucrose             g    sucrose                      sucrose             1010=210
glucose             g    glucose                      glucose             1011=211
fructose            g    fructose                     fructose            1012=212
lactose             g    lactose                      lactose             1013=213
maltose             g    maltose                      -                   1014=214
galactose           g    galactose                    -                   1075=287
starch              g    starch                       -                   1009=209
polyols             g    polyols                      -                   1086=299
soluble_fiber       g    soluble-fiber                -                   1082=295
insoluble_fiber     g    insoluble-fiber              -                   1084=297
alcohol             g    alcohol/%vol                 alcohol             1018=221
water               g    -                            -                   1051=255
caffeine            mg   caffeine                     caffeine            1057=262
theobromine         mg   -                            -                   1058=263
taurine             mg   taurine                      -                   1234=529/g
choline             mg   choline                      -                   1180=421
inositol            mg   inositol                     -                   1181=422
carnitine           mg   carnitine                    -                   -
vitamin_a           µg   vitamin-a                    vitamin-a           1106=320,1104=318/IU
beta_carotene       µg   beta-carotene                -                   1107=321
vitamin_b1          mg   vitamin-b1                   vitamin-b1          1165=404
vitamin_b2          mg   vitamin-b2                   vitamin-b2          1166=405
vitamin_b3          mg   vitamin-pp                   vitamin-pp          1167=406
pantothenic_acid    mg   pantothenic-acid             pantothenic-acid    1170=410
vitamin_b6          mg   vitamin-b6                   vitamin-b6          1175=415
biotin              µg   biotin                       biotin              1176=416
vitamin_b9          µg   vitamin-b9,folates           vitamin-b9          1177=417,1190=435
vitamin_b12         µg   vitamin-b12                  vitamin-b12         1178=418
vitamin_c           mg   vitamin-c                    vitamin-c           1162=401
vitamin_d           µg   vitamin-d                    vitamin-d           1114=328,1110=324/IU
vitamin_e           mg   vitamin-e                    vitamin-e           1109=323,1124=340/IU
vitamin_k           µg   vitamin-k,phylloquinone      vitamin-k           1185=430
potassium           mg   potassium                    potassium           1092=306
chloride            mg   chloride                     chloride            1088=302
calcium             mg   calcium                      calcium             1087=301
phosphorus          mg   phosphorus                   phosphorus          1091=305
iron                mg   iron                         iron                1089=303
magnesium           mg   magnesium                    magnesium           1090=304
zinc                mg   zinc                         zinc                1095=309
copper              mg   copper                       copper              1098=312
manganese           mg   manganese                    manganese           1101=315
fluoride            mg   fluoride                     fluoride            1099=313/µg
selenium            µg   selenium                     selenium            1103=317
iodine              µg   iodine                       iodine              1100=314
chromium            µg   chromium                     -                   1096=310
molybdenum          µg   molybdenum                   -                   1102=316
"""

# One of the second in our unit.  NIH Office of Dietary Supplements: retinol, cholecalciferol, natural alpha-tocopherol;
# it defines none for other vitamins.  A millilitre of alcohol weighs 0.7893 g (OIML R 22, at 20 °C), so for a drink, of
# which 100 g are taken for 100 ml, so does a percent by volume.
_FACTORS = {
    ("vitamin_a", Unit.INTERNATIONAL_UNIT): Decimal("0.3"),
    ("vitamin_d", Unit.INTERNATIONAL_UNIT): Decimal("0.025"),
    ("vitamin_e", Unit.INTERNATIONAL_UNIT): Decimal("0.67"),
    ("alcohol", Unit.PERCENT_VOLUME): Decimal("0.7893"),
}


@dataclass(frozen=True, slots=True)
class Label:
    """What a source calls a nutrient, and the unit that it gives it in; ``number`` is the older of USDA's two names."""

    name: str
    unit: Unit
    number: str = ""


@dataclass(frozen=True, slots=True)
class Nutrient:
    """Labels are in the order in which they are to be believed."""

    name: str
    unit: Unit
    off: tuple[Label, ...]
    waistline: tuple[Label, ...]
    usda: tuple[Label, ...]

    def value(self, value: Decimal, unit: Unit) -> Decimal:
        """``value`` in our unit; ``NoCommonMeasure`` where nobody has defined what one is in the other."""
        factor = _FACTORS.get((self.name, unit))
        return converted(value, unit, self.unit) if factor is None else value * factor

    def value_in(self, value: Decimal, unit: Unit) -> Decimal:
        """The other way round: our ``value`` in ``unit``."""
        factor = _FACTORS.get((self.name, unit))
        return converted(value, self.unit, unit) if factor is None else value / factor


def _labels(cell: str, usual: Unit) -> tuple[Label, ...]:
    labels = []
    for text in cell.split(",") if cell != "-" else ():
        names, _, unit = text.partition("/")
        name, _, number = names.partition("=")
        labels.append(Label(name, Unit(unit) if unit else usual, number))
    return tuple(labels)


def _nutrient(line: str) -> Nutrient:
    name, unit_text, off, waistline, usda = line.split()
    unit = Unit(unit_text)
    return Nutrient(name, unit, _labels(off, Unit.GRAM), _labels(waistline, unit), _labels(usda, unit))


NUTRIENTS: Mapping[str, Nutrient] = {
    nutrient.name: nutrient for nutrient in map(_nutrient, _TABLE.strip().splitlines())
}
MICRONUTRIENTS = tuple(name for name in NUTRIENTS if name not in EIGHT)


def known(values: Values) -> dict[str, Decimal]:
    """Without what is not known."""
    return {name: value for name, value in values.items() if value is not None}


def with_sodium(values: Values) -> dict[str, Decimal]:
    """Sodium from salt or salt from sodium, both in grams, where only one of them is known."""
    found = known(values)
    if "sodium" not in found and "salt" in found:
        found["sodium"] = found["salt"] / SALT_PER_SODIUM
    elif "salt" not in found and "sodium" in found:
        found["salt"] = found["sodium"] * SALT_PER_SODIUM
    return found


def packed(values: Values) -> dict[str, float]:
    """The known micronutrients as JSON numbers, which bring up to 15 digits back as they were."""
    found = known(values)
    return {name: float(found[name]) for name in MICRONUTRIENTS if name in found}


def unpacked(numbers: Mapping[str, float]) -> dict[str, Decimal]:
    """What ``packed`` has packed, in the digits it was written in; names that nobody knows any more are left out."""
    return {name: Decimal(str(number)) for name, number in numbers.items() if name in NUTRIENTS}


def are_amounts(found: Any) -> bool:
    """Whether it is an object of numbers, however unlikely, as ``packed`` makes one."""
    return isinstance(found, Mapping) and all(
        isinstance(each, int | float) and not isinstance(each, bool) and abs(each) < MOST for each in found.values()
    )
