"""The rules that names and descriptions of exercises have to keep."""

from dataclasses import dataclass
from typing import Any, Final, Self

from rest_framework.exceptions import ValidationError

from config.search.folding import fold
from exercises import descriptions, detection, similarity
from exercises.models import Exercise, Language, Translation

SHORTEST_DESCRIPTION: Final = 40
LONGEST_DESCRIPTION: Final = 5_000


@dataclass(slots=True)
class Words:
    """What is new about a translation; ``None`` where nothing is.  ``field`` is where the description was sent."""

    name: str | None
    text: str | None
    field: str

    @classmethod
    def of(cls, attrs: dict[str, Any], row: Translation | None) -> Self:
        """Apps send whole rows back: of the two forms of a description the one that differs from the row is meant."""
        name, source, html = attrs.get("name"), attrs.get("source"), attrs.get("description")
        if row is not None:
            name = None if name == row.name else name
            source = None if source == row.source else source
            html = None if html == row.description else html
        elif not source and html is None:
            source = ""
        if source or html is None:
            return cls(name, source, "description_source")
        return cls(name, html, "description")

    def put_into(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """``attrs`` with the columns of the description, instead of the two fields of the same name."""
        kept = {name: value for name, value in attrs.items() if name not in {"source", "description"}}
        if self.text is None:
            return kept
        is_html = self.field == "description"
        return {
            **kept,
            "description": descriptions.clean(self.text) if is_html else "",
            "description_source": "" if is_html else self.text,
        }

    def check(self, language: Language, exercise: Exercise | None) -> None:
        """Raises ``ValidationError``.  ``exercise`` is the one that may have similar names."""
        if self.text is not None:
            self.check_text(self.text, language)
        if self.name is not None:
            check_name(self.name, language, exercise)

    def check_text(self, text: str, language: Language) -> None:
        html = text if self.field == "description" else descriptions.render(text)
        plain = descriptions.plain_text(html)
        if len(text) < SHORTEST_DESCRIPTION or not plain:
            message = f"Describe the exercise with at least {SHORTEST_DESCRIPTION} characters."
            raise ValidationError({self.field: [message]})
        if found := detection.differs(plain, language.short_name):
            raise ValidationError({"language": [mismatch(found, language)]})


def check_name(name: str, language: Language, exercise: Exercise | None) -> None:
    others = Translation.objects.public().filter(language=language).exclude(exercise=exercise)
    if found := similarity.most_similar(fold(name), others.values_list("name", "name_folded")):
        raise ValidationError({"name": [f"There is an exercise with a similar name already: “{found}”."]})


def mismatch(found: str, language: Language) -> str:
    written = Language.objects.filter(short_name=found).first()
    return f"This looks like {english_name(written) if written else found}, not {english_name(language)}."


def english_name(language: Language) -> str:
    return language.full_name_en or language.full_name
