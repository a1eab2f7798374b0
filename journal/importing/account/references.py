"""What rows of an account refer to in the catalogues: exercises, units and foods, found here or brought along."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.importing.base import Report
from exercises.models import Exercise, Language, License, RepetitionUnit, WeightUnit
from exercises.recognising import Names
from journal.importing.account.remote import Remote
from nutrition.importing.foods import Food, Unusable
from nutrition.importing.remote import Reader
from nutrition.models import Ingredient, IngredientWeightUnit

if TYPE_CHECKING:
    from accounts.models import User

# Tables of units, and how many of them all servers have in common.
UNITS: Mapping[str, Any] = {"setting-repetitionunit": (RepetitionUnit, 8), "setting-weightunit": (WeightUnit, 6)}


@dataclass(slots=True)
class Portion:
    """A unit of a food: ours, or only what it weighs."""

    grams: Decimal
    unit: IngredientWeightUnit | None = None


@dataclass
class References:
    """Each is asked for once.  What cannot be found is told once in the report."""

    person: "User"
    remote: Remote
    report: Report
    exercises: dict[str, int | None] = field(default_factory=dict)
    foods: dict[str, Ingredient | None] = field(default_factory=dict)
    portions: dict[str, Portion | None] = field(default_factory=dict)
    units: dict[tuple[str, str], int | None] = field(default_factory=dict)
    names: Names | None = None
    reader: Reader | None = None

    def exercise(self, key: str) -> int | None:
        if key not in self.exercises:
            self.exercises[key] = self.find_exercise(key)
        return self.exercises[key]

    def find_exercise(self, key: str) -> int | None:
        """By its uuid, else by one of its names, if that is surely the same."""
        row = self.remote.get(f"exerciseinfo/{key}")
        if not isinstance(row, dict):
            self.report.note(f"Exercise {key} is not shown by the other server any more.")
            return None
        if uuid := uuid_of(row.get("uuid")):
            own = Exercise.objects.public().filter(uuid=uuid).values_list("pk", flat=True).first()
            if own:
                return int(own)
        self.names = self.names or Names()
        names = names_of(row)
        found = {self.names.known(name) for name in names} - {None}
        if len(found) == 1:
            return found.pop()
        self.report.note(
            f"{names[0] if names else f'Exercise {key}'} is no exercise here.",
            "Have it added to the catalogue and import again; what is here already stays as it is.",
        )
        return None

    def unit(self, table: str, key: str) -> int | None:
        """The ids of units are the same on all servers, unless somebody has added some."""
        if (table, key) not in self.units:
            model, most = UNITS[table]
            if key.isdecimal() and int(key) <= most:
                self.units[table, key] = int(key)
            else:
                row = self.remote.get(f"{table}/{key}")
                named = model.objects.filter(name=row.get("name")) if isinstance(row, dict) else model.objects.none()
                self.units[table, key] = named.values_list("pk", flat=True).first()
        return self.units[table, key]

    def food(self, key: str) -> Ingredient | None:
        if key not in self.foods:
            row = self.remote.get(f"ingredientinfo/{key}") or self.remote.get(f"ingredient/{key}")
            self.foods[key] = self.find_food(key, row)
        return self.foods[key]

    def find_food(self, key: str, row: Any) -> Ingredient | None:
        """By uuid, barcode, or name and energy; else it becomes a food of the person."""
        if self.reader is None:
            languages = dict(Language.objects.values_list("short_name", "pk"))
            self.reader = Reader(languages, dict(License.objects.values_list("short_name", "pk")))
        try:
            read = self.reader.read({**row, "language": self.language(row)} if isinstance(row, dict) else row)
        except Unusable as problem:
            name = problem.name or f"Food {key}"
            self.report.note(f"{name} {problem.reason}.", "What was eaten of it is left out.")
            return None
        found = self.known_food(read) or self.own_food(read)
        if found is not None:
            self.learn_portions(found, row.get("weight_units"))
        return found

    def language(self, row: Mapping[str, Any]) -> Any:
        """Of the food, else the person's: a language that is not here must not cost the food."""
        language = row.get("language")
        short = language.get("short_name") if isinstance(language, dict) else None
        assert self.reader is not None
        is_known = short in self.reader.languages or language in self.reader.languages.values()
        return language if is_known else self.person.notification_language_id

    def known_food(self, read: Food) -> Ingredient | None:
        rows: Any = Ingredient.objects.visible_to(self.person)
        own: Ingredient | None = Ingredient.objects.filter(user=self.person, uuid=read.uuid).first()
        own = own or rows.filter(uuid=read.uuid).first()
        if own is None and (code := read.content.get("code")):
            own = rows.filter(code=code).order_by("quality", "pk").first()
        same = {name: read.content[name] for name in ("name", "brand", "energy", "protein")}
        return own or rows.filter(**same).order_by("quality", "pk").first()

    def own_food(self, read: Food) -> Ingredient | None:
        own = {name: value for name, value in read.content.items() if name != "quality"}
        food = Ingredient(user=self.person, uuid=read.uuid, source_name=self.remote.host[:200], **own)
        food.remote_id = str(read.uuid)
        try:
            with transaction.atomic():
                food.save()
        except (IntegrityError, ValidationError):
            self.report.note(f"{read.name} cannot be stored.", "What was eaten of it is left out.")
            return None
        self.report.added["foods"] += 1
        return food

    def learn_portions(self, food: Ingredient, rows: Any) -> None:
        ours = list(IngredientWeightUnit.objects.present().filter(ingredient=food).order_by("pk"))
        for row in rows if isinstance(rows, list) else ():
            if not isinstance(row, dict) or not isinstance(row.get("gram"), int):
                continue
            same = [each for each in ours if each.gram == row["gram"] and each.name == row.get("name")]
            self.portions[str(row.get("id"))] = Portion(Decimal(row["gram"]), same[0] if same else None)

    def portion(self, key: str) -> Portion | None:
        """To be asked after its food; portions that are not told with it are asked for one by one."""
        if key not in self.portions:
            row = self.remote.get(f"ingredientweightunit/{key}")
            gram = row.get("gram") if isinstance(row, dict) else None
            self.portions[key] = Portion(Decimal(gram)) if isinstance(gram, int) and gram > 0 else None
        return self.portions[key]


def uuid_of(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def names_of(row: Mapping[str, Any]) -> list[str]:
    """English ones first, because the catalogue here has most of those."""
    translations = [each for each in row.get("translations") or row.get("exercises") or () if isinstance(each, dict)]
    translations.sort(key=lambda each: each.get("language") != 2)  # noqa: PLR2004 (English on all servers)
    return [each["name"] for each in translations if isinstance(each.get("name"), str)]
