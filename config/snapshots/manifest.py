"""What an archive says about itself."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Self

FORMAT = 1
# Members of the archive.
MANIFEST, SUMS, CREDENTIAL_KEYS, SECRET_KEY = "manifest.json", "SHA256SUMS", "credential.keys", "secret.key"
FOLDERS = ("media", "private")


class Unusable(ValueError):
    """The archive cannot be restored here; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """``engine`` is Django's vendor name; ``database_version`` that of the server or library that wrote the snapshot.

    ``migrations`` are those that were applied, as ``app.name``.
    """

    created: str
    version: str
    engine: str
    database_version: str
    migrations: list[str]
    format: int = FORMAT

    def written(self) -> str:
        return json.dumps(asdict(self), indent=1) + "\n"

    @classmethod
    def read(cls, raw: bytes) -> Self:
        try:
            content: dict[str, Any] = json.loads(raw)
            if content["format"] > FORMAT:
                raise Unusable("The backup was made by a newer program. Update this one first.")
            return cls(**content | {"migrations": [*map(str, content["migrations"])]})
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            if isinstance(error, Unusable):
                raise
            raise Unusable(f"{MANIFEST} cannot be read: this is no backup of Regimen.") from error

    def unknown_migrations(self, known: set[str]) -> list[str]:
        return sorted(set(self.migrations) - known)
