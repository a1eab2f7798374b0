"""``manage.py api_key alice``"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import ApiKey, User


class Command(BaseCommand):
    help = "Print a person's API key, making one if there is none.  Apps send it as: Authorization: ApiKey <key>"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="user name or e-mail address")
        parser.add_argument("--regenerate", action="store_true", help="void all keys of the person and make a new one")

    @transaction.atomic
    def handle(self, *, name: str, regenerate: bool, **_: Any) -> None:
        user = User.objects.named(name).first()
        if user is None:
            raise CommandError(f"Nobody here is called {name}.")
        if not user.is_active:
            raise CommandError(f"The account of {name} is deactivated; its keys do not work.")
        if regenerate:
            user.api_keys.all().delete()
        self.stdout.write(ApiKey.of(user).secret)
