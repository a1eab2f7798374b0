"""A new key for the tokens at rest."""

from contextlib import suppress
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand
from django.db import transaction
from tqdm import tqdm

from accounts import sealing
from accounts.models import ImportRun, SealedCredential


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
            count = sum(map(self.seal_anew, kinds)) + self.encrypt_second_factors() + self.seal_tokens_of_imports()
        sealing.write_keys(sealing.keys()[:1])
        self.stdout.write(self.style.SUCCESS(f"{count} tokens and keys are encrypted with a new key."))

    def seal_anew(self, kind: type[SealedCredential]) -> int:
        """What no key opens, because its key file was lost, has ended and stays as it is; the same holds below."""
        rows = kind.objects.select_for_update().order_by("pk")
        count = 0
        for row in tqdm(rows.iterator(), total=rows.count(), unit=str(kind._meta.verbose_name), disable=None):
            with suppress(InvalidToken):
                row.seal(row.secret)
                row.save(update_fields=["digest", "sealed"])
                count += 1
        return count

    def encrypt_second_factors(self) -> int:
        """allauth keeps what an authenticator app was told, and the seed of recovery codes, encrypted by our keys."""
        count = 0
        for row in Authenticator.objects.select_for_update().order_by("pk").iterator():
            sealed = {name: row.data[name] for name in ("secret", "seed") if row.data.get(name)}
            with suppress(InvalidToken):
                row.data |= {name: encrypt(decrypt(text)) for name, text in sealed.items()}
                row.save(update_fields=["data"])
                count += 1
        return count

    def seal_tokens_of_imports(self) -> int:
        """Those of other servers, which an import that was not run yet still needs."""
        count = 0
        for run in ImportRun.objects.select_for_update().exclude(sealed_token=None).order_by("pk"):
            with suppress(InvalidToken):
                run.token = run.token
                run.save(update_fields=["sealed_token"])
                count += 1
        return count
