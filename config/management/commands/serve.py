import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from config import launch


class Command(BaseCommand):
    help = "Prepare data folder, database and starter data, then run the production server."
    # They find mistakes in code, which `make check` has looked for; at each start they would take a tenth of the time.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--skip-migrate",
            action="store_true",
            help="leave the database as it is, and refuse to start if migrations are missing",
        )
        parser.add_argument(
            "--wait", type=int, default=0, metavar="SECONDS", help="how long to wait for a database that is starting"
        )

    def handle(self, *, skip_migrate: bool, wait: int, **_: Any) -> None:
        # The database and the photos are people's health: no other account of this machine may read what is written.
        os.umask(0o077)
        launch.check_data_folder()
        launch.check_port()
        launch.check_database(wait, self.stdout.write)
        if skip_migrate:
            launch.check_migrated()
        else:
            launch.prepare_database(self.stdout.write)
        self.stdout.write(launch.greeting())
        self.stdout.flush()
        connections.close_all()
        # By default every thread gets a heap of its own, and whoever rendered the whole catalogue once keeps 50 MB.
        os.environ.setdefault("MALLOC_ARENA_MAX", "2")
        command = launch.server_command()
        # The server takes this process over, so signals and the exit code are its own.
        os.execv(command[0], command)  # noqa: S606 (no shell is wanted)
