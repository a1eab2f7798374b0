"""What a made-up person eats: meals of the starter foods, in grams.  Everyday ones come first."""

from typing import Final, NamedTuple

Dish = tuple[tuple[str, int], ...]


class Menu(NamedTuple):
    """A meal of the day; hour and minute are those of its plan."""

    name: str
    hour: int
    minute: int
    dishes: tuple[Dish, ...]


MENUS: Final = (
    Menu(
        "Breakfast",
        7,
        30,
        (
            (("rolled-oats", 70), ("low-fat-milk", 200), ("banana-raw", 120), ("coffee-with-milk", 200)),
            (("quark-low-fat", 250), ("blueberries-raw", 100), ("muesli-no-sugar", 50), ("coffee-black", 200)),
            (("wholemeal-bread", 100), ("gouda", 40), ("egg-boiled", 60), ("coffee-with-milk", 200)),
            (("scrambled-eggs", 150), ("toast-bread-wholemeal", 60), ("orange-juice", 200)),
        ),
    ),
    Menu(
        "Lunch",
        12,
        30,
        (
            (("chicken-breast-fried", 160), ("basmati-rice-cooked", 220), ("broccoli-cooked", 150), ("olive-oil", 8)),
            (("wholemeal-pasta-cooked", 280), ("tomato-sauce", 150), ("parmesan", 25)),
            (("lentil-soup-vegan", 400), ("wholemeal-bread", 80)),
            (("chicken-curry", 350), ("white-rice-cooked", 180)),
            (("caesar-salad-chicken", 350), ("baguette", 70)),
        ),
    ),
    Menu(
        "Snack",
        16,
        0,
        (
            (("apple-raw", 170), ("almonds", 25)),
            (("whey-protein", 30), ("low-fat-milk", 250)),
            (("skyr", 200), ("honey", 15)),
            (("banana-raw", 120), ("peanut-butter", 20)),
            (("muffin-chocolate", 90), ("cappuccino", 180)),
        ),
    ),
    Menu(
        "Dinner",
        19,
        0,
        (
            (("salmon-cooked", 150), ("potato-boiled", 250), ("spinach-cooked", 150), ("olive-oil", 8)),
            (("wholemeal-rye-bread", 120), ("grained-cream-cheese", 150), ("tomato-raw", 150), ("cucumber-raw", 100)),
            (("chili-con-carne", 400), ("basmati-rice-cooked", 150)),
            (("fried-rice-egg", 380),),
            (("spaghetti-bolognese", 450),),
            (("pizza-margherita", 380), ("pilsner", 330)),
        ),
    ),
)
# The nearer the front of the list, the more often.
LIKING: Final = (10, 7, 5, 4, 2, 1)
KEYS: Final = frozenset(key for menu in MENUS for dish in menu.dishes for key, _ in dish)
