"""The starter catalogue: the exercises a fresh server knows, written by us in English and German.

One TOML file per category lies beside this module. `load()` reads and checks them all. Every uuid is derived from
the slug, so the same exercise has the same uuid on every server and a second load changes nothing. Never rename a
slug; change the name instead.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID, uuid5

from exercises import reference

NAMESPACE: Final = UUID("6f0d2c3e-94b7-5c1a-8e57-2b7f3d1a9c40")

# Names and the ids clients hard-code.
CATEGORIES: Final[Mapping[str, int]] = MappingProxyType({name: key for key, name in reference.CATEGORIES})
EQUIPMENT: Final[Mapping[str, int]] = MappingProxyType({name: key for key, name in reference.EQUIPMENT})
MUSCLES: Final[Mapping[str, int]] = MappingProxyType({name: key for key, name, *_ in reference.MUSCLES})
LANGUAGES: Final[Mapping[str, int]] = MappingProxyType({"de": 1, "en": 2})

MIN_DESCRIPTION: Final = 60
MAX_NAME: Final = 200
MAX_CUE: Final = 200
CUES: Final = range(2, 5)
ALIASES: Final = range(5)

_FOLDER: Final = Path(__file__).resolve().parent
_KEY: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EXERCISE_KEYS: Final = frozenset(
    {"slug", "muscles", "muscles_secondary", "equipment", "variation_of", *LANGUAGES},
)
_TRANSLATION_KEYS: Final = frozenset({"name", "description", "cues", "aliases"})


class StarterError(ValueError):
    """The catalogue's files say something that cannot be loaded; the message names the file and the exercise."""


@dataclass(frozen=True, slots=True)
class StarterText:
    """An alias or a cue."""

    uuid: UUID
    text: str


@dataclass(frozen=True, slots=True)
class StarterTranslation:
    uuid: UUID
    language: str
    name: str
    description: str  # Markdown
    cues: tuple[StarterText, ...]
    aliases: tuple[StarterText, ...]

    @property
    def language_id(self) -> int:
        return LANGUAGES[self.language]


@dataclass(frozen=True, slots=True)
class StarterExercise:
    uuid: UUID
    slug: str
    category: str
    muscles: tuple[str, ...]
    muscles_secondary: tuple[str, ...]
    equipment: tuple[str, ...]  # empty: a machine none of the equipment rows stands for
    variation_of: str | None
    translations: tuple[StarterTranslation, ...]  # one per language, in the order of LANGUAGES

    @property
    def category_id(self) -> int:
        return CATEGORIES[self.category]

    @property
    def muscle_ids(self) -> tuple[int, ...]:
        return tuple(MUSCLES[name] for name in self.muscles)

    @property
    def muscle_secondary_ids(self) -> tuple[int, ...]:
        return tuple(MUSCLES[name] for name in self.muscles_secondary)

    @property
    def equipment_ids(self) -> tuple[int, ...]:
        return tuple(EQUIPMENT[name] for name in self.equipment)

    @property
    def variation_group(self) -> UUID | None:
        return None if self.variation_of is None else derive("variation:" + self.variation_of)

    def translation(self, language: str) -> StarterTranslation:
        return next(entry for entry in self.translations if entry.language == language)


def derive(key: str) -> UUID:
    return uuid5(NAMESPACE, key)


def load(folder: Path = _FOLDER) -> list[StarterExercise]:
    """Every exercise of the catalogue, by category and then in the order of the files; StarterError if one is wrong."""
    exercises = [exercise for path in sorted(folder.glob("*.toml")) for exercise in _read(path)]
    _check_catalogue(exercises)
    return sorted(exercises, key=lambda exercise: exercise.category_id)


def _read(path: Path) -> list[StarterExercise]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise StarterError(f"{path.name}: {error}") from error
    category = document.get("category")
    _need(category in CATEGORIES, f"{path.name}: unknown category {category!r}")
    _need(set(document) == {"category", "exercise"}, f"{path.name}: only `category` and [[exercise]] belong here")
    return [_exercise(entry, str(category), path.name) for entry in document["exercise"]]


