"""``manage.py demo``: an account with a year of training and food in it."""

import os
import secrets
import sys
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from tqdm import tqdm

from accounts import demo
from accounts.models import User
from config import launch

SHORTEST, LONGEST = 14, 366
# What is made up is that of a grown-up who is neither tall nor small.
PROFILE = {"height": 178, "age": 34, "calories": 2300, "work_hours": 8, "sport_hours": 4, "workout_duration": 26}


class Command(BaseCommand):
    help = (
        "Make a new account and fill it with a believable year of training, food and body weight, to see what the "
        "server does with it. No account that is there is touched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", default="demo", help="user name; default: demo")
        parser.add_argument("--days", type=int, default=365, help=f"until today, {SHORTEST} to {LONGEST}; default: 365")
        parser.add_argument("--seed", type=int, default=1, help="another number makes up another year")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from the first line of the input"
        )

    def handle(self, *, name: str, days: int, seed: int, password_stdin: bool, **_: Any) -> None:
        if not SHORTEST <= days <= LONGEST:
            raise CommandError(f"--days is {days}; write a number from {SHORTEST} to {LONGEST}.")
        check_name(name)
        given = sys.stdin.readline().rstrip("\r\n") if password_stdin else os.environ.get("DEMO_PASSWORD", "")
        password = checked(given, name) if given or password_stdin else secrets.token_urlsafe(12)
        parts = demo.parts()
        try:
            for part in parts:
                part.check()
        except demo.Incomplete as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():
            span = begun(name, password, days, seed)
            self.fill(parts, span)
        start = launch.address()
        # Without the sub-path, which the address has already.
        path = reverse("account_login").removeprefix(settings.FORCE_SCRIPT_NAME or "")
        self.stdout.write(self.style.SUCCESS(f"{name} has {days} days of training and food."))
        self.stdout.write(f"Sign in at {start}{path} as {name}")
        if not given:
            self.stdout.write(f"with the password {password} (it is shown this once).")

    def fill(self, parts: list[demo.Part], span: demo.Span) -> None:
        # disable=None hides the bar where nobody watches.
        with tqdm(total=len(parts) * len(span.days), unit="day", leave=False, disable=None) as bar:
            for part in parts:
                bar.set_description(part.label)
                for days in part.fill(span):
                    bar.update(days)


def check_name(name: str) -> None:
    if User.objects.named(name).exists():
        raise CommandError(
            f"There is an account called {name} already; it was not touched. Choose another: --name {name}2"
        )
    try:
        User._meta.get_field("username").run_validators(name)
    except ValidationError as error:
        raise CommandError(f"--name {name}: {' '.join(error.messages)}") from error


def checked(password: str, name: str) -> str:
    try:
        validate_password(password, User(username=name))
    except ValidationError as error:
        raise CommandError(f"This password cannot be used: {' '.join(error.messages)}") from error
    return password


def begun(name: str, password: str, days: int, seed: int) -> demo.Span:
    """With an account that is as old as its rows."""
    joined = timezone.now() - timedelta(days=days)
    user = User.objects.create_user(username=name, password=password, date_joined=joined, **PROFILE)
    today = datetime.now(ZoneInfo(user.time_zone)).date()
    return demo.Span(user=user, first=today - timedelta(days=days - 1), last=today, seed=seed)
