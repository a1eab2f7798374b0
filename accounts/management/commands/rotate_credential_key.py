"""A new key for the tokens at rest."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.core.management.base import BaseCommand
from django.db import transaction
from tqdm import tqdm

from accounts import sealing
from accounts.models import SealedCredential


class Command(BaseCommand):
    help = (
        "Make a new key, encrypt every stored token and API key with it, and forget the old keys.  They keep working."
    )

    def handle(self, **options: Any) -> None:
        old = sealing.keys()
        # While both are in the file, either key finds a token, so requests go on during the rotation.
        sealing.write_keys([sealing.new_key(), *old])
        with transaction.atomic():
            kinds: Any = SealedCredential.__subclasses__()
            count = sum(map(self.seal_anew, kinds))
            count += self.encrypt_second_factors()
        sealing.write_keys(sealing.keys()[:1])
        self.stdout.write(self.style.SUCCESS(f"{count} tokens and keys are encrypted with a new key."))

    def seal_anew(self, kind: type[SealedCredential]) -> int:
        rows = kind.objects.select_for_update().order_by("pk")
        count: int = rows.count()
        for row in tqdm(rows.iterator(), total=count, unit=str(kind._meta.verbose_name), disable=None):
            row.seal(row.secret)
            row.save(update_fields=["digest", "sealed"])
        return count

    def encrypt_second_factors(self) -> int:
        """allauth keeps what an authenticator app was told, and the seed of recovery codes, encrypted by our keys."""
        rows = Authenticator.objects.select_for_update().order_by("pk")
        for row in rows.iterator():
            sealed = {name: row.data[name] for name in ("secret", "seed") if row.data.get(name)}
            row.data |= {name: encrypt(decrypt(text)) for name, text in sealed.items()}
            row.save(update_fields=["data"])
        return int(rows.count())
