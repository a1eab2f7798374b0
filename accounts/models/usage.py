"""How much of a day's budget of requests a person has used."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import connection, models


class DailyUsage(models.Model):
    """Requests of one person and kind on the latest day that had any; days are those of UTC."""

    class Kind(models.TextChoices):
        # Apart from each other: a dashboard that reads too much must not make the phone lose a day.
        READ = "read", "Reading"
        SYNC = "sync", "Synchronising"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="daily_usage")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "kind"], name="one_usage_per_kind")]

    def __str__(self) -> str:
        return f"{self.count} on {self.day}"

    @classmethod
    def spend(cls, *, user_id: int, kind: str, today: date, limit: int) -> int | None:
        """Count one request and return how many that makes today; ``None``, and nothing counted, beyond ``limit``.

        One statement, so that requests at the same time are each counted once, in every process and on both databases.
        A process whose clock is behind at midnight counts for the day that has begun.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO accounts_dailyusage (user_id, kind, day, count) VALUES (%s, %s, %s, 1)
                ON CONFLICT (user_id, kind) DO UPDATE SET
                    count = CASE WHEN accounts_dailyusage.day < excluded.day THEN 1
                                 ELSE accounts_dailyusage.count + 1 END,
                    day = CASE WHEN accounts_dailyusage.day < excluded.day THEN excluded.day
                               ELSE accounts_dailyusage.day END
                WHERE accounts_dailyusage.day < excluded.day OR accounts_dailyusage.count < %s
                RETURNING count
                """,
                [user_id, kind, today, limit],
            )
            # All rows, although there is one at most: SQLite ends the statement when they have been read.
            found = cursor.fetchall()
        return int(found[0][0]) if found else None

    @classmethod
    def today(cls, *, user_id: int, kind: str, today: date) -> int:
        """How many requests of this kind the person has made today."""
        return cls.objects.filter(user=user_id, kind=kind, day=today).values_list("count", flat=True).first() or 0
