"""What people bring along from elsewhere, from the moment that it is handed over until it is in."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts import sealing
from config.ownership import OwnedModel, OwnedQuerySet

# Longer than the slowest batch: whoever says nothing for so long has ended with its process.
SILENCE = timedelta(minutes=5)
FILES_KEPT = timedelta(days=1)
FOLDER = "imports"


def is_at_work(now: datetime) -> Q:
    """A condition on runs: somebody has said lately how far it is."""
    return Q(state=ImportRun.State.RUNNING, heartbeat__gt=now - SILENCE)


class ImportRunQuerySet(OwnedQuerySet["ImportRun"]):
    def outdated(self, now: datetime) -> Self:
        """Those whose file and token have been kept long enough."""
        rows = self.filter(created__lt=now - FILES_KEPT).exclude(path="", sealed_token=None)
        return rows.exclude(is_at_work(now))


class ImportRun(OwnedModel):
    """One import of a person: what they handed over, what the preview found, how far it is, what came of it.

    Every process reads how far it is from here.  ``claim`` names the thread that does the work: one that finds another
    claim, or no row any more, stops.
    """

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Ready to be started"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Stopped"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_runs")
    importer = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEWED)
    name = models.CharField(max_length=200, blank=True)
    # Below PRIVATE_ROOT; empty when the file is gone or there was none.
    path = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=500, blank=True)
    sealed_token = models.BinaryField(null=True, blank=True, editable=False)
    options = models.JSONField(default=dict, blank=True)
    preview = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    created = models.DateTimeField(default=timezone.now)
    heartbeat = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ImportRunQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="import_run_uuid_unique_per_person"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="running"), name="import_run_one_at_a_time_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.importer} on {self.created:%Y-%m-%d}"

    @property
    def file(self) -> Path | None:
        return Path(settings.PRIVATE_ROOT) / self.path if self.path else None

    @property
    def token(self) -> str:
        return sealing.unseal(bytes(self.sealed_token)) if self.sealed_token else ""

    @token.setter
    def token(self, token: str) -> None:
        self.sealed_token = sealing.seal(token) if token else None

    @property
    def is_under_way(self) -> bool:
        """Somebody works on it; a running one that is not can be continued."""
        return (
            self.state == self.State.RUNNING
            and self.heartbeat is not None
            and (timezone.now() - self.heartbeat < SILENCE)
        )

    @property
    def has_source(self) -> bool:
        """Whether what was handed over is still here."""
        return bool(self.path or self.address)

    def take(self) -> UUID | None:
        """Claim the work; ``None`` if somebody is at it, or at another import of this person, or it is done."""
        now, claim = timezone.now(), uuid4()
        rows = type(self).objects.exclude(is_at_work(now))
        silent = rows.filter(user=self.user_id, state=self.State.RUNNING).exclude(pk=self.pk)
        free = rows.filter(pk=self.pk).exclude(state=self.State.DONE)
        try:
            with transaction.atomic():
                silent.update(state=self.State.FAILED, error="The server was stopped.", claim=None)
                taken = free.update(
                    state=self.State.RUNNING, heartbeat=now, claim=claim, error="", done=0, total=0, report={}
                )
        except IntegrityError:
            return None
        return claim if taken else None

    def say(self, claim: UUID, **values: Any) -> bool:
        """Write how far the work is; ``False`` if it is no longer that of ``claim``."""
        mine = type(self).objects.filter(pk=self.pk, claim=claim, state=self.State.RUNNING)
        return bool(mine.update(heartbeat=timezone.now(), **values))

    def forget_source(self) -> None:
        """Remove the file and the token; what was found in them stays."""
        if self.file:
            self.file.unlink(missing_ok=True)
        type(self).objects.filter(pk=self.pk).update(path="", sealed_token=None)
        self.path, self.sealed_token = "", None
