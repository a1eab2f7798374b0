from collections import Counter
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from exercises import starter

CATALOGUE = starter.load()
TRANSLATIONS = [entry for exercise in CATALOGUE for entry in exercise.translations]

ENTRY = """
category = "Arms"

[[exercise]]
slug = "curl"
muscles = ["Biceps brachii"]
equipment = ["Barbell"]
en = { name = "Curl", description = "Bend the elbows until the bar reaches the chest, then lower it slowly.", cues = ["a", "b"] }
de = { name = "Curl", description = "Beuge die Ellbogen, bis die Stange die Brust erreicht, und senke sie dann.", cues = ["c", "d"] }
"""


def rows(muscle: str, equipment: str) -> int:
    return sum(muscle in exercise.muscles and equipment in exercise.equipment for exercise in CATALOGUE)


def load_text(folder: Path, text: str) -> list[starter.StarterExercise]:
    (folder / "arms.toml").write_text(text, encoding="utf-8")
    return starter.load(folder)


def test_there_is_enough_to_train_with():
    assert len(CATALOGUE) >= 160
    assert {exercise.category for exercise in CATALOGUE} == set(starter.CATEGORIES)


def test_every_name_is_known():
    for exercise in CATALOGUE:
        assert exercise.category in starter.CATEGORIES
        assert exercise.muscles
        assert {*exercise.muscles, *exercise.muscles_secondary} <= set(starter.MUSCLES)
        assert set(exercise.equipment) <= set(starter.EQUIPMENT)


def test_the_ids_are_those_clients_hard_code():
    assert sorted(starter.CATEGORIES.values()) == list(range(8, 16))
    assert sorted(starter.EQUIPMENT.values()) == list(range(1, 13))
    assert sorted(starter.MUSCLES.values()) == list(range(1, 17))
    assert starter.LANGUAGES == {"de": 1, "en": 2}


def test_a_muscle_is_primary_or_secondary():
    assert [entry.slug for entry in CATALOGUE if set(entry.muscles) & set(entry.muscles_secondary)] == []


def test_every_exercise_speaks_both_languages():
    for exercise in CATALOGUE:
        assert [entry.language for entry in exercise.translations] == ["de", "en"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_names_are_unique(language):
    names = Counter(exercise.translation(language).name.casefold() for exercise in CATALOGUE)
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_alias_is_the_name_of_another_exercise(language):
    names = {exercise.translation(language).name.casefold() for exercise in CATALOGUE}
    aliases = [alias.text for entry in CATALOGUE for alias in entry.translation(language).aliases]
    assert [alias for alias in aliases if alias.casefold() in names] == []


def test_descriptions_say_something():
    assert [entry.name for entry in TRANSLATIONS if len(entry.description) < 60] == []
    assert len({entry.description for entry in TRANSLATIONS}) == len(TRANSLATIONS)


def test_cues_are_short_and_not_empty():
    for entry in TRANSLATIONS:
        assert 2 <= len(entry.cues) <= 4
        assert all(0 < len(cue.text.strip()) <= 200 for cue in entry.cues)


def test_every_uuid_is_used_once():
    uuids = [exercise.uuid for exercise in CATALOGUE]
    uuids += {exercise.variation_group for exercise in CATALOGUE if exercise.variation_group}
    for entry in TRANSLATIONS:
        uuids += [entry.uuid, *(text.uuid for text in (*entry.cues, *entry.aliases))]
    assert len(set(uuids)) == len(uuids)


def test_uuids_follow_the_slug():
    # Servers in the field hold these uuids: neither the namespace nor the derivation may ever change.
    namespace = UUID("6f0d2c3e-94b7-5c1a-8e57-2b7f3d1a9c40")
    curl = next(exercise for exercise in CATALOGUE if exercise.slug == "barbell-curl")
    assert curl.uuid == uuid5(namespace, "barbell-curl")
    assert curl.variation_group == uuid5(namespace, "variation:biceps-curl")
    english = curl.translation("en")
    assert english.uuid == uuid5(namespace, "barbell-curl/en")
    assert english.cues[0].uuid == uuid5(namespace, "barbell-curl/en/cue/0")
    assert english.aliases[0].uuid == uuid5(namespace, f"barbell-curl/en/alias/{english.aliases[0].text}")


def test_variation_groups_have_company():
    groups = Counter(exercise.variation_of for exercise in CATALOGUE if exercise.variation_of)
    assert len(groups) >= 25
    assert min(groups.values()) >= 2


def test_every_muscle_and_every_piece_of_equipment_is_used():
    muscles = Counter(name for entry in CATALOGUE for name in entry.muscles)
    equipment = Counter(name for entry in CATALOGUE for name in entry.equipment)
    assert [name for name in starter.MUSCLES if muscles[name] < 3] == []
    assert [name for name in starter.EQUIPMENT if equipment[name] < 3] == []


def test_the_filters_people_try_first_find_something():
    assert rows("Biceps brachii", "Dumbbell") >= 8
    assert rows("Biceps brachii", "Barbell") >= 5
    assert sum("Anterior deltoid" in entry.muscles for entry in CATALOGUE) >= 5
    assert sum("Gastrocnemius" in entry.muscles for entry in CATALOGUE) >= 5


def test_a_small_catalogue_loads(tmp_path):
    (exercise,) = load_text(tmp_path, ENTRY)
    assert exercise.muscle_ids == (1,)
    assert exercise.equipment_ids == (1,)
    assert exercise.category_id == 8
    assert exercise.variation_group is None
    assert exercise.translation("de").language_id == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"Arms"', '"Wings"', "unknown category"),
        ('"curl"', '"Bad Slug"', "a slug is"),
        ('"Biceps brachii"', '"Biceps"', "unknown"),
        ('["Biceps brachii"]', "[]", "at least one primary muscle"),
        ('"Barbell"', '"Anvil"', "unknown"),
        ("equipment", "variation_of = 'alone'\nequipment", "single member"),
        ("equipment", "muscles_secondary = ['Biceps brachii']\nequipment", "either primary or secondary"),
        ("equipment", "colour = 'red'\nequipment", "unknown keys"),
        ('["a", "b"]', '["a"]', "2 to 4 entries"),
        ('["a", "b"]', '["a", " "]', "empty"),
        ('["a", "b"]', '["a", "A"]', "twice"),
        ('["a", "b"]', f'["a", "{"b" * 201}"]', "longer"),
        ('["a", "b"]', '["a", "b"], aliases = ["CURL"]', "repeats the name"),
        ("de = {", "fr = {", "unknown keys"),
        ("Bend the elbows until the bar reaches the chest, then lower it slowly.", "Bend.", "shorter"),
        ("[[exercise]]", "[[exercise", "arms.toml"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_place(tmp_path, old, new, message):
    assert old in ENTRY
    with pytest.raises(starter.StarterError, match=message):
        load_text(tmp_path, ENTRY.replace(old, new, 1))


def test_a_slug_appears_once(tmp_path):
    (tmp_path / "more.toml").write_text(ENTRY.replace('"Arms"', '"Legs"'), encoding="utf-8")
    with pytest.raises(starter.StarterError, match="slugs used twice"):
        load_text(tmp_path, ENTRY)


def test_an_empty_folder_is_not_a_catalogue(tmp_path):
    with pytest.raises(starter.StarterError, match="empty"):
        starter.load(tmp_path)
