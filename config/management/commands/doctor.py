"""``manage.py doctor``: what the server thinks of its surroundings."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email

from config import doctor
from config.doctor import Finding, Level, services

SIGNS = {Level.FINE: "✓", Level.DOUBTFUL: "!", Level.WRONG: "✗"}


class Command(BaseCommand):
    help = (
        "Tell what the server thinks its address, database, mail and disk are, and what is wrong; exit code 1 if any."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs; has no secrets in it")
        parser.add_argument(
            "--mail-to", metavar="ADDRESS", type=mail_address, help="send a mail there to see that it works"
        )

    def handle(self, *, mail_to: str | None, **options: Any) -> None:
        found = list(doctor.findings())
        if mail_to:
            found.append(services.test_mail(mail_to))
        if options["json"]:
            self.stdout.write(json.dumps([asdict(each) for each in found], indent=1))
        else:
            self.tell(found)
        if any(each.level == Level.WRONG for each in found):
            sys.exit(1)

    def tell(self, found: list[Finding]) -> None:
        width = max(len(each.subject) for each in found)
        styles = {Level.FINE: self.style.SUCCESS, Level.DOUBTFUL: self.style.WARNING, Level.WRONG: self.style.ERROR}
        for each in found:
            self.stdout.write(f"{styles[each.level](SIGNS[each.level])} {each.subject:<{width}}  {each.text}")
            if each.advice:
                self.stdout.write(f"  {'':<{width}}  → {each.advice}")
        wrong, doubtful = (sum(each.level == level for each in found) for level in (Level.WRONG, Level.DOUBTFUL))
        self.stdout.write(f"{wrong} wrong, {doubtful} to think about." if wrong or doubtful else "All is well.")


def mail_address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ArgumentTypeError(f"{text} is no address") from error
    return text
