"""An account of another server of the wger family, Regimen among them, as an importer like the others."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, ClassVar

from accounts.importing.base import Importer, Preview, Progress, Report, Source, Takes
from config import outbound
from journal.importing.account.layout import TABLES
from journal.importing.account.moving import Move
from journal.importing.account.remote import Remote

if TYPE_CHECKING:
    from accounts.models import User


class WgerAccount(Importer):
    name = "wger"
    label = "wger or another Regimen"
    help = "Routines, sessions, logs, nutrition plans, diary, weights and measurements come over; photos do not."
    takes: ClassVar[Takes] = Takes.SERVER

    def preview(self, person: "User", source: Source, options: Mapping[str, str]) -> Preview:
        found: Counter[str] = Counter()
        # Somebody waits for it.
        with closing(Remote(source, limits=outbound.Limits(seconds=15), attempts=1)) as remote:
            profile = remote.profile()
            for table in TABLES:
                found[table.kind] += remote.total(table.endpoint)
        account = str(profile.get("username") or "?")[:100]
        return Preview(Counter({kind: number for kind, number in found.items() if number}), ["Account"], [[account]])

    def run(self, person: "User", source: Source, options: Mapping[str, str], report: Report) -> Iterator[Progress]:
        with closing(Remote(source)) as remote:
            yield from Move(person, remote, remote.profile(), report).run()
