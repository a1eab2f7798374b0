"""``manage.py api_key alice`` and ``manage.py api_key alice --name backup --scope read --days 90``"""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import keys
from accounts.models import ApiKey, Scope, User

LONGEST_DAYS = 3650


class Command(BaseCommand):
    help = (
        "Print a person's API key for the diary, making one if there is none; with --name, make one of that name. "
        "Apps send it as: Authorization: ApiKey <key>"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="user name or e-mail address")
        parser.add_argument("--regenerate", action="store_true", help="void all keys of the person and make a new one")
        parser.add_argument("--name", dest="label", default="", help="make a new key, called so on the API page")
        parser.add_argument("--scope", choices=Scope.values, default=Scope.DIARY, help="what the new key may do")
        parser.add_argument("--days", type=int, default=0, help="how long the new key works; without it, until revoked")

    @transaction.atomic
    def handle(self, *, name: str, regenerate: bool, label: str, scope: str, days: int, **_: Any) -> None:
        user = User.objects.named(name).first()
        if user is None:
            raise CommandError(f"Nobody here is called {name}.")
        if not user.is_active:
            raise CommandError(f"The account of {name} is deactivated; its keys do not work.")
        if (days or scope != Scope.DIARY) and not label:
            raise CommandError("--scope and --days are for a new key; give it a --name.")
        if not 0 <= days <= LONGEST_DAYS:
            raise CommandError(f"--days may be 1 to {LONGEST_DAYS}.")
        if regenerate:
            user.api_keys.all().delete()
        self.stdout.write(self.key(user, label, scope, days).secret)

    def key(self, user: User, label: str, scope: str, days: int) -> ApiKey:
        if not label:
            return ApiKey.of(user)
        expires = timezone.now() + timedelta(days=days) if days else None
        try:
            return keys.create_key(user=user, name=label, scope=scope, expires=expires)
        except (keys.TooManyKeys, keys.NameTaken) as error:
            raise CommandError(str(error)) from error