def _exercise(entry: dict[str, Any], category: str, file: str) -> StarterExercise:
    slug = entry.get("slug", "")
    where = f"{file}: {slug or 'an exercise without slug'}"
    _need(_is_key(slug), f"{where}: a slug is lower case words joined by hyphens")
    _need(set(entry) <= _EXERCISE_KEYS, f"{where}: unknown keys {sorted(set(entry) - _EXERCISE_KEYS)}")
    muscles = _known(entry.get("muscles"), MUSCLES, f"{where}: muscles")
    secondary = _known(entry.get("muscles_secondary", []), MUSCLES, f"{where}: muscles_secondary")
    _need(bool(muscles), f"{where}: at least one primary muscle")
    _need(not set(muscles) & set(secondary), f"{where}: a muscle is either primary or secondary")
    variation = entry.get("variation_of")
    _need(variation is None or _is_key(variation), f"{where}: variation_of is lower case words joined by hyphens")
    return StarterExercise(
        uuid=derive(slug),
        slug=slug,
        category=category,
        muscles=muscles,
        muscles_secondary=secondary,
        equipment=_known(entry.get("equipment"), EQUIPMENT, f"{where}: equipment"),
        variation_of=variation,
        translations=tuple(_translation(entry.get(code), slug, code, where) for code in LANGUAGES),
    )


def _translation(entry: Any, slug: str, language: str, where: str) -> StarterTranslation:
    where = f"{where}.{language}"
    _need(isinstance(entry, dict), f"{where}: the translation is missing")
    _need(set(entry) <= _TRANSLATION_KEYS, f"{where}: unknown keys {sorted(set(entry) - _TRANSLATION_KEYS)}")
    name, description = (_text(entry.get(key), f"{where}.{key}") for key in ("name", "description"))
    _need(len(name) <= MAX_NAME, f"{where}: the name is longer than {MAX_NAME} characters")
    _need(len(description) >= MIN_DESCRIPTION, f"{where}: the description is shorter than {MIN_DESCRIPTION} characters")
    cues = _texts(entry.get("cues"), f"{where}.cues", CUES)
    _need(all(len(cue) <= MAX_CUE for cue in cues), f"{where}: a cue is longer than {MAX_CUE} characters")
    aliases = _texts(entry.get("aliases", []), f"{where}.aliases", ALIASES)
    _need(name.casefold() not in {alias.casefold() for alias in aliases}, f"{where}: an alias repeats the name")
    key = f"{slug}/{language}"
    return StarterTranslation(
        uuid=derive(key),
        language=language,
        name=name,
        description=description,
        cues=tuple(StarterText(derive(f"{key}/cue/{index}"), cue) for index, cue in enumerate(cues)),
        aliases=tuple(StarterText(derive(f"{key}/alias/{alias}"), alias) for alias in aliases),
    )


def _known(value: Any, names: Mapping[str, int], where: str) -> tuple[str, ...]:
    texts = _texts(value, where, range(len(names) + 1))
    unknown = [text for text in texts if text not in names]
    _need(not unknown, f"{where}: unknown {unknown}")
    return texts


def _texts(value: Any, where: str, counts: range) -> tuple[str, ...]:
    _need(isinstance(value, list), f"{where}: a list is needed")
    texts = tuple(_text(item, where) for item in value)
    _need(len(texts) in counts, f"{where}: {counts.start} to {counts.stop - 1} entries, not {len(texts)}")
    _need(not _repeated(text.casefold() for text in texts), f"{where}: an entry appears twice")
    return texts


def _text(value: Any, where: str) -> str:
    _need(isinstance(value, str), f"{where}: a text is needed")
    text = str(value).strip()
    _need(bool(text), f"{where}: the text is empty")
    return text


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


def _check_catalogue(exercises: list[StarterExercise]) -> None:
    _need(bool(exercises), "the starter catalogue is empty")
    slugs = _repeated(exercise.slug for exercise in exercises)
    _need(not slugs, f"slugs used twice: {slugs}")
    for language in LANGUAGES:
        names = _repeated(exercise.translation(language).name.casefold() for exercise in exercises)
        _need(not names, f"names used twice in {language}: {names}")
    groups = Counter(exercise.variation_of for exercise in exercises if exercise.variation_of)
    lonely = sorted(key for key, members in groups.items() if members == 1)
    _need(not lonely, f"variation groups with a single member: {lonely}")


def _repeated(values: Iterable[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)


def _need(holds: bool, message: str) -> None:  # noqa: FBT001
    if not holds:
        raise StarterError(message)
