from config.search.finding import MOST_RESULTS, MOST_SIMILAR, Candidate, closest, search
from config.search.folding import fold
from config.search.matching import Query


class Shelf:
    """A source in memory: batches of names, keyed by their place."""

    def __init__(self, *batches):
        self.asked = []
        self.batches = [[Candidate(key, fold(name), fold(name)) for key, name in batch] for batch in batches]

    def matching(self, query):
        for number, batch in enumerate(self.batches):
            self.asked.append(number)
            yield batch

    def resembling(self, query):
        self.asked.append("resembling")
        return [candidate for batch in self.batches for candidate in batch]


def test_better_rank_then_shorter_name_then_smaller_key_comes_first():
    names = ["Leg Press", "Press", "Impress me", "Presses", "Press up", "Press it", "Bench Press"]

    found = search(Query.of("press"), Shelf(enumerate(names)))

    assert [names[key] for key in found] == [
        "Press",
        "Presses",
        "Press up",
        "Press it",
        "Leg Press",
        "Bench Press",
        "Impress me",
    ]


def test_key_is_found_once_by_its_best_text():
    shelf = Shelf()
    shelf.batches = [
        [
            Candidate(1, "chest press", "chest press"),
            Candidate(1, "chest press", "press"),
            Candidate(2, "press b", "press b"),
        ]
    ]

    assert search(Query.of("press"), shelf) == [1, 2]


def test_similar_names_are_looked_for_only_if_nothing_matches():
    shelf = Shelf([(1, "Squat"), (2, "Squad")])

    assert (search(Query.of("squat"), shelf), shelf.asked) == ([1], [0])
    assert search(Query.of("sqaut"), shelf) == [1]


def test_short_query_finds_nothing_similar():
    shelf = Shelf([(1, "Leg Press")])

    assert (search(Query.of("lge"), shelf), shelf.asked) == ([], [0])


def test_query_without_letters_asks_for_nothing():
    shelf = Shelf([(1, "Squat")])

    assert (search(Query.of("💪 %_-"), shelf), shelf.asked) == ([], [])


def test_later_batches_are_left_alone_once_there_are_enough():
    shelf = Shelf([(key, "Squat") for key in range(MOST_RESULTS)], [(MOST_RESULTS, "A squat")])

    assert (search(Query.of("squat"), shelf), shelf.asked) == (list(range(MOST_RESULTS)), [0])


def test_there_are_never_more_than_a_thousand():
    shelf = Shelf([(1, "A squat")], [(key, "Squat") for key in range(MOST_RESULTS + 5, 2, -1)])

    assert search(Query.of("squat"), shelf) == list(range(3, MOST_RESULTS + 3))


def test_only_the_closest_are_compared():
    far = [Candidate(key, "calf", "calf raise") for key in range(MOST_SIMILAR)]
    near = Candidate(999, "calves", "calves raising")

    found = closest(Query.of("calvse raisin"), [*far, near, Candidate(7, "x", "deep dip")])

    assert found == [near, *far[: MOST_SIMILAR - 1]]
